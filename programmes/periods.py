"""Periods in Russian words."""

from django.utils.formats import date_format


def period_label(start, end, text=""):
    """Return «2016–2019», «с сентября 2016», … for two dates (or None); a written `text` is stronger than both."""
    if text:
        return text
    if start and end:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    if start:
        return f"с {start.year} года"
    return f"до {end.year} года" if end else ""


def months_label(start, end):
    """Return «сентябрь 2016 – январь 2017» for two dates (or None); one month is said once, an open end is said as open."""
    if start and not end:
        return f"с {date_format(start, 'E Y').lower()}"
    if end and not start:
        return f"по {date_format(end, 'F Y').lower()}"
    return " – ".join(dict.fromkeys(date_format(day, "F Y").lower() for day in (start, end) if day))
