"""Letters about terms: two weeks and three days before, weekly while late, once each, to who answers."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.models import OutboxMail
from config.timers import TIMERS
from programmes.models import ItemReminder, PlanItem, Stage
from programmes.plan_reminders import remind_of_plan
from programmes.planning import write_term
from programmes.terms import read_term
from tests.making import close, person, programme, queries_of, subproject

pytestmark = pytest.mark.django_db
DUE = date(2026, 11, 30)


def on(day, hour=12):
    """A moment of this day by the centre's clock."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER, email="leads@example.org")


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def stage(page):
    return Stage.objects.create(programme=page, number=1, name="Основной")


def made(stage, *users, words="ноябрь 2026", **fields):
    item = PlanItem(stage=stage, text=fields.pop("text", "Собрать отчёт"), **fields)
    write_term(item, read_term(words), words)
    item.responsible_users.set(users)
    return item


def days_of_letters(first, last):
    """The distances to `DUE` at which a letter goes out when the clock runs every day."""
    span = (last - first).days + 1
    return [(DUE - day).days for day in (first + timedelta(days=n) for n in range(span)) if remind_of_plan(now=on(day))]


def test_a_term_is_told_of_twice_before_and_weekly_while_it_is_late_but_not_for_ever(stage, leader):
    made(stage, leader)
    told = days_of_letters(DUE - timedelta(days=30), DUE + timedelta(days=100))
    assert told == [14, 3, -1, -7, -14, -21, -28, -35, -42, -49]
    assert OutboxMail.objects.count() == ItemReminder.objects.count() == len(told)


def test_however_often_the_clock_runs_a_letter_goes_once(stage, leader):
    made(stage, leader)
    moment = on(DUE - timedelta(days=14))
    assert [remind_of_plan(now=moment + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]


def test_a_clock_that_stood_still_catches_up(stage, leader):
    made(stage, leader)
    assert days_of_letters(DUE - timedelta(days=9), DUE) == [9, 3]


def test_nobody_gets_such_a_letter_at_night(stage, leader):
    made(stage, leader)
    assert remind_of_plan(now=on(DUE, hour=8)) == 0
    assert remind_of_plan(now=on(DUE, hour=9)) == 1


def test_one_letter_holds_all_that_is_new_for_a_person(stage, leader):
    other = person(email="other@example.org")
    made(stage, leader, other, text="Первое дело", number="1.1")
    made(stage, leader, text="Второе дело")
    made(stage, leader, text="Далёкое дело", words="май 2030")
    assert remind_of_plan(now=on(DUE)) == 2
    own = OutboxMail.objects.get(recipients=["leads@example.org"])
    assert "1.1 Первое дело" in own.text
    assert "Второе дело" in own.text
    assert "Далёкое дело" not in own.text
    assert "/cabinet/plan/" in own.text
    assert f"/programmes/{stage.programme.slug}/plan/#item-" in own.text
    assert "Второе дело" not in OutboxMail.objects.get(recipients=["other@example.org"]).text


@pytest.mark.parametrize(("status", "letters"), [("done", 0), ("cancelled", 0), ("in_progress", 1), ("moved", 1)])
def test_what_is_settled_is_told_of_no_more(stage, leader, status, letters):
    made(stage, leader, status=status)
    assert remind_of_plan(now=on(DUE + timedelta(days=2))) == letters


def test_what_goes_on_is_not_called_late_but_its_next_term_is_told_of(stage, leader):
    made(stage, leader, status="continues", words="ноябрь 2026, декабрь 2026")
    assert remind_of_plan(now=on(DUE + timedelta(days=2))) == 0
    assert remind_of_plan(now=on(date(2026, 12, 20))) == 1
    assert "Срок: 31 декабря 2026" in OutboxMail.objects.get().text


def test_a_moved_term_is_told_of_anew(stage, leader):
    item = made(stage, leader)
    assert remind_of_plan(now=on(DUE)) == 1
    write_term(item, read_term("до 2 декабря 2026"), "до 2 декабря 2026")
    assert remind_of_plan(now=on(DUE)) == 1


def test_without_a_name_the_leader_of_the_part_or_of_the_programme_is_told(stage, page):
    keeper = person(email="part@example.org")
    made(stage, text="Дело части", subproject=subproject(page, "Часть", responsible=keeper))
    made(stage, text="Дело ничьё")
    assert remind_of_plan(now=on(DUE)) == 2
    assert "Дело части" in OutboxMail.objects.get(recipients=["part@example.org"]).text
    assert "Дело ничьё" in OutboxMail.objects.get(recipients=["leads@example.org"]).text


def test_who_has_left_and_who_is_named_in_a_closed_programme_get_nothing(stage, page, leader):
    made(stage, leader)
    leader.is_active = False
    leader.save()
    assert remind_of_plan(now=on(DUE)) == 0
    leader.is_active = True
    leader.save()
    close(page)
    assert remind_of_plan(now=on(DUE)) == 0


def test_a_letter_that_cannot_be_written_leaves_no_mark(stage, leader, monkeypatch):
    made(stage, leader)

    def broken(**fields):
        raise ConnectionError

    monkeypatch.setattr("programmes.plan_reminders.post_mail", broken)
    with pytest.raises(ConnectionError):
        remind_of_plan(now=on(DUE))
    monkeypatch.undo()
    assert remind_of_plan(now=on(DUE)) == 1


def test_the_clock_runs_it_and_many_items_that_are_told_already_cost_no_more_to_read(stage, leader):
    assert remind_of_plan in TIMERS
    far = date(2026, 1, 10)
    for n in range(2):
        made(stage, leader, text=f"Дело {n}")
    few = queries_of(lambda: remind_of_plan(now=on(far)))
    for n in range(12):
        made(stage, leader, text=f"Ещё {n}")
    assert queries_of(lambda: remind_of_plan(now=on(far))) == few
