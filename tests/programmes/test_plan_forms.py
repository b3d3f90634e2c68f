"""The full forms of stages and items in the admin: whose they are, several terms, the way back to the board."""

import datetime

import pytest
from django.urls import reverse

from accounts.enums import Role
from programmes.models import PlanItem, Stage
from tests.making import person, plan, programme, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def item(page):
    (item,) = plan(page, items=1)
    return item


@pytest.fixture
def admin(client, leader, item):
    client.force_login(leader)
    return client


def filled(item, **changes):
    """What the browser sends back of the form of `item`."""
    return {"stage": item.stage_id, "text": item.text, "number": item.number, **changes}


def edit(item):
    return reverse("plan_items:edit", args=[item.pk])


def test_several_terms_are_written_as_lines_and_read_back(admin, page, item):
    answer = admin.post(edit(item), filled(item, dates_text="май 2027\n01.03.2028 – 15.03.2028"))
    assert answer.url == f"{reverse('programme_plans:board', args=[page.pk])}#item-{item.pk}"
    item.refresh_from_db()
    assert [(d.starts_on, d.ends_on) for d in item.dates.all()] == [
        (DAY(2027, 5, 1), DAY(2027, 5, 31)),
        (DAY(2028, 3, 1), DAY(2028, 3, 15)),
    ]
    assert (item.starts_on, item.due_on) == (DAY(2027, 5, 1), DAY(2028, 3, 15))
    assert "01.05.2027 – 31.05.2027" in admin.get(edit(item)).text
    admin.post(edit(item), filled(item, dates_text=""))
    assert not item.dates.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dates_text": "когда-нибудь"}, "не один срок"),
        ({"dates_text": "май 2027\n31.05.2027"}, "кончаются в один день"),
        ({"starts_on": "2027-06-01", "due_on": "2027-05-01"}, "кончиться раньше"),
    ],
)
def test_a_term_that_is_none_is_refused_in_the_form(admin, item, changes, said):
    assert said in admin.post(edit(item), filled(item, **changes)).text
    assert not item.dates.exists()


def test_the_state_is_not_changed_past_its_verb(admin, item):
    admin.post(edit(item), filled(item, status="done"))
    item.refresh_from_db()
    assert item.status == "planned"


def test_a_leader_of_a_subproject_opens_the_forms_of_its_plan_and_no_others(client, page, item):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, "Часть", responsible=user)
    stage = Stage.objects.create(programme=page, subproject=part, number=1, name="Свой")
    own = PlanItem.objects.create(stage=stage, text="Своё дело")
    client.force_login(user)
    assert client.get(edit(own)).status_code == 200
    for address in (
        edit(item),
        reverse("plan_items:delete", args=[item.pk]),
        reverse("stages:edit", args=[item.stage_id]),
    ):
        assert client.get(address).status_code in (302, 403, 404)
        assert client.post(address, filled(item, text="Чужое")).status_code in (302, 403, 404)
    client.post(edit(own), filled(own, stage=item.stage_id))
    client.post(reverse("plan_items:add"), filled(own, stage=item.stage_id))
    own.refresh_from_db(), item.refresh_from_db()
    assert (own.stage, item.text, item.stage.items.count()) == (stage, "Дело 0", 1)
    listed = client.get(reverse("plan_items:index")).text
    assert ("Своё дело" in listed, "Дело 0" in listed) == (True, False)


def test_a_new_stage_knows_the_programme_its_board_names(admin, page, leader):
    add = f"{reverse('stages:add')}?programme={page.pk}"
    assert page.title in admin.get(add).text
    answer = admin.post(add, {"programme": page.pk, "number": 2, "name": "Основной"})
    assert answer.url.startswith(reverse("programme_plans:board", args=[page.pk]))
    part = subproject(programme(page.get_parent(), "Другая", responsible=leader), "Чужая часть")
    said = admin.post(add, {"programme": page.pk, "subproject": part.pk, "number": 3, "name": "Лишний"}).text
    assert "подпроект другой программы" in said
    assert set(Stage.objects.values_list("name", flat=True)) == {"Этап 1", "Основной"}


def test_a_new_item_stands_at_the_end_of_its_stage_and_a_mended_one_where_it_was(admin, page, item):
    admin.post(reverse("plan_items:add"), filled(item, text="Новое"))
    admin.post(edit(item), filled(item, text="Исправленное"))
    assert list(item.stage.items.order_by("sort_order").values_list("text", flat=True)) == ["Исправленное", "Новое"]


@pytest.mark.parametrize("role", [Role.METHODIST, Role.ANALYST])
def test_other_staff_neither_see_nor_open_the_forms(client, item, role):
    client.force_login(person(role))
    for address in (edit(item), reverse("plan_items:index"), reverse("stages:index")):
        assert client.get(address).status_code in (302, 403, 404)
