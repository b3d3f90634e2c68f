"""Russian words of a plan's term into dates: «октябрь 2020. - ноябрь 2020г.», «раз в 6 месяцев», «в течение года» (B.5).

The words are first brought to a small canonical language (`m05` is May, `q2` the second quarter, «~» joins a range), then
read by three patterns. What is not understood wholly gives no dates at all: a guessed term is worse than its words.
"""

import calendar
import datetime
import re
from dataclasses import dataclass, replace

MONTHS = ["январ", "феврал", "март", "апрел", "ма[йяе]", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр"]
ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4, "iv": 4, "iii": 3, "ii": 2, "i": 1}
YEARS = range(1990, 2101)
# A term is a phrase; a longer text in its column is something else.
LONGEST = 300

EVERY = (
    (re.compile(r"(?:\b(?:1|один)\s+)?\bраз\s+в\s+(\d+)\s+мес\w*\.?"), int),
    (re.compile(r"(?:\b(?:2|два)\s+раза\s+в\s+(?:уч\w*\s+)?год\w*|(?:\b1\s+)?\bраз\s+в\s+(?:полгода|полугодие))"), 6),
    (re.compile(r"(?:\b(?:1|один)\s+)?\bраз\s+в\s+(?:уч\w*\s+)?год\w*|\bежегодно|\bкаждый\s+год"), 12),
    (re.compile(r"(?:\b(?:1|один)\s+)?\bраз\s+в\s+квартал|\bежеквартально"), 3),
    (re.compile(r"(?:\b(?:1|один)\s+)?\bраз\s+в\s+месяц|\bежемесячно|\bкаждый\s+месяц"), 1),
)

POINT = re.compile(r"(?:(?P<day>\d{1,2})(?:\s+(?=m)|$))?(?P<part>[mqh]\d\d)?\s*(?P<year>\d{4})?")
DUE = re.compile(r"^(?:до|к|не позднее|не позже|срок до|по)\s+(?:конца\s+)?(?=[\dmqh])")
SINCE = re.compile(r"^(?:с|со|от|начиная с)\s+(?=[\dmqh])")
FILLER = re.compile(r"^(?:в течение|в|во|на|за|начало|середина|конец|первая половина|вторая половина)\s+(?=[\dmqh])")


@dataclass(frozen=True)
class Term:
    """The dates of a term; falsy where the words name none.

    `dates` holds (first day or None, last day) of each of several terms and is empty for one; `starts_on` and `ends_on`
    are then the first and the last day of all. `every_months` is the step of «раз в 6 месяцев».
    """

    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    dates: tuple = ()
    every_months: int | None = None

    def __bool__(self):
        return bool(self.starts_on or self.ends_on or self.every_months)


@dataclass(frozen=True)
class _Point:
    """A day, a month, a quarter, a half-year or a year; parts may be missing until the neighbours fill them."""

    day: int | None
    part: str | None
    year: int | None

    def filled_from(self, other):
        """Return the point with what it lacks taken from `other`: «1 – 15 мая», «май, июнь 2018»."""
        part = self.part or (other.part if self.day or self.year is not None else None)
        return replace(self, part=part, year=self.year or other.year)

    def days(self):
        """Return the first and the last day, or None where the point is no date."""
        if self.year not in YEARS or (self.day and not (self.part or "").startswith("m")):
            return None
        first, last = _months_of(self.part)
        if not 1 <= first <= last <= 12:
            return None
        length = calendar.monthrange(self.year, last)[1]
        if self.day is not None:
            fits = 1 <= self.day <= length
            return (datetime.date(self.year, first, self.day),) * 2 if fits else None
        return datetime.date(self.year, first, 1), datetime.date(self.year, last, length)


def read_term(text):
    """Return the Term that the words of `text` name; an empty one where they name none («постоянно», «в течение года»)."""
    if len(str(text)) > LONGEST:
        return Term()
    words, every = _canonical(text), None
    for pattern, step in EVERY:
        match = pattern.search(words)
        if match:
            every = step if isinstance(step, int) else int(match[1])
            words = (words[: match.start()] + words[match.end() :]).strip(" ,;:()")
            break
    if every is not None and not 1 <= every <= 120:
        return Term()
    spans = _spans(words) if words else ()
    if not spans:
        return Term(every_months=every) if not words else Term()
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    return Term(
        starts_on=None if None in starts else min(starts),
        ends_on=None if None in ends else max(ends),
        dates=tuple(spans) if len(spans) > 1 else (),
        every_months=every,
    )


def _canonical(text):
    """Return the words in the small language of `POINT`."""
    words = re.sub(r"\s+", " ", str(text)).lower().replace("ё", "е").strip(" .,;")
    words = re.sub(r"(?<=[а-я])(?=\d)", " ", words)
    words = re.sub(r"\b(\d{4})-(\d\d)-(\d\d)\b", lambda m: f"{int(m[3])} m{m[2]} {m[1]}", words)
    words = re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", lambda m: f"{int(m[1])} m{int(m[2]):02} {m[3]}", words)
    words = re.sub(r"\b(\d{1,2})\.(\d{1,2})\.(\d\d)\b", lambda m: f"{int(m[1])} m{int(m[2]):02} 20{m[3]}", words)
    words = re.sub(r"\b(\d{4})-(0[1-9]|1[0-2])\b(?!\s*уч)", r"m\2 \1", words)
    words = re.sub(r"\b(0?[1-9]|1[0-2])\.(\d{4})\b", lambda m: f"m{int(m[1]):02} {m[2]}", words)
    words = re.sub(r"\b(\d{4})\s*[-–—/]\s*(\d\d)?(\d\d)\s*уч\w*\.?\s*г\w*\.?", _study_year, words)
    for number, stem in enumerate(MONTHS, start=1):
        words = re.sub(rf"\b{stem}[ьяеюау]?\b", f"m{number:02}", words)
    words = re.sub(r"\b([1-4]|i{1,3}|iv|\w+)(?:-?[йоея]\w?)?\s+кв(?:артал\w*)?\b", _numbered("q"), words)
    words = re.sub(r"\b([12]|i{1,2}|\w+)(?:-?[йоея]\w?)?\s+полугоди\w*", _numbered("h"), words)
    words = re.sub(r"(?<=\d)\s*-?\s*г(?:г|ода|оду|одов|оды|од)?\b\.?", "", words)
    words = re.sub(r"\.", " ", words)
    return re.sub(r"\s*[-–—]+\s*", "~", re.sub(r"\s+", " ", words)).strip()


def _study_year(match):
    """«2016–2017 учебный год»: from September to August."""
    first, last = int(match[1]), int(f"{match[2] or match[1][:2]}{match[3]}")
    return f"m09 {first} ~ m08 {last}"


def _numbered(letter):
    def name(match):
        word = match[1]
        number = int(word) if word.isdigit() else next((n for stem, n in ORDINALS.items() if word.startswith(stem)), 0)
        return f"{letter}{number:02}" if number else match[0]

    return name


def _months_of(part):
    """Return the first and the last month of a canonical part; a year where there is none."""
    if not part:
        return 1, 12
    number, length = int(part[1:]), {"m": 1, "q": 3, "h": 6}[part[0]]
    return (number - 1) * length + 1, number * length


def _spans(words):
    """Return [(first day or None, last day or None)] of all parts; nothing where any is not understood."""
    pieces = [piece.strip() for piece in re.split(r"[,;]|\sи\s", words) if piece.strip()]
    parts = [_points(piece) for piece in pieces]
    if not all(parts):
        return []
    # The year at the end of a list is everybody's: «май, июнь 2018»; the month at its beginning too: «май 2017, 2018».
    known = None
    for index in range(len(parts) - 1, -1, -1):
        parts[index] = [_in_year(point, known) for point in parts[index]]
        known = next((point.year for point in parts[index] if point and point.year), known)
    month = None
    for part in parts:
        if len(part) == 1 and part[0].year and not part[0].part and month:
            part[0] = replace(part[0], part=month)
        month = part[0].part if len(part) == 1 else None
    spans = [_span(part) for part in parts]
    return spans if all(spans) else []


def _points(piece):
    """Return [point], [from, to], [None, to] or [from, None] of one part of a list; nothing where it is not understood."""
    piece = FILLER.sub("", piece)
    due, since = DUE.sub("", piece), SINCE.sub("", piece)
    ends = re.split(r"~\s*(?:по|до)?\s*|\s(?:по|до)\s", since, maxsplit=1)
    if len(ends) == 2:
        points = [_point(end) for end in ends]
        if None in points:
            return []
        return [_before(points[0].filled_from(points[1]), points[1], points[0].year), points[1]]
    point = _point(due if due != piece else since)
    if point is None:
        return []
    if due != piece:
        return [None, point]
    return [point, None] if since != piece else [point]


def _in_year(point, year):
    return replace(point, year=year) if point and not point.year else point


def _before(first, last, own_year):
    """«Ноябрь – январь 2021» begins a year earlier than its end says."""
    if own_year or not first.year or not last.year:
        return first
    start, end = first.days(), last.days()
    return replace(first, year=first.year - 1) if start and end and start[0] > end[1] else first


def _point(text):
    match = POINT.fullmatch(text.strip())
    if not match or not any(match.groups()):
        return None
    day, year = match["day"], match["year"]
    return _Point(int(day) if day else None, match["part"], int(year) if year else None)


def _span(part):
    """Return (first day, last day) of one part, or None where it is no honest range of dates."""
    days = [point and point.days() for point in part]
    if any(point and not found for point, found in zip(part, days, strict=True)):
        return None
    if len(days) == 1:
        return days[0]
    start = days[0][0] if days[0] else None
    # «До мая 2021» in a plan means May itself: its last day.
    end = days[1][1] if days[1] else None
    return None if start and end and start > end else (start, end)
