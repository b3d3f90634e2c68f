"""One row of a stranger's table as an item of a plan, and what of it was not understood."""

import datetime
import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from django.utils.translation import gettext as _

from files.writers import plain
from programmes.enums import ItemStatus
from programmes.models import PlanItem
from programmes.plan_import.stages import StageHeading
from programmes.plan_import.words import key_of, tidy
from programmes.terms import Term, read_term

TEXT_CHARS = 5_000
_LIMITS = {
    name: PlanItem._meta.get_field(name).max_length
    for name in ("direction", "number", "term", "place", "responsible", "product")
}
_DAY = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b|\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
# Excel makes a date of «2.10» and a fraction of «1.1».
_NUMBER_AS_DATE = re.compile(r"^(\d{2})\.(\d{2})\.\d{4}$")
_STATUSES = {key_of(str(status.label)): status for status in ItemStatus} | {
    "выполнен": ItemStatus.DONE,
    "проведено": ItemStatus.DONE,
    "сделано": ItemStatus.DONE,
    "да": ItemStatus.DONE,
    "+": ItemStatus.DONE,
    "выполняется": ItemStatus.IN_PROGRESS,
    "не выполнено": ItemStatus.PLANNED,
    "постоянно": ItemStatus.CONTINUES,
}


@dataclass
class PlanRow:
    """An item as the table says it.

    place     where it stands: «таблица 2, строка 3»
    stage     a StageHeading, None where nothing names a stage
    values    {field of PlanItem: value}; dates are among them where they are understood
    dates     ((first day or None, last day), …) of an item with several terms
    notes     what was not understood, in sentences
    refusal   why the row cannot be taken at all; empty when it can
    """

    place: str
    stage: StageHeading | None = None
    values: dict = field(default_factory=dict)
    dates: tuple = ()
    status: str = ItemStatus.PLANNED
    notes: list = field(default_factory=list)
    refusal: str = ""

    @property
    def key(self):
        """What two rows about the same thing have in common: the number and the text."""
        return key_of(self.values.get("number", "")), key_of(self.values["text"])


def read_row(place, stage, cells):
    """Return the PlanRow of `cells`, {field of the table: text as it stands there}.

    "term" is among them, empty too, wherever the table has such a column.
    """
    row = PlanRow(place, stage)
    text = _paragraphs(cells.get("text", ""))
    if not text:
        row.refusal = _("нет текста мероприятия")
    elif len(text) > TEXT_CHARS:
        row.refusal = _("текст длиннее %s знаков: похоже, это не одна строка плана") % TEXT_CHARS
    row.values = {"text": text, "number": _number(cells.get("number", ""), row)}
    for name in ("direction", "place", "responsible", "product"):
        row.values[name] = _limited(name, tidy(plain(cells.get(name, ""))), row)
    _read_term(cells, row)
    _read_status(tidy(plain(cells.get("status", "")).split("\n")[0]), row)
    return row


def joined(row, below):
    """Return `row` with what the lower part of its merged cells adds: another term, another person."""
    values = dict(row)
    for name, text in below.items():
        if text and text != values.get(name):
            values[name] = f"{values[name]}, {text}" if values.get(name) else text
    return values


def _paragraphs(text):
    return "\n".join(filter(None, map(tidy, plain(text).split("\n"))))


def _number(text, row):
    text = tidy(plain(text))
    if found := _NUMBER_AS_DATE.match(text):
        row.notes.append(_("Excel превратил номер в дату «%s»: проверьте номер.") % text)
        text = f"{int(found[1])}.{int(found[2])}"
    elif re.fullmatch(r"\d+(,\d+)+", text):
        text = text.replace(",", ".")
    text = text.rstrip(".) ") if re.fullmatch(r"[\d.]+[.)]?", text) else text
    if len(text) > _LIMITS["number"]:
        row.notes.append(_("«%s» — не номер: мероприятие останется без номера.") % f"{text[:40]}…")
        return ""
    return text


def _limited(name, text, row):
    limit = _LIMITS[name]
    if len(text) <= limit:
        return text
    label = PlanItem._meta.get_field(name).verbose_name
    row.notes.append(_("Поле «%(name)s» длиннее %(limit)s знаков: войдёт начало.") % {"name": label, "limit": limit})
    return text[: limit - 1].rstrip() + "…"


def _read_term(cells, row):
    """The words stay as they are; the dates beside them come from the words or from columns of their own."""
    words = tidy(plain(cells["term"] if "term" in cells else _words_of_days(cells)))
    term = read_term(words)
    for impossible in _impossible_days(words):
        row.notes.append(_("«%s» — такой даты нет: срок останется словами.") % impossible)
    start, end = _own_day("starts_on", cells, row), _own_day("due_on", cells, row)
    if start or end:
        same = (start or term.starts_on, end or term.ends_on) == (term.starts_on, term.ends_on)
        dates, every = (term.dates, term.every_months) if same else ((), term.every_months)
        term = Term(start or term.starts_on, end or term.ends_on, dates, every)
    elif words and not term and not row.notes:
        row.notes.append(_("Дат в сроке «%s» не видно: срок останется словами.") % words[:60])
    if term.starts_on and term.ends_on and term.starts_on > term.ends_on:
        row.notes.append(_("Начало позже окончания: даты не взяты."))
        term = replace(term, starts_on=None, ends_on=None, dates=())
    row.values |= {
        "term": _limited("term", words, row),
        "starts_on": term.starts_on,
        "due_on": term.ends_on,
        "every_months": term.every_months,
    }
    row.dates = _distinct(term.dates)


def _words_of_days(cells):
    """A table with a beginning and an end and no column for the term: «январь 2027, март – апрель 2027»."""
    pairs = zip_longest(*(tidy(cells.get(name, "")).split(", ") for name in ("starts_on", "due_on")), fillvalue="")
    return ", ".join(start if start == end else " – ".join(filter(None, (start, end))) for start, end in pairs)


def _own_day(name, cells, row):
    text = tidy(plain(cells.get(name, "")))
    if not text:
        return None
    term = read_term(text)
    day = term.starts_on if name == "starts_on" else term.ends_on
    if day is None:
        row.notes.append(_("«%s» — не дата.") % text[:60])
    return day


def _impossible_days(words):
    for found in _DAY.finditer(words):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            datetime.date(int(year), int(month), int(day))
        except ValueError:
            yield found[0]


def _distinct(dates):
    """One term for each last day, as the plan keeps them; an open end is none of several."""
    by_end = {}
    for start, end in dates:
        if end:
            by_end.setdefault(end, start)
    return tuple((start, end) for end, start in by_end.items()) if len(by_end) > 1 else ()


def _read_status(word, row):
    if not word:
        return
    status = _STATUSES.get(key_of(word) or word)
    if status is None:
        row.notes.append(_("Состояние «%s» незнакомо: мероприятие станет запланированным.") % word[:40])
    else:
        row.status = status
