"""Experts are reminded before and after both dates, once each, in working hours of working days."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.models import OutboxMail
from config.timers import TIMERS
from expertise.models import ExpertAssignment, ReviewReminder
from expertise.reminders import remind_of_reviews
from expertise.rounds import cancel_round
from home.models import CalendarDay
from tests.expertise.making_reviews import accepted, guest, invited, methodist, opened, submitted, work
from tests.making import person, queries_of

pytestmark = pytest.mark.django_db
# A Wednesday of a week without holidays.
DAY = datetime.date(2026, 9, 16)


def at(day, hour=9):
    return timezone.make_aware(datetime.datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def going(sections, keeper):
    return opened(work(sections, person(Role.TEACHER)), keeper)


def due(assignment, day):
    ExpertAssignment.objects.filter(pk=assignment.pk).update(answer_due_on=day, work_due_on=day)
    OutboxMail.objects.all().delete()
    return assignment


def letters():
    return sorted(letter.recipients[0] for letter in OutboxMail.objects.all())


@pytest.mark.parametrize(("days", "reached"), [(2, False), (1, True), (0, True)])
def test_an_answer_is_reminded_of_a_working_day_before(going, keeper, days, reached):
    assignment = due(invited(going, keeper), DAY)
    today = DAY - datetime.timedelta(days=days)
    assert remind_of_reviews(now=at(today)) == (int(reached), 0)
    assert letters() == ([assignment.expert.email] if reached else [])


@pytest.mark.parametrize(("days", "reached"), [(4, False), (3, True), (2, True)])
def test_a_review_is_reminded_of_three_working_days_before(going, keeper, days, reached):
    # Friday: three working days before it is Tuesday.
    assignment = due(accepted(going, keeper), datetime.date(2026, 9, 18))
    assert remind_of_reviews(now=at(datetime.date(2026, 9, 18) - datetime.timedelta(days=days))) == (int(reached), 0)
    assert letters() == ([assignment.expert.email] if reached else [])


@pytest.mark.parametrize("make", [invited, accepted])
def test_once_late_the_expert_and_the_methodist_hear_of_it_once(going, keeper, make):
    assignment = due(make(going, keeper), DAY)
    day_after = DAY + datetime.timedelta(days=1)
    assert remind_of_reviews(now=at(day_after)) == (1, 0)
    assert letters() == sorted([assignment.expert.email, keeper.email])
    assert remind_of_reviews(now=at(day_after, 15)) == (0, 0)
    assert remind_of_reviews(now=at(day_after + datetime.timedelta(days=7))) == (0, 0)
    assert ReviewReminder.objects.count() == 1


def test_a_new_date_is_reminded_of_anew(going, keeper):
    assignment = due(accepted(going, keeper), DAY)
    remind_of_reviews(now=at(DAY))
    later = DAY + datetime.timedelta(days=14)
    due(assignment, later)
    assert remind_of_reviews(now=at(DAY)) == (0, 0)
    assert remind_of_reviews(now=at(later)) == (1, 0)


@pytest.mark.parametrize(
    "moment",
    [at(DAY, 8), at(datetime.date(2026, 9, 19)), at(datetime.date(2026, 11, 4))],
)
def test_nobody_is_written_to_at_night_and_on_days_of_rest(going, keeper, moment):
    due(invited(going, keeper), DAY - datetime.timedelta(days=1))
    assert remind_of_reviews(now=moment) == (0, 0)


def test_the_centres_own_calendar_is_kept(going, keeper):
    CalendarDay.objects.update_or_create(date=DAY, defaults={"is_working": False, "name": "Выходной"})
    due(invited(going, keeper), DAY)
    assert remind_of_reviews(now=at(DAY)) == (0, 0)


def test_nobody_hears_of_what_is_done_or_over(sections, going, keeper):
    due(submitted(going, keeper), DAY)
    closed = opened(work(sections), keeper)
    due(invited(closed, keeper), DAY)
    cancel_round(round=closed, by=keeper, reason="Всё.")
    OutboxMail.objects.all().delete()
    assert remind_of_reviews(now=at(DAY)) == (0, 0)


def test_a_guest_is_reminded_with_the_same_link(going, keeper):
    assignment, path = guest(going, keeper)
    due(assignment, DAY)
    remind_of_reviews(now=at(DAY))
    (letter,) = OutboxMail.objects.all()
    assert letter.recipients == ["guest@example.net"]
    assert path in letter.text


def test_reading_what_is_due_costs_the_same_however_much_there_is(sections, keeper, going):
    far = datetime.date(2026, 12, 1)
    due(invited(going, keeper), far)
    few = queries_of(lambda: remind_of_reviews(now=at(DAY)))
    for _turn in range(4):
        due(invited(opened(work(sections), keeper), keeper), far)
    assert queries_of(lambda: remind_of_reviews(now=at(DAY))) == few


def test_the_clock_knows_of_it():
    assert remind_of_reviews in TIMERS
