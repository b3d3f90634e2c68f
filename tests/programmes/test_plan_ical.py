"""The terms of a plan as a calendar file, read back by the rules of RFC 5545."""

import datetime
import re

import pytest
from django.urls import reverse

from accounts.enums import Role
from files.writers import Occasion, write_calendar
from programmes.actions import set_item_status
from programmes.models import PlanItem, Stage
from programmes.planning import write_term
from programmes.terms import read_term
from tests.making import close, person, plan, programme, queries_of

DAY = datetime.date
MOMENT = datetime.datetime(2026, 5, 4, 12, 30, tzinfo=datetime.UTC)


def parsed(data):
    """The events of a calendar as [{property: value}], unfolded and unescaped; asserts what every reader demands."""
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    events, current = [], None
    for line in re.sub(rb"\r\n[ \t]", b"", data).decode().split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            current = {}
        elif line == "END:VEVENT":
            events.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)
    return events


def occasion(**fields):
    given = {"uid": "a@b", "title": "Дело", "starts_on": DAY(2026, 5, 4), "ends_on": DAY(2026, 5, 6)}
    return Occasion(**{**given, "changed_at": MOMENT, **fields})


# The writer --------------------------------------------------------------------------------------------------------------


def test_whole_days_end_on_the_first_day_after_them():
    (event,) = parsed(write_calendar("План", [occasion()]))
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20260504", "20260507")
    assert event["DTSTAMP"] == "20260504T123000Z"
    assert event["STATUS"] == "CONFIRMED"


@pytest.mark.parametrize(
    "title",
    [
        "Просто",
        "запятая, точка; и \\ черта",
        "в две\nстроки",
        "я" * 400,
        "😀" * 60,
        "BEGIN:VEVENT\r\nUID:чужой",
        "a\x07b",
    ],
)
def test_any_words_come_back_as_they_were_and_begin_no_line_of_their_own(title):
    (event,) = parsed(write_calendar(title, [occasion(title=title, text=title)]))
    assert event["SUMMARY"] == event["DESCRIPTION"] == title.replace("\r\n", "\n").replace("\x07", "")


def test_a_calendar_without_occasions_is_whole():
    assert parsed(write_calendar("Пусто", [])) == []


# The plan ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе")


@pytest.fixture
def stage(page):
    return Stage.objects.create(
        programme=page, number=1, name="Основной", starts_on=DAY(2026, 9, 1), ends_on=DAY(2027, 8, 31)
    )


def made(stage, words, **fields):
    item = PlanItem(stage=stage, text="Собрать отчёт", **fields)
    write_term(item, read_term(words), words)
    return item


def events(client, page):
    response = client.get(reverse("programmes:plan_ical", args=[page.pk]))
    assert response["Content-Type"].startswith("text/calendar")
    assert not response.cookies
    return parsed(response.content)


def days(event):
    return event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]


@pytest.mark.django_db
def test_a_long_term_is_its_last_day_and_a_short_one_its_own_days(client, page, stage):
    made(stage, "сентябрь 2026", number="2.7", responsible="завуч", place="школа № 2")
    made(stage, "с 1 по 3 декабря 2026")
    made(stage, "в течение этапа")
    long, short = events(client, page)
    assert days(long) == ("20260930", "20261001")
    assert days(short) == ("20261201", "20261204")
    assert long["SUMMARY"] == "2.7 Собрать отчёт"
    assert long["DESCRIPTION"] == "Срок: сентябрь 2026\nМесто: школа № 2\nОтвечает: завуч\nСостояние: запланировано"
    assert long["URL"].endswith(f"{page.url}plan/#item-{stage.items.first().pk}")


@pytest.mark.django_db
def test_several_terms_are_several_events_with_names_of_their_own(client, page, stage):
    made(stage, "май 2027, июнь 2027")
    found = events(client, page)
    assert [days(event)[0] for event in found] == ["20270531", "20270630"]
    assert len({event["UID"] for event in found}) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ends_on", "rule"),
    [
        (DAY(2027, 8, 31), "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1;UNTIL=20270831"),
        (None, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1"),
    ],
)
def test_what_comes_again_is_one_event_with_a_rule(client, page, stage, ends_on, rule):
    stage.ends_on = ends_on
    stage.save()
    made(stage, "раз в 6 месяцев")
    (event,) = events(client, page)
    assert (days(event)[0], event["RRULE"]) == ("20270228", rule)


@pytest.mark.django_db
def test_what_months_of_different_lengths_would_tear_is_written_day_by_day(client, page, stage):
    stage.starts_on = DAY(2026, 8, 31)
    stage.save()
    made(stage, "раз в 3 месяца")
    found = events(client, page)
    assert [days(event)[0] for event in found] == ["20261129", "20270227", "20270530", "20270830"]
    assert not any("RRULE" in event for event in found)


@pytest.mark.django_db
def test_a_moved_term_keeps_its_name_and_a_cancelled_one_says_so(client, page, stage):
    item = made(stage, "май 2027")
    (before,) = events(client, page)
    write_term(item, read_term("июнь 2027"), "июнь 2027")
    set_item_status(item=item, status="cancelled", by=person(Role.EDITOR), reason="Не нужно")
    (after,) = events(client, page)
    assert after["UID"] == before["UID"]
    assert after["LAST-MODIFIED"] >= before["LAST-MODIFIED"]
    assert (days(after)[0], after["STATUS"]) == ("20270630", "CANCELLED")


@pytest.mark.django_db
def test_a_calendar_is_as_open_as_its_programme(client, page):
    address = reverse("programmes:plan_ical", args=[page.pk])
    close(page)
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_a_long_plan_costs_the_calendar_no_more_than_a_short_one(client, page):
    plan(page, items=1)
    few = queries_of(lambda: events(client, page))
    Stage.objects.all().delete()
    plan(page, stages=4, items=10)
    assert queries_of(lambda: events(client, page)) == few
