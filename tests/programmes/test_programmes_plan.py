"""The plan of a programme: what the database refuses, who moves it, and what the cards say of it."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import RequestFactory
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from programmes.actions import MoveRefused, set_item_status
from programmes.enums import ALLOWED_MOVES, SIGNS, TONES, ItemStatus
from programmes.models import PlanItem, Stage
from programmes.periods import months_label, period_label
from programmes.plans import plan_of, programme_cards
from tests.making import close, person, plan, programme, put, queries_of, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = datetime.date.today()
AGES = datetime.timedelta(days=400)


@pytest.fixture
def leader():
    return person()


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def cards(title):
    """The cards of all programmes, or the one with this title."""
    return next(card for card in programme_cards(RequestFactory().get("/")) if card["page"].title == title)


def test_two_stages_of_a_programme_cannot_have_one_number(sections, page):
    Stage.objects.create(programme=page, number=1, name="Первый")
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(programme=page, number=1, name="Тоже первый")
    assert Stage.objects.create(programme=programme(sections["programmes"], "Другая"), number=1, name="Первый").pk


def test_a_stage_cannot_end_before_it_begins(page):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.create(programme=page, number=1, name="Назад", starts_on=DAY(2026, 5, 2), ends_on=DAY(2026, 5, 1))
    for number, (start, end) in enumerate([(DAY(2026, 5, 1),) * 2, (None, DAY(2026, 5, 1)), (DAY(2026, 5, 1), None)]):
        assert Stage.objects.create(programme=page, number=number, name="Этап", starts_on=start, ends_on=end).pk


@pytest.mark.parametrize("now", ItemStatus)
@pytest.mark.parametrize("wanted", ItemStatus)
def test_a_status_goes_only_where_the_table_lets_it(page, leader, now, wanted):
    (item,) = plan(page, items=1, status=now)
    if wanted in ALLOWED_MOVES[now]:
        set_item_status(item=item, status=wanted, by=leader, reason="Так решил совет")
        kept = wanted
    else:
        with pytest.raises(MoveRefused, match=str(ItemStatus(now).label)):
            set_item_status(item=item, status=wanted, by=leader, reason="Так решил совет")
        kept = now
    item.refresh_from_db()
    assert item.status == kept


def test_the_table_of_moves_is_whole_and_what_was_cancelled_is_only_planned_anew():
    assert set(ALLOWED_MOVES) == set(TONES) == set(SIGNS) == set(ItemStatus)
    assert ALLOWED_MOVES[ItemStatus.CANCELLED] == {ItemStatus.PLANNED}
    assert not [status for status, moves in ALLOWED_MOVES.items() if status in moves]
    assert all(ItemStatus.CANCELLED in ALLOWED_MOVES[status] for status in ItemStatus if status != ItemStatus.CANCELLED)


def test_a_move_looks_at_the_database_and_not_at_an_old_copy(page, leader):
    (item,) = plan(page, items=1)
    PlanItem.objects.filter(pk=item.pk).update(status=ItemStatus.CANCELLED)
    with pytest.raises(MoveRefused):
        set_item_status(item=item, status=ItemStatus.DONE, by=leader)


def test_a_move_is_written_down_with_who_made_it(page, leader):
    (item,) = plan(page, items=1)
    set_item_status(item=item, status=ItemStatus.DONE, by=leader)
    entry = ModelLogEntry.objects.get(action="programmes.item.status")
    assert (entry.user, entry.object_id) == (leader, str(item.pk))
    assert entry.data == {"status": "done", "reason": "", "on": TODAY.isoformat()}


KEEPERS = {Role.EDITOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role)
def test_a_role_alone_keeps_no_plan_but_the_editors(page, role):
    (item,) = plan(page, items=1)
    user = person(role)
    assert bool(can(user, "change", item)) == (role in KEEPERS)
    if role not in KEEPERS:
        with pytest.raises(ActionRefused):
            set_item_status(item=item, status=ItemStatus.DONE, by=user)
        item.refresh_from_db()
        assert item.status == ItemStatus.PLANNED


def test_who_answers_for_the_programme_keeps_its_plan_and_no_other(sections):
    user = person(Role.TEACHER)
    (own,) = plan(programme(sections["programmes"], "Своя", responsible=user), items=1)
    (other,) = plan(programme(sections["programmes"], "Чужая"), items=1)
    assert can(user, "change", own)
    assert not can(user, "change", other)


def test_the_plan_is_read_in_as_many_queries_whatever_its_size(page):
    plan(page, stages=1, items=1)
    few = queries_of(lambda: plan_of(page))
    Stage.objects.all().delete()
    plan(page, stages=6, items=8)
    assert queries_of(lambda: plan_of(page)) == few
    assert few <= 5
    assert [len(stage.plan) for stage in plan_of(page)["stages"]] == [8] * 6


def test_progress_counts_what_is_done_of_what_was_not_cancelled(sections, page):
    items = plan(page, stages=2, items=4)
    statuses = ["done", "done", "cancelled", "cancelled", "planned", "in_progress", "continues", "moved"]
    for item, status in zip(items, statuses, strict=True):
        PlanItem.objects.filter(pk=item.pk).update(status=status)
    plan(programme(sections["programmes"], "Другая"), items=5, status="done")
    for progress in (plan_of(page)["progress"], cards("Читаем вместе")["progress"]):
        assert (progress["done"], progress["total"], progress["percent"]) == (2, 6, 33)


def test_without_a_plan_there_is_no_percent(page):
    plan(page, items=2, status="cancelled")
    for progress in (plan_of(page)["progress"], cards("Читаем вместе")["progress"]):
        assert (progress["done"], progress["total"], progress["percent"]) == (0, 0, None)


def test_stages_say_whether_they_are_over_and_which_goes_now(page):
    spans = [(TODAY - 2 * AGES, TODAY - AGES), (TODAY - AGES, TODAY), (TODAY + AGES, None), (None, None)]
    for number, (start, end) in enumerate(spans, start=1):
        Stage.objects.create(programme=page, number=number, name="Этап", starts_on=start, ends_on=end)
    shown = plan_of(page)
    assert [stage.state for stage in shown["stages"]] == ["done", "now", "ahead", "ahead"]
    assert shown["progress"]["now"] == cards("Читаем вместе")["progress"]["now"] == "2. Этап"


def test_items_stand_in_the_order_of_the_plan(page):
    stage = Stage.objects.create(programme=page, number=1, name="Этап")
    for order, text in [(20, "второе"), (10, "первое"), (20, "третье")]:
        PlanItem.objects.create(stage=stage, sort_order=order, text=text)
    assert [item.text for item in plan_of(page)["stages"][0].plan] == ["первое", "второе", "третье"]


def test_cards_cost_the_same_for_few_programmes_and_for_many(sections):
    request = RequestFactory().get("/")

    def grow(number):
        for n in range(number):
            made = programme(sections["programmes"], f"Программа {number} {n}")
            plan(made, stages=2)
            subproject(made)

    grow(2)
    few = queries_of(lambda: programme_cards(request))
    grow(5)
    assert queries_of(lambda: programme_cards(request)) == few
    assert few <= 6


def test_a_card_counts_only_subprojects_that_everybody_may_see(page):
    subproject(page, "Виден")
    subproject(page, "Черновик", publish=False)
    close(subproject(page, "Закрыт"))
    assert cards("Читаем вместе")["subprojects"] == 1


def test_a_draft_and_a_closed_programme_have_no_card(sections):
    programme(sections["programmes"], "Черновик", publish=False)
    close(programme(sections["programmes"], "Закрыта"))
    programme(sections["programmes"], "Видна")
    assert [card["page"].title for card in programme_cards(RequestFactory().get("/"))] == ["Видна"]


def test_publishing_an_older_draft_of_the_page_leaves_the_plan_as_it_has_become(page, leader):
    (item,) = plan(page, items=1)
    draft = page.save_revision()
    set_item_status(item=item, status=ItemStatus.DONE, by=leader)
    plan_item = PlanItem.objects.create(stage=item.stage, text="Новое дело")
    draft.publish()
    item.refresh_from_db()
    assert item.status == ItemStatus.DONE
    assert set(PlanItem.objects.filter(stage__programme=page)) == {item, plan_item}


@pytest.mark.parametrize(
    ("start", "end", "text", "label"),
    [
        (DAY(2016, 9, 1), DAY(2019, 8, 31), "", "2016–2019"),
        (DAY(2016, 1, 1), DAY(2016, 12, 31), "", "2016"),
        (DAY(2016, 9, 1), None, "", "с 2016 года"),
        (None, DAY(2019, 1, 1), "", "до 2019 года"),
        (None, None, "", ""),
        (DAY(2016, 9, 1), DAY(2019, 8, 31), "три учебных года", "три учебных года"),
    ],
)
def test_a_period_is_said_in_words(start, end, text, label):
    assert period_label(start, end, text) == label


def test_a_stage_says_its_months_or_the_words_of_its_plan(page):
    stage = Stage(programme=page, number=1, name="Э", starts_on=DAY(2016, 9, 1), ends_on=DAY(2017, 1, 31))
    assert stage.period_label == "сентябрь 2016 – январь 2017"
    stage.term = "в течение года"
    assert stage.period_label == "в течение года"
    assert months_label(None, None) == ""
    assert months_label(DAY(2022, 4, 1), DAY(2022, 4, 30)) == "апрель 2022"
    assert months_label(None, DAY(2021, 12, 31)) == "по декабрь 2021"
    assert months_label(DAY(2021, 12, 1), None) == "с декабря 2021"


def test_the_page_of_a_programme_shows_its_plan_and_costs_the_same_for_a_long_one(client, page):
    plan(page, stages=1, items=2)
    assert "Дело 1" in client.get(page.url).content.decode()
    few = queries_of(lambda: client.get(page.url))
    Stage.objects.all().delete()
    plan(page, stages=5, items=10)
    for n in range(3):
        put(page, type(subproject(page, f"П{n}"))(title=f"Ещё {n}"))
    assert queries_of(lambda: client.get(page.url)) == few
