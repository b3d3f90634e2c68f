"""Which column of a stranger's table is which field of the plan: a guess that a person corrects."""

import re
from statistics import mean

from django.utils.translation import gettext_lazy as _

from programmes.plan_import.words import key_of

SKIPPED = "-"
# Field → what it is called in the forms, in our own export and in messages.
COLUMNS = {
    "stage": _("Этап"),
    "direction": _("Направление"),
    "number": _("№"),
    "text": _("Мероприятие"),
    "term": _("Срок"),
    "starts_on": _("Не раньше"),
    "due_on": _("Не позже"),
    "place": _("Место"),
    "responsible": _("Ответственные"),
    "product": _("Итоговый документ"),
    "status": _("Состояние"),
}
# Beginnings of headers as documents write them; the first field that fits wins.
_NAMES = (
    ("number", ("№", "номер", "n п", "п/п", "п.п")),
    ("starts_on", ("не раньше", "начало", "дата нач", "даты нач", "срок нач", "сроки нач")),
    ("due_on", ("не позже", "окончание", "завершение", "дата оконч", "даты оконч", "срок оконч", "сроки оконч")),
    ("responsible", ("ответствен", "исполнител", "кто ", "организатор", "ф.и.о", "фио")),
    ("term", ("срок", "дата", "период", "когда", "время", "месяц", "календарн")),
    ("place", ("место", "где", "площадка", "база проведения", "форма и место")),
    ("direction", ("направлен", "раздел", "блок")),
    ("product", ("итог", "результат", "ожидаем", "продукт", "планируемый результат", "выход", "форма отчет")),
    ("status", ("состояни", "статус", "отметка", "выполнен")),
    ("text", ("мероприят", "содержани", "наименован", "название", "вид деятельн", "виды деятельн", "перечень", "дело")),
    ("text", ("форма", "формы", "что ", "работ", "тема", "основные мероприят", "действи")),
    ("stage", ("этап",)),
)
HEADER_CHARS = 60
NUMBER = re.compile(r"^\d{1,3}([.,]\d{1,3}){0,3}[.)]?$")
_TERM = re.compile(
    r"январ|феврал|март|апрел|ма[йя]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|\b20\d\d|в течение|ежегодн|ежемесячн"
)


def field_of(name):
    """Return the field that a header's cell most likely names, None where it names none."""
    key = key_of(name)
    if not key and "№" not in name:
        return None
    if len(key) > HEADER_CHARS:
        return None
    return next((field for field, starts in _NAMES if (key or "№").startswith(starts)), None)


def guess_by_header(header):
    """Return a field for each cell of `header`, SKIPPED where none fits; no field twice."""
    fields = []
    for name in header:
        field = field_of(name)
        fields.append(field if field and field not in fields else SKIPPED)
    return fields


def guess_by_content(rows):
    """Return a field for each column of `rows` (lists of cells) of a table without a header: numbers, texts, terms."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[place] for row in rows if place < len(row) and row[place]] for place in range(width)]
    fields = [SKIPPED] * width
    _claim(fields, "number", [_share(column, NUMBER.match) for column in columns])
    _claim(fields, "term", [_share(column, lambda cell: _TERM.search(cell.casefold())) for column in columns])
    _claim(fields, "text", [mean(map(len, column)) if column else 0 for column in columns], least=10)
    return fields


def _share(column, fits):
    return sum(bool(fits(cell)) for cell in column) / len(column) if column else 0


def _claim(fields, field, weights, least=0.6):
    """Give `field` to the heaviest column that is still free."""
    free = [place for place, taken in enumerate(fields) if taken == SKIPPED]
    best = max(free, key=lambda place: weights[place], default=None)
    if best is not None and weights[best] >= least:
        fields[best] = field
