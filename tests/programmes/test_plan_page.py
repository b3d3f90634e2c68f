"""The whole plan at its own address: filters, what leaders see more, access, and what it costs."""

import datetime
import re

import pytest

from accounts.enums import Role
from home import page_cache
from programmes.actions import set_item_status
from programmes.leading import appoint_leader
from programmes.models import ItemProof, PlanItem, Stage
from programmes.planning import add_proof, write_term
from programmes.terms import read_term
from tests.making import close, news, person, plan, programme, queries_of, subproject

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAYS = datetime.timedelta(days=1)


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе")


@pytest.fixture
def stage(page):
    return Stage.objects.create(
        programme=page, number=1, name="Основной", starts_on=TODAY - 100 * DAYS, ends_on=TODAY + 100 * DAYS
    )


def made(stage, text, ends_in=0, **fields):
    """An item that ends in so many days and began ten days before that."""
    due = TODAY + ends_in * DAYS
    return PlanItem.objects.create(stage=stage, text=text, due_on=due, starts_on=due - 10 * DAYS, **fields)


@pytest.fixture
def items(stage, page):
    """One item for each way of being."""
    part = subproject(page, "Игры")
    return {
        "late": made(stage, "Опоздавшее", -5, direction="Документы", number="1.1"),
        "now": made(stage, "Идущее", 5, direction="Документы", number="1.2"),
        "next": made(stage, "Будущее", 50, direction="Встречи", number="1.4", subproject=part),
        "done": made(stage, "Сделанное", -20, direction="Встречи", number="1.5", status="done"),
    }


def rows(client, page, query=""):
    """The texts of the rows of the plan's tables."""
    response = client.get(f"{page.url}plan/{query}")
    assert response.status_code == 200
    return [row.item.text for _stage, parts in response.context["groups"] for _name, part in parts for row in part]


def html(client, address):
    return client.get(address).content.decode()


def test_the_plan_stands_by_stages_and_directions_with_its_timeline(client, page, items):
    text = html(client, page.url + "plan/")
    heads = ("<h2>1. Основной</h2>", '>Документы<span class="plan__note"', '>Встречи<span class="plan__note"')
    order = [text.index(word) for word in heads]
    assert order == sorted(order)
    for item in items.values():
        assert text.count(f'id="item-{item.pk}"') == 1
        assert f'href="#item-{item.pk}"' in text
    assert text.count("<title>") - 1 == len(items) + 1
    assert 'aria-label="План этапа «Основной»"' in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Опоздавшее", "Идущее", "Будущее", "Сделанное"]),
        ("?show=now", ["Идущее"]),
        ("?show=late", ["Опоздавшее"]),
        ("?direction=Встречи", ["Будущее", "Сделанное"]),
        ("?status=done", ["Сделанное"]),
        ("?direction=Встречи&status=planned", ["Будущее"]),
        ("?direction=Нет такого&status=wrong&subproject=x&show=mine", ["Опоздавшее", "Идущее", "Будущее", "Сделанное"]),
        ("?show=now&status=done", []),
    ],
)
def test_filters_leave_what_they_name_and_any_address_answers(client, page, items, query, expected):
    assert rows(client, page, query) == expected


def test_a_part_narrows_the_plan_and_a_draft_part_is_not_named(client, page, stage, items):
    hidden = subproject(page, "Черновик части", publish=False)
    made(stage, "Дело черновика", subproject=hidden)
    assert rows(client, page, f"?subproject={items['next'].subproject_id}") == ["Будущее"]
    assert len(rows(client, page, f"?subproject={hidden.pk}")) == 5
    assert "Черновик части" not in html(client, page.url + "plan/")


def test_stages_of_parts_stand_under_their_names_and_those_of_a_draft_part_nowhere(client, page, stage):
    made(stage, "Общее дело", 5)
    for number, (title, publish) in enumerate([("Вторая часть", True), ("Черновик части", False), ("Первая", True)]):
        part = subproject(page, title, publish=publish, number=9 - number)
        own = Stage.objects.create(programme=page, subproject=part, number=1, name=f"Этап: {title}")
        made(own, f"Дело: {title}", 5)
    assert rows(client, page) == ["Общее дело", "Дело: Первая", "Дело: Вторая часть"]
    text = html(client, page.url + "plan/")
    assert "«Вторая" in text
    calendar = client.get(f"/feeds/programmes/{page.pk}/plan.ics").content.decode().replace("\r\n ", "")
    for everything in (text, html(client, page.url), calendar):
        assert "Черновик части" not in everything.replace("\xa0", " ")
    assert [stage.name for stage in client.get(page.url).context["stages"]] == ["Основной"]


def test_tabs_count_what_they_would_show(client, page, items):
    tabs = client.get(page.url + "plan/?direction=Документы").context["switch"]
    assert [(str(tab["label"]), tab["count"]) for tab in tabs] == [("всё", 2), ("сейчас", 1), ("просрочено", 1)]


def test_mine_is_what_the_person_who_signed_in_answers_for(client, page, items):
    user = person(Role.TEACHER)
    items["next"].responsible_users.add(user)
    items["done"].responsible_users.add(person(Role.TEACHER))
    client.force_login(user)
    assert rows(client, page, "?show=mine") == ["Будущее"]


def test_who_leads_may_change_every_item_and_sees_contradictions_and_others_do_neither(client, page, items):
    address = page.url + "plan/"
    for user, may in ((None, False), (person(Role.TEACHER), False), (person(Role.EDITOR), True)):
        client.logout()
        if user:
            client.force_login(user)
        text = html(client, address)
        assert text.count("/cabinet/plan/") - text.count('"/cabinet/plan/"') == (4 if may else 0)
        assert ("Номера идут с" in text) == may


def test_who_leads_one_part_changes_its_items_only(client, page, items):
    user = person(Role.TEACHER)
    part = items["next"].subproject
    appoint_leader(page=part, user=user, by=person(Role.EDITOR))
    client.force_login(user)
    text = html(client, page.url + "plan/")
    assert re.findall(r"/cabinet/plan/(\d+)/", text) == [str(items["next"].pk)]
    assert "Противоречия" not in text


def test_proofs_are_links_and_what_is_gone_is_words(client, page, items, sections):
    leader = person(Role.EDITOR)
    shown, gone = news(sections["news"], "Прошла встреча"), news(sections["news"], "Снятая новость")
    for target in (shown, gone):
        add_proof(item=items["done"], by=leader, target=target)
    add_proof(item=items["done"], by=leader, address="https://school.example/", text="Сайт школы")
    gone.unpublish()
    shown.slug = "other"
    shown.save_revision().publish()
    text = html(client, page.url + "plan/")
    assert 'href="/news/other/">Прошла' in text
    assert 'href="https://school.example/"' in text
    assert "Снятая новость" in text
    assert gone.url not in text


def test_what_people_type_is_text_in_the_table_and_in_the_drawing(client, page, stage):
    made(stage, "<script>alert(1)</script>", number="<b>", direction="<i>", term='"><img>')
    text = html(client, page.url + "plan/")
    assert "<script>alert" not in text
    assert "<b>" not in text
    assert "<i>" not in text
    assert "<img>" not in text


def test_the_plan_is_as_open_as_its_programme(client, page, items):
    address = page.url + "plan/"
    assert client.get(address + "more/").status_code == 404
    close(page)
    assert client.get(address).status_code == 302
    page.unpublish()
    client.force_login(person(Role.TEACHER))
    assert client.get(address).status_code == 404


def test_a_programme_whose_time_is_over_has_no_plan(client, page, items):
    page.expire_at = datetime.datetime.now(tz=datetime.UTC) - DAYS
    page.save()
    assert client.get(page.url + "plan/").status_code == 404


def test_visitors_get_a_kept_page_without_cookies_and_forms_of_their_own(settings, client, page, items):
    settings.PAGE_CACHE_BYTES = 4 * 1024 * 1024
    page_cache.pages.clear()
    address = page.url + "plan/?show=now"
    first = client.get(address)
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert queries_of(lambda: client.get(address)) == 1
    assert client.get(address).content == first.content


def test_a_plan_without_items_and_a_stage_without_days_say_so(client, page):
    Stage.objects.create(programme=page, number=1, name="Последующие", conclusion="Вывод один")
    text = html(client, page.url + "plan/")
    assert "пока нет мероприятий" in text
    assert "Вывод один" in text
    assert "<figure" not in text


def test_a_plan_of_forty_costs_as_much_as_a_plan_of_two(client, page, sections):
    leader = person(Role.EDITOR)
    plan(page, stages=1, items=2)

    def fill():
        for item in PlanItem.objects.all():
            write_term(item, read_term("май 2031, май 2032"), "май 2031, май 2032")
            add_proof(item=item, by=leader, target=news(sections["news"], f"Новость {item.pk}"))
            item.responsible_users.add(leader)

    fill()
    address = page.url + "plan/"
    few = queries_of(lambda: client.get(address))
    client.force_login(leader)
    few_signed = queries_of(lambda: client.get(address))
    Stage.objects.all().delete()
    plan(page, stages=5, items=8)
    fill()
    for n in range(3):
        subproject(page, f"Часть {n}")
    assert ItemProof.objects.count() == 40
    assert queries_of(lambda: client.get(address)) == few_signed
    client.logout()
    assert queries_of(lambda: client.get(address)) == few
    assert few <= 12


# The programme's own page ------------------------------------------------------------------------------------------------


def test_the_programmes_page_shows_the_current_stage_the_next_terms_and_the_way_to_the_whole_plan(client, page, items):
    past = Stage.objects.create(programme=page, number=2, name="Ранний", ends_on=TODAY - 200 * DAYS)
    PlanItem.objects.create(stage=past, text="Давнее дело", status="done")
    context = client.get(page.url).context
    assert [row.item.text for row in context["next_terms"]] == ["Идущее", "Будущее"]
    assert [stage.name for stage, _parts in context["plan_groups"]] == ["Основной"]
    text = html(client, page.url)
    assert "Давнее дело" not in text
    assert f'href="{page.url}plan/"' in text
    assert f'href="{page.url}plan/?show=late"' in text


def test_a_long_stage_is_cut_on_the_programmes_page_and_whole_in_the_plan(client, page):
    plan(page, stages=1, items=30)
    assert html(client, page.url).count('id="item-') == 12
    assert html(client, page.url + "plan/").count('id="item-') == 30


def test_a_closed_stage_is_over_whatever_its_days_say(client, page, stage):
    set_item_status(item=made(stage, "Дело"), status="done", by=person(Role.EDITOR))
    assert stage.state_on(TODAY) == "now"
    stage.closed_on = TODAY
    assert stage.state_on(TODAY) == "done"
