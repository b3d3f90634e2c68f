"""The periods that reports are made for, and their names."""

from datetime import date, timedelta

from django.utils.formats import date_format

# First and last month of a year's part → its name.
SPANS = {
    (1, 6): "первое полугодие %d года",
    (7, 12): "второе полугодие %d года",
    (1, 12): "%d год",
}


def span_label(start, end):
    """Return a report's period in words: «первое полугодие 2026 года», «2025/26 учебный год», «март – май 2026»."""
    year, months = start.year, (start.month, end.month)
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if whole and end.year == year and months in SPANS:
        return SPANS[months] % year
    if whole and end.year == year + 1 and months == (9, 8):
        return f"{year}/{end:%y} учебный год"
    if whole:
        return _months_span(start, end)
    begin = date_format(start, "j E" if end.year == year else "j E Y")
    return f"{begin} – {date_format(end, 'j E Y')}"


def _months_span(start, end):
    """Return «март 2026», «март – май 2026», «сентябрь 2016 – август 2019» for whole months."""
    last = date_format(end, "F Y").lower()
    if (start.year, start.month) == (end.year, end.month):
        return last
    return f"{date_format(start, 'F' if start.year == end.year else 'F Y').lower()} – {last}"


def half_year_of(day):
    """Return (first day, last day) of the calendar half-year of `day`."""
    if day.month <= 6:
        return date(day.year, 1, 1), date(day.year, 6, 30)
    return date(day.year, 7, 1), date(day.year, 12, 31)


def school_year_of(day):
    """Return (first day, last day) of the school year of `day`, from September to August."""
    year = day.year if day.month >= 9 else day.year - 1
    return date(year, 9, 1), date(year + 1, 8, 31)


def year_of(day):
    """Return (first day, last day) of the calendar year of `day`."""
    return date(day.year, 1, 1), date(day.year, 12, 31)
