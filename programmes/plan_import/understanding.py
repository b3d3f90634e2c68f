"""A document as rows of a plan: what stands under which stage and direction, what goes on from the row above."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.plan_import.columns import COLUMNS, SKIPPED
from programmes.plan_import.layout import mapped
from programmes.plan_import.rows import joined, read_row
from programmes.plan_import.stages import StageHeading, looks_like_stage, read_stage
from programmes.plan_import.words import tidy

# Half of the cells under «Срок» not being terms says that the column is not «Срок».
FEW = 3


class Headings(TextChoices):
    """What a text over the whole width of a table is."""

    GUESS = "guess", gettext_lazy("Угадать: со словом «этап» — этапы, остальные — направления")
    STAGES = "stages", gettext_lazy("Все — этапы")
    DIRECTIONS = "directions", gettext_lazy("Все — направления")
    NONE = "none", gettext_lazy("Не переносить")


@dataclass
class Understood:
    """The PlanRows of a document and warnings about whole columns and tables."""

    rows: list = field(default_factory=list)
    warnings: list = field(default_factory=list)


def understand(document, columns=(), headings=Headings.GUESS):
    """Return what is Understood of a Document (programmes.plan_import.layout).

    `columns` are lists of fields for its layouts, as a person has chosen them; where there are none, the guess is taken.
    """
    reader = _Reader(document, columns, headings)
    for entry in document.entries:
        reader.take(entry)
    rows = [read_row(place, stage, cells) for place, stage, cells in reader.found]
    _refuse_doubles(rows)
    return Understood(rows, [*document.left_out, *_doubtful_columns(reader.found, rows)])


class _Reader:
    """Goes down a document and remembers the stage, the direction and the row above."""

    def __init__(self, document, columns, headings):
        self.found = []
        self._headings = headings
        chosen = dict(enumerate(columns))
        self._fields = [mapped(layout, chosen.get(place)) for place, layout in enumerate(document.layouts)]
        self._stage, self._direction = None, ""
        self._above = {}

    def take(self, entry):
        if entry.layout is None:
            self._take_heading(entry)
            return
        fields = self._fields[entry.layout]
        cells = {name: cell for name, cell in zip(fields, entry.cells, strict=False) if name != SKIPPED and cell}
        lower = {fields[place] for place in entry.continued if place < len(fields)} - {SKIPPED}
        if "text" in lower and self.found:
            place, stage, above = self.found[-1]
            self.found[-1] = (place, stage, joined(above, cells))
            return
        cells |= {name: self._above[name] for name in lower if self._above.get(name)}
        if not cells:
            return
        self._above = cells
        if "stage" in cells:
            self._stage = read_stage(cells["stage"])
        if not set(cells) - {"stage", "direction"}:
            self._direction = cells.get("direction", self._direction)
            return
        given = {"term": ""} if "term" in fields else {}
        self.found.append((entry.place, self._stage, {"direction": self._direction, **given, **cells}))

    def _take_heading(self, entry):
        text = entry.cells[0]
        if not entry.inside:
            # Between tables stands much that is no heading of the plan.
            if looks_like_stage(text):
                self._stage, self._direction = read_stage(text), ""
            return
        is_stage = self._headings == Headings.STAGES or (self._headings == Headings.GUESS and looks_like_stage(text))
        if is_stage:
            self._stage, self._direction = read_stage(text), ""
        elif self._headings != Headings.NONE:
            self._direction = tidy(text)


def _refuse_doubles(rows):
    seen = {}
    for row in rows:
        if row.refusal:
            continue
        key = (row.stage or StageHeading(None, ""), row.key)
        if key in seen:
            row.refusal = _("повторяет: %s") % seen[key]
        else:
            seen[key] = row.place


def _doubtful_columns(found, rows):
    """Sentences about columns that seem to be chosen wrongly: few of their cells are what they should be."""
    for name, is_good in _EXPECTED.items():
        filled = [row for (_place, _stage, cells), row in zip(found, rows, strict=True) if cells.get(name)]
        good = sum(bool(is_good(row)) for row in filled)
        if len(filled) >= FEW and 2 * good < len(filled):
            yield _("В столбце «%(name)s» понято %(good)s из %(all)s: тот ли это столбец?") % {
                "name": COLUMNS[name],
                "good": good,
                "all": len(filled),
            }
    texts = [row.values["text"] for row in rows if row.values["text"]]
    if texts and 2 * sum(not any(map(str.isalpha, text)) for text in texts) > len(texts):
        yield _("В столбце «Мероприятие» почти нет слов: тот ли это столбец?")


_EXPECTED = {
    "number": lambda row: row.values["number"],
    "term": lambda row: row.values["starts_on"] or row.values["due_on"] or row.values["every_months"] or _usual(row),
    "due_on": lambda row: row.values["due_on"],
    "starts_on": lambda row: row.values["starts_on"],
}


def _usual(row):
    """«В течение года», «постоянно», «по плану»: words of a term without dates."""
    words = row.values["term"].casefold()
    return any(word in words for word in ("течени", "постоянно", "весь", "всего", "по ", "период", "мере"))
