"""A stage is closed with a conclusion, and with a word about what is left undone (D4.9, F4-25)."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from programmes.closing import SETTLED, ItemsOpen, StageRefused, close_stage, open_items, reopen_stage
from programmes.enums import ItemStatus
from programmes.models import Stage
from tests.making import person, programme, subproject
from tests.programmes.reports import DAY, item

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
WORDS = "Все школы прошли курс.\nЧитать стали чаще."


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def stage(page):
    return Stage.objects.create(programme=page, number=1, name="Первый", starts_on=DAY(2026, 1, 1))


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


def end(stage, by, **fields):
    return close_stage(**{"stage": stage, "conclusion": WORDS, "on": DAY(2026, 6, 1), "by": by, **fields})


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_a_closed_stage_shows_its_conclusion_to_visitors_at_once(client, page, stage, leader):
    assert "Читать стали чаще" not in text(client.get(page.url))
    closed = end(stage, leader)
    assert (closed.conclusion, closed.closed_on) == (WORDS, DAY(2026, 6, 1))
    seen = text(client.get(page.url))
    assert "Читать стали чаще." in seen
    assert "1 июня 2026" in seen
    entry = ModelLogEntry.objects.get(action="programmes.stage.close")
    assert entry.user == leader


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"conclusion": "  "}, "только с выводом"),
        ({"conclusion": "Хорошо."}, "только с выводом"),
        ({"on": TODAY + datetime.timedelta(days=1)}, "будущим"),
        ({"on": DAY(2025, 12, 31)}, "раньше, чем начался"),
    ],
)
def test_without_a_conclusion_or_on_a_wrong_day_a_stage_stays_open(stage, leader, fields, reason):
    with pytest.raises(StageRefused, match=reason):
        end(stage, leader, **fields)
    stage.refresh_from_db()
    assert stage.closed_on is None
    assert stage.conclusion == ""


@pytest.mark.parametrize(
    ("fields", "beside"),
    [
        ({"conclusion": "Хорошо."}, "conclusion"),
        ({"on": TODAY + datetime.timedelta(days=1)}, "on"),
        ({}, "confirmed"),
    ],
)
def test_the_screen_says_beside_the_field_why_a_stage_stays_open(client, stage, leader, fields, beside):
    item(stage, "Дело")
    client.force_login(leader)
    data = {"conclusion": WORDS, "on": TODAY, **fields}
    answer = client.post(reverse("programmes_stage_end", args=[stage.pk]), data)
    assert list(answer.context["form"].errors) == [beside]


@pytest.mark.parametrize("status", ItemStatus)
def test_items_that_are_not_settled_are_named_and_have_to_be_confirmed(stage, leader, status):
    line = item(stage, "Дело", status)
    if status in SETTLED:
        assert end(stage, leader).closed_on
        return
    with pytest.raises(ItemsOpen) as refusal:
        end(stage, leader)
    assert refusal.value.items == [line] == open_items(stage)
    stage.refresh_from_db()
    assert stage.closed_on is None
    assert end(stage, leader, confirmed=True).closed_on
    assert ModelLogEntry.objects.get(action="programmes.stage.close").data["open"] == 1


def test_a_stage_is_closed_once_and_opened_again_with_a_reason(stage, leader):
    with pytest.raises(StageRefused, match="не завершён"):
        reopen_stage(stage=stage, reason="рано", by=leader)
    end(stage, leader)
    with pytest.raises(StageRefused, match="уже завершён"):
        end(stage, leader)
    with pytest.raises(StageRefused, match="почему"):
        reopen_stage(stage=stage, reason="   ", by=leader)
    opened = reopen_stage(stage=stage, reason="Пришли\nновые школы", by=leader)
    assert opened.closed_on is None
    assert opened.conclusion == WORDS
    assert ModelLogEntry.objects.get(action="programmes.stage.reopen").data["reason"] == "Пришли новые школы"
    assert end(opened, leader).closed_on


def test_an_open_stage_shows_no_conclusion(client, page, stage, leader):
    end(stage, leader)
    reopen_stage(stage=stage, reason="рано", by=leader)
    assert "Читать стали чаще" not in text(client.get(page.url))


def test_the_leader_of_the_programme_closes_its_stages(stage, leader):
    assert end(stage, leader).closed_on


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_LEADER}))
def test_of_the_others_only_editors_close_stages(stage, role):
    user = person(role)
    if role in {Role.EDITOR, Role.ADMINISTRATOR}:
        assert end(stage, user).closed_on
    else:
        with pytest.raises(ActionRefused):
            end(stage, user)


def test_the_leader_of_a_part_closes_its_stages_and_no_others(page, stage):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, "Часть", responsible=user)
    own = Stage.objects.create(programme=page, subproject=part, number=1, name="Свой")
    assert end(own, user).closed_on
    with pytest.raises(ActionRefused):
        end(stage, user)


def test_the_screens_close_and_open_a_stage(client, page, stage, leader):
    item(stage, "Недоделанное", "in_progress")
    client.force_login(leader)
    listed, address = reverse("programmes_stages", args=[page.pk]), reverse("programmes_stage_end", args=[stage.pk])
    assert address in text(client.get(listed))
    seen = text(client.get(address))
    assert "Недоделанное" in seen
    assert 'name="confirmed"' in seen
    data = {"conclusion": WORDS, "on": "2026-06-01"}
    assert "отметьте, что он завершается" in text(client.post(address, data))
    assert client.post(address, {**data, "confirmed": "on"}).url == listed
    stage.refresh_from_db()
    assert stage.closed_on == DAY(2026, 6, 1)
    assert "Открыть этап снова" in text(client.get(address))
    client.post(address, {"reason": "Пришли новые школы"})
    stage.refresh_from_db()
    assert stage.closed_on is None
