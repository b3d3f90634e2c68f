"""Working days: terms of people's work are counted in them (D1.5: «10 рабочих дней»)."""

from datetime import timedelta

from home.models import CalendarDay

# Labour Code of the Russian Federation, article 112: (month, day) of days off that are the same each year.
HOLIDAYS = frozenset({*((1, day) for day in range(1, 9)), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)})
# The same article: of these, one that falls on a day of rest gives the next working day off by itself. Days of January are
# moved by the Government alone, once a year: such days are written into the centre's calendar.
MOVE_BY_THEMSELVES = frozenset(day for day in HOLIDAYS if day[0] != 1)
MONDAY, SATURDAY = 0, 5
# The Government names next year's days in September: from this month on the calendar should know them.
ASKED_FROM_MONTH = 10


def is_working_day(day, exceptions=None):
    """Tell whether the centre works on `day` (a date).

    `exceptions` is {date: is_working} where it is known already; else one query asks for the day.
    """
    if exceptions is None:
        exceptions = exceptions_between(day, day)
    if day in exceptions:
        return exceptions[day]
    return day.weekday() < SATURDAY and (day.month, day.day) not in HOLIDAYS and not _is_off_instead(day)


def _is_off_instead(day):
    """Tell whether `day` is the Monday after a weekend with a holiday in it."""
    weekend = (day - timedelta(days=1), day - timedelta(days=2))
    return day.weekday() == MONDAY and any((one.month, one.day) in MOVE_BY_THEMSELVES for one in weekend)


def add_working_days(day, count):
    """Return the date that lies `count` (≥ 0) working days after `day`; of none, the next working day from `day` on.

    A term «10 рабочих дней» that begins on a Monday ends on the Monday two weeks later. One query. Raises ValueError for
    a negative count.
    """
    if count < 0:
        raise ValueError("A term has no negative length.")
    # The longest rest is ten days; twice the term and a month always holds the answer.
    exceptions = exceptions_between(day, day + timedelta(days=2 * count + 31))
    while count or not is_working_day(day, exceptions):
        day += timedelta(days=1)
        if is_working_day(day, exceptions):
            count = max(count - 1, 0)
    return day


def working_days_between(start, end, exceptions=None):
    """Return how many working days lie after `start` up to `end` (dates); negative when `end` comes first.

    One query, none where the caller gives the `exceptions` of a whole list of rows (`exceptions_between`).
    """
    if end < start:
        return -working_days_between(end, start, exceptions)
    if exceptions is None:
        exceptions = exceptions_between(start, end)
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    return sum(is_working_day(day, exceptions) for day in days)


def exceptions_between(first, last):
    """Return {date: is_working} of the days in the centre's calendar from `first` to `last`, both included. One query."""
    return dict(CalendarDay.objects.filter(date__range=(first, last)).values_list("date", "is_working"))


def year_without_calendar(today):
    """Return the year whose moved days nobody has entered though they are known by `today` (a date), or None."""
    due = [today.year] + [today.year + 1] * (today.month >= ASKED_FROM_MONTH)
    known = set(CalendarDay.objects.filter(date__year__in=due).values_list("date__year", flat=True))
    return next((year for year in due if year not in known), None)
