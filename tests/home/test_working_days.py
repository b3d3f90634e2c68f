"""Terms are counted in working days (D1.5), by the week, the law and the centre's own calendar."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from home.models import CalendarDay
from home.working_days import add_working_days, is_working_day, working_days_between, year_without_calendar
from tests.making import person

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def test_weekends_and_holidays_of_the_law_are_days_of_rest():
    assert is_working_day(FRIDAY)
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2026, 11, 4)), "День народного единства, среда"
    assert not is_working_day(date(2027, 1, 8)), "новогодние каникулы"


@pytest.mark.parametrize(
    ("holiday", "instead"),
    [
        (date(2026, 3, 8), date(2026, 3, 9)),
        (date(2026, 5, 9), date(2026, 5, 11)),
        (date(2027, 5, 1), date(2027, 5, 3)),
        (date(2027, 6, 12), date(2027, 6, 14)),
    ],
)
def test_a_holiday_on_a_day_of_rest_gives_the_next_working_day_off(holiday, instead):
    assert holiday.weekday() >= 5
    assert not is_working_day(instead)
    assert is_working_day(instead + timedelta(days=1))


def test_days_of_january_move_by_decree_alone_and_2026_is_known():
    assert not is_working_day(date(2026, 1, 9))
    assert not is_working_day(date(2026, 12, 31))
    assert is_working_day(date(2026, 1, 12)), "понедельник после каникул"
    # Of 2028, when the first two days of January are a weekend, nobody has said anything yet.
    assert is_working_day(date(2028, 1, 10))


def test_2026_has_as_many_working_days_as_the_production_calendar_says():
    by_month = [
        sum(is_working_day(date(2026, month, 1) + timedelta(days=n)) for n in range(monthrange(2026, month)[1]))
        for month in range(1, 13)
    ]
    assert by_month == [15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22]


def test_a_year_is_missed_from_the_october_before_until_its_days_are_entered():
    assert year_without_calendar(date(2026, 9, 30)) is None
    assert year_without_calendar(date(2026, 10, 1)) == 2027
    CalendarDay.objects.create(date=date(2027, 2, 22), name="перенос с 2 января")
    assert year_without_calendar(date(2026, 10, 1)) is None
    assert year_without_calendar(date(2028, 1, 3)) == 2028


@pytest.mark.parametrize(
    ("role", "is_warned"), [(Role.METHODIST, True), (Role.ADMINISTRATOR, True), (Role.ANALYST, False)]
)
def test_who_keeps_the_calendar_is_warned_on_the_admins_first_page(sections, client, role, is_warned):
    CalendarDay.objects.all().delete()
    client.force_login(person(role))
    page = client.get(reverse("wagtailadmin_home"))
    assert page.status_code == 200
    assert ("нет дней" in page.text) == is_warned
    if is_warned:
        address = reverse("home_calendarday_modeladmin_create")
        assert address in page.text
        year = timezone.localdate().year
        for day in (f"{year}-01-09", f"{year + 1}-01-09"):
            assert client.post(address, {"date": day, "name": "перенос"}).status_code == 302
        assert "нет дней" not in client.get(reverse("wagtailadmin_home")).text


def test_the_centres_calendar_says_more_than_the_week_and_the_law():
    CalendarDay.objects.create(date=date(2026, 11, 21), is_working=True, name="перенос")
    CalendarDay.objects.create(date=MONDAY, name="день учителя района, пример")
    assert is_working_day(date(2026, 11, 21))
    assert not is_working_day(MONDAY)
    assert add_working_days(FRIDAY, 2) == date(2026, 11, 24)


def test_ten_working_days_of_a_monday_end_on_the_monday_two_weeks_later():
    assert add_working_days(MONDAY, 10) == date(2026, 12, 7)


def test_a_term_that_begins_on_a_day_of_rest_counts_from_the_next_working_day():
    assert add_working_days(date(2026, 11, 21), 1) == MONDAY
    assert add_working_days(date(2026, 11, 21), 0) == MONDAY
    assert add_working_days(MONDAY, 0) == MONDAY


def test_a_term_over_the_new_year_leaves_out_the_holidays():
    assert add_working_days(date(2026, 12, 31), 1) == date(2027, 1, 11)


def test_a_term_is_not_negative():
    with pytest.raises(ValueError, match="negative"):
        add_working_days(MONDAY, -1)


def test_days_between_are_counted_both_ways_and_agree_with_adding():
    assert working_days_between(MONDAY, MONDAY) == 0
    for count in range(1, 60):
        end = add_working_days(MONDAY, count)
        assert working_days_between(MONDAY, end) == count
        assert working_days_between(end, MONDAY) == -count


def test_a_term_of_any_length_asks_the_database_once(django_assert_num_queries):
    with django_assert_num_queries(1):
        add_working_days(MONDAY, 1)
    with django_assert_num_queries(1):
        add_working_days(MONDAY, 120)


def test_a_day_stands_in_the_calendar_once():
    CalendarDay.objects.create(date=MONDAY, name="раз")
    with pytest.raises(ValidationError):
        CalendarDay(date=MONDAY, name="два").full_clean()
