"""Terms are counted in working days (D1.5), by the week, the law and the centre's own calendar."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from home.models import CalendarDay
from home.working_days import add_working_days, is_working_day, working_days_between

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)


def test_weekends_and_holidays_of_the_law_are_days_of_rest():
    assert is_working_day(FRIDAY)
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2026, 11, 4)), "День народного единства, среда"
    assert not is_working_day(date(2027, 1, 8)), "новогодние каникулы"


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
