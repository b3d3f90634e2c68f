"""What a programme's page remembers between requests: after every deed it is what a process that remembers nothing shows."""

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from home import page_cache
from home.models import ContentPage
from library.models import MaterialPage
from library.templatetags import library_tags
from programmes import planning, risks, surroundings
from programmes.actions import set_item_status
from programmes.closing import close_stage, reopen_stage
from programmes.measuring import add_measurement, correct_measurement, withdraw_measurement
from programmes.meeting import cancel_meeting, plan_meeting
from programmes.membership import drop_member, keep_member
from programmes.models import (
    ExpectedResult,
    GroupMember,
    GroupPage,
    Indicator,
    ItemDate,
    NewsPage,
    PlanItem,
    Regulation,
    Risk,
    Stage,
    SubprojectPage,
)
from programmes.planning_bulk import (
    add_item,
    move_items,
    place_item,
    reorder_items,
    set_items_responsible,
    set_items_status,
)
from programmes.planning_undo import restore_items
from programmes.surroundings import around_programme
from programmes.terms import read_term
from tests.making import close, material, news, person, programme, put, queries_of, subproject
from tests.programmes.reports import published

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAYS = datetime.timedelta


class Place:
    """A programme with something of everything."""

    def __init__(self, sections):
        self.sections, self.leader = sections, person(Role.EDITOR)
        self.page = page = programme(sections["programmes"], "Читаем вместе", starts_on=TODAY - DAYS(400))
        self.part = subproject(page, "Чтение дома", number=1, summary="Семья читает")
        self.stages = [
            Stage.objects.create(programme=page, number=n, name=f"Этап {n}", starts_on=TODAY - DAYS(40 * (3 - n)))
            for n in (1, 2)
        ]
        self.item, self.second, self.third = (
            PlanItem.objects.create(
                stage=self.stages[0], number=str(n), text=f"Дело {n}", sort_order=n * 10, due_on=TODAY + DAYS(n)
            )
            for n in (1, 2, 3)
        )
        self.proof = planning.add_proof(item=self.second, by=self.leader, text="Справка", address="/library/")
        self.indicator = Indicator.objects.create(programme=page, text="Доля", unit="%", at_least=60)
        self.value = add_measurement(indicator=self.indicator, on=TODAY - DAYS(9), value=Decimal(31), by=self.leader)
        self.risk = Risk.objects.create(programme=page, text="Мало людей")
        self.result = ExpectedResult.objects.create(programme=page, text="Модель")
        self.group = put(page, GroupPage(title="Совет чтения"))
        self.member = keep_member(member=GroupMember(group=self.group, name="Лицо", role="член"), by=self.leader)
        self.meeting = plan_meeting(group=self.group, on=TODAY + DAYS(5), by=self.leader)
        self.paper = put(page, ContentPage(title="Рекомендации"))
        self.news = news(sections["news"], "Собрались", about=[page], date=TODAY)
        self.work = material(sections["library"], "Урок о книге", programme=page)
        self.norm = Regulation.objects.create(title="Положение о чтении", is_public=True)
        self.norm.programmes.add(page)

    def fresh(self, model):
        return model.objects.get()


@pytest.fixture
def place(sections):
    return Place(sections)


@pytest.fixture(autouse=True)
def _pages_made_anew():
    page_cache.pages.clear()


def text(client, page):
    """The page as it is made now, with what the process remembers."""
    page_cache.pages.clear()
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode().replace("\xa0", " ")


def text_anew(client, page):
    """The same by a process that remembers nothing."""
    surroundings._remembered.clear()
    library_tags._cards.clear()
    return text(client, page)


def retitle(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def undo(place):
    place.item.refresh_from_db()
    changed = {str(place.item.pk): [{"responsible": "Прежний"}, {"responsible": ""}]}
    restore_items(programme=place.page, changed=changed, by=place.leader)


def moved(place):
    words = "май 2031, июнь 2031"
    planning.move_item(item=place.item, by=place.leader, reason="Ждём", words=words, term=read_term(words))


def closed(place, again=False):
    stage = place.stages[1]
    close_stage(stage=stage, conclusion="Получилось: дети читают сами", on=TODAY, by=place.leader, confirmed=True)
    if again:
        reopen_stage(stage=stage, reason="Рано", by=place.leader)


def two(place):
    return [place.item, place.second]


DEEDS = {
    "a state": lambda p: set_item_status(item=p.item, status="in_progress", by=p.leader, reason="Начали"),
    "a moved term": moved,
    "a proof": lambda p: planning.add_proof(item=p.item, by=p.leader, target=p.news),
    "a proof taken off": lambda p: planning.remove_proof(proof=p.proof, by=p.leader),
    "states of many": lambda p: set_items_status(items=two(p), status="done", by=p.leader),
    "who answers for many": lambda p: set_items_responsible(items=two(p), responsible="Школы", by=p.leader),
    "items moved to a stage": lambda p: move_items(items=two(p), stage=p.stages[1], by=p.leader),
    "an item more": lambda p: add_item(stage=p.stages[0], by=p.leader, text="Новое дело", term="июнь 2031, июль 2031"),
    "another order": lambda p: reorder_items(
        stage=p.stages[0], order=[p.third.pk, p.second.pk, p.item.pk], by=p.leader
    ),
    "another place": lambda p: place_item(item=p.third, position=0, by=p.leader),
    "a deed taken back": undo,
    "an item deleted": lambda p: p.item.delete(),
    "a term of several": lambda p: ItemDate.objects.create(item=p.item, ends_on=TODAY),
    "a stage closed": closed,
    "a stage renamed": lambda p: (setattr(p.stages[0], "name", "Начало"), p.stages[0].save()),
    "a value": lambda p: add_measurement(indicator=p.indicator, on=TODAY, value=Decimal(77), by=p.leader),
    "a corrected value": lambda p: correct_measurement(
        measurement=p.value, on=TODAY - DAYS(9), value=Decimal(78), by=p.leader
    ),
    "a value withdrawn": lambda p: withdraw_measurement(measurement=p.value, by=p.leader, reason="Опечатка"),
    "a risk": lambda p: risks.set_risk_state(risk=p.risk, state="occurred", by=p.leader, note="Наступил"),
    "measures": lambda p: risks.write_measures(risk=p.risk, texts=["Звать людей"], done=["Звать людей"], by=p.leader),
    "a result": lambda p: risks.set_result_state(result=p.result, state="achieved", by=p.leader),
    "a result's proof": lambda p: risks.add_proof(result=p.result, text="Книга", by=p.leader),
    "a member": lambda p: keep_member(member=GroupMember(group=p.group, name="Другой", role="член"), by=p.leader),
    "a member dropped": lambda p: drop_member(member=p.member, by=p.leader),
    "a meeting called off": lambda p: cancel_meeting(meeting=p.meeting, reason="Карантин", by=p.leader),
    "a group renamed": lambda p: retitle(p.fresh(GroupPage), title="Совет иначе"),
    "a paper withdrawn": lambda p: p.paper.unpublish(),
    "news": lambda p: news(p.sections["news"], "Ещё одна", about=[p.page], date=TODAY),
    "news withdrawn": lambda p: p.fresh(NewsPage).unpublish(),
    "news about something else": lambda p: retitle(p.fresh(NewsPage), programmes=[]),
    "a report": lambda p: published(p.page, by=p.leader),
    "a part renamed": lambda p: retitle(p.fresh(SubprojectPage), title="Чтение в саду"),
    "a part closed for visitors": lambda p: close(p.part),
    "a part moved to another programme": lambda p: p.fresh(SubprojectPage).move(
        programme(p.sections["programmes"], "Другая"), "last-child"
    ),
    "a work renamed": lambda p: retitle(p.fresh(MaterialPage), title="Урок о сказке"),
    "a work more": lambda p: material(p.sections["library"], "Урок о стихе", programme=p.page),
    "a work withdrawn": lambda p: p.fresh(MaterialPage).unpublish(),
    "a document hidden": lambda p: (setattr(p.norm, "is_public", False), p.norm.save()),
    "a document about something else": lambda p: p.norm.programmes.clear(),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_is_seen_at_once(client, place, deed):
    before = text(client, place.page)
    assert text(client, place.page) == before
    DEEDS[deed](place)
    now = text(client, place.page)
    assert now != before
    assert now == text_anew(client, place.page)


def test_a_stage_opened_again_is_shown_so(client, place):
    before = text(client, place.page)
    closed(place, again=True)
    now = text(client, place.page)
    assert "Получилось" not in before
    assert now == text_anew(client, place.page)


def test_the_page_of_a_part_shows_every_change_too(client, place):
    text(client, place.part)
    Indicator.objects.create(programme=place.page, subproject=place.part, text="Доля семей", unit="%", at_least=5)
    Stage.objects.create(programme=place.page, subproject=place.part, number=1, name="Первые книги")
    subproject(place.page, "Чтение в лагере", number=2)
    news(place.sections["news"], "Семьи читают", parts=[place.part], date=TODAY)
    now = text(client, place.part)
    for words in ("Доля семей", "Первые книги", "Чтение в лагере", "Семьи читают"):
        assert words in now
    assert now == text_anew(client, place.part)


def test_the_second_visitor_costs_few_questions_whatever_the_size(client, place):
    def ask():
        page_cache.pages.clear()
        client.get(place.page.url)

    few = queries_of(ask)
    for number in range(4, 24):
        PlanItem.objects.create(stage=place.stages[0], text=f"Дело {number}", sort_order=number * 10)
        Indicator.objects.create(programme=place.page, text=f"Доля {number}", unit="%", at_least=60)
        subproject(place.page, f"Часть {number}", number=number)
    assert queries_of(ask) == few
    assert few <= 4


def test_two_programmes_and_their_parts_are_not_mixed_up(client, place):
    other = programme(place.sections["programmes"], "Считаем вместе")
    part = subproject(other, "Счёт дома", number=1)
    Risk.objects.create(programme=other, text="Мало чисел")
    for _ in range(2):
        assert "Мало людей" in text(client, place.page)
        assert "Мало людей" not in text(client, other)
        assert "Мало чисел" in text(client, other)
        assert "Мало людей" not in text(client, place.part)
        assert "Считаем вместе" in text(client, part)


def test_a_draft_that_an_editor_looks_at_changes_nothing_for_visitors(client, place):
    before = text(client, place.page)
    assert "пока ниже цели" in before.lower()
    draft = place.page
    draft.ends_on = TODAY - DAYS(1)
    draft.save_revision()
    surroundings._remembered.clear()
    shown = draft.get_latest_revision_as_object().make_preview_request().content.decode()
    # A programme that is over has missed its target: so says the draft, to the editor alone.
    assert "цель не достигнута" in shown.lower()
    assert text(client, place.page) == before
    again = draft.get_latest_revision_as_object().make_preview_request().content.decode()
    assert "цель не достигнута" in again.lower()


def test_who_leads_the_programme_leaves_nothing_of_his_own_to_the_next_visitor(client, place):
    before = text(client, place.page)
    for who in (place.leader, person(Role.TEACHER)):
        surroundings._remembered.clear()
        client.force_login(who)
        client.get(place.page.url)
        client.get(f"{place.page.url}plan/")
        client.logout()
        assert text(client, place.page) == before


def test_news_whose_time_is_over_leave_though_nothing_was_written(client, place, monkeypatch):
    end = timezone.now() + DAYS(seconds=30)
    retitle(place.fresh(NewsPage), expire_at=end)
    planning.add_proof(item=place.third, by=place.leader, target=place.fresh(NewsPage))
    address = f'href="{place.news.url}"'
    assert text(client, place.page).count(address) == 2
    monkeypatch.setattr(timezone, "now", lambda: end + DAYS(seconds=1))
    assert address not in text(client, place.page)


def test_a_day_later_what_was_ahead_is_late(client, place, monkeypatch):
    assert "Просрочено" not in text(client, place.page)
    later = timezone.now() + DAYS(2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "Просрочено: 1" in text(client, place.page)


def test_the_date_of_the_last_change_is_as_fresh_as_the_change(client, place):
    set_item_status(item=place.item, status="done", by=place.leader)
    moment = datetime.datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone())
    ModelLogEntry.objects.update(timestamp=moment)
    surroundings._remembered.clear()
    first = text(client, place.page)
    assert text(client, place.page) == first
    set_item_status(item=place.item, status="planned", by=place.leader)
    assert timezone.localdate(around_programme(place.page)["updated_at"]) == TODAY
    assert text(client, place.page) == text_anew(client, place.page) != first
