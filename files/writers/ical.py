"""Whole-day dates as an iCalendar file (RFC 5545): what calendars of phones and offices subscribe to."""

import datetime
from dataclasses import dataclass

ICAL_TYPE = "text/calendar; charset=utf-8"
# RFC 5545, 3.1: no longer than this in bytes, the end of the line not counted.
LINE_BYTES = 75


@dataclass(frozen=True)
class Occasion:
    """Days of one thing: from `starts_on` to `ends_on` inclusive; `rule` is an RRULE, `uid` never changes for this thing."""

    uid: str
    title: str
    starts_on: datetime.date
    ends_on: datetime.date
    changed_at: datetime.datetime
    text: str = ""
    url: str = ""
    rule: str = ""
    is_cancelled: bool = False


def write_calendar(name, occasions):
    """Return the bytes of a calendar called `name` with the Occasions. The same occasions give the same bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Metodset//Metodset//RU",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for occasion in occasions:
        lines += _event(occasion)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(occasion):
    changed = occasion.changed_at.astimezone(datetime.UTC).strftime("%Y%m%dT%H%M%SZ")
    # The end is the first day that is no longer the occasion's.
    end = occasion.ends_on + datetime.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(occasion.uid)}"
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"DTSTART;VALUE=DATE:{occasion.starts_on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{end:%Y%m%d}"
    if occasion.rule:
        yield f"RRULE:{occasion.rule}"
    yield f"SUMMARY:{_text(occasion.title)}"
    if occasion.text:
        yield f"DESCRIPTION:{_text(occasion.text)}"
    if occasion.url:
        yield f"URL:{_plain(occasion.url)}"
    yield f"STATUS:{'CANCELLED' if occasion.is_cancelled else 'CONFIRMED'}"
    # A term of a plan takes nobody's time away.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _plain(text):
    """Without signs that would begin a line of somebody's own."""
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def _text(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    escaped = (_plain(line).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in lines)
    return "\\n".join(escaped)


def _folded(line):
    """Return the line in pieces of at most `LINE_BYTES`, never cutting a letter in two."""
    pieces, piece = [], b""
    for sign in line:
        letter = sign.encode()
        if len(piece) + len(letter) > LINE_BYTES:
            pieces.append(piece)
            piece = b" "
        piece += letter
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
