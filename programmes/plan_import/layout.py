"""The tables of a document as rows of one plan: where the headers are, which tables share one, what stands between."""

from dataclasses import dataclass, field

from files.tables.grids import Line
from programmes.plan_import.columns import NUMBER, field_of, guess_by_content, guess_by_header
from programmes.plan_import.stages import looks_like_stage
from programmes.plan_import.words import key_of, tidy

# A title, the name of a school, an empty row: what people write above the header.
ABOVE_HEADER = 10
MOST_LAYOUTS = 8
SAMPLES = 3
SAMPLE_CHARS = 60


@dataclass
class Layout:
    """A way the columns stand in one or several tables: the header's cells, a guess of their fields, texts under each."""

    header: list[str]
    guess: list[str]
    samples: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A row of a table with the number of its layout, or a heading: a text over the whole width, `layout` is None.

    place       what a person calls it: «таблица 2, строка 3»
    inside      the heading stands in a table, not between them
    continued   columns that go on from the row above
    """

    place: str
    cells: list[str]
    layout: int | None = None
    inside: bool = False
    continued: frozenset = frozenset()


class Document:
    """What the blocks of a document say: `entries` in order, `layouts`, and tables `left_out` with the reason."""

    def __init__(self, blocks):
        self._read(blocks)
        if not self.layouts:
            # No table looks like a plan: a person will say what the columns are.
            self._read(blocks, strange=True)

    def _read(self, blocks, strange=False):
        self.entries, self.layouts, self.left_out = [], [], []
        self._places, self._strange = {}, strange
        grids = sum(not isinstance(block, Line) for block in blocks)
        number = 0
        for block in blocks:
            if isinstance(block, Line):
                self.entries.append(Entry("", [tidy(block.text)]))
            else:
                number += 1
                self._take(block, f"таблица {number}, " if grids > 1 else "", number)

    def _take(self, grid, prefix, number):
        rows = list(enumerate(grid.rows, 1))
        top = next((place for place, row in rows[:ABOVE_HEADER] if _names(row.cells) > 1), None)
        if top is None and self._strange and grid.width > 1:
            top = next((place for place, row in rows if any(row.cells)), None)
        if top is None:
            layout = self._layout_without_header(grid)
            header = []
        else:
            header, below = _header(grid.rows, top - 1)
            self._headings(rows[: top - 1], prefix)
            rows = rows[below:]
            layout = self._layout(header, guess_by_header(header))
        if layout is None:
            self.left_out.append(f"Таблица {number} не похожа на план: столбцов {grid.width}.")
            return
        keys = [key_of(name) for name in header]
        for place, row in rows:
            if any(row.cells) and [key_of(cell) for cell in row.cells] != keys and not _counts_columns(row.cells):
                self._add(row, f"{prefix}строка {place}", layout, grid.width)

    def _add(self, row, place, layout, width):
        if _is_heading(row, width, self.layouts[layout].guess):
            self.entries.append(Entry(place, [tidy(row.alone)], inside=True))
            return
        self.entries.append(Entry(place, row.cells, layout, continued=frozenset(row.continued)))
        for samples, cell in zip(self.layouts[layout].samples, row.cells, strict=False):
            if cell and len(samples) < SAMPLES:
                samples.append(tidy(cell)[:SAMPLE_CHARS])

    def _headings(self, rows, prefix):
        for place, row in rows:
            if row.alone:
                self.entries.append(Entry(f"{prefix}строка {place}", [tidy(row.alone)], inside=True))

    def _layout(self, header, guess):
        key = tuple(map(key_of, header)) or ("", len(guess))
        if key not in self._places:
            if len(self.layouts) == MOST_LAYOUTS:
                return None
            self._places[key] = len(self.layouts)
            self.layouts.append(Layout(header or [""] * len(guess), guess, [[] for _cell in guess]))
        return self._places[key]

    def _layout_without_header(self, grid):
        """The table goes on from one before it, such as over the turn of a page, or has columns of its own."""
        for place in reversed(range(len(self.layouts))):
            if len(self.layouts[place].guess) == grid.width:
                return place
        if grid.width < 2:
            return None
        guess = guess_by_content([row.cells for row in grid.rows])
        return self._layout([], guess) if "text" in guess else None


def _names(cells):
    return len({field for cell in cells if (field := field_of(cell))})


def _header(rows, top):
    """Return the header's cells and the place of the first row under it: a header of two rows is joined."""
    header = [tidy(cell) for cell in rows[top].cells]
    if top + 1 < len(rows) and rows[top + 1].continued and any(rows[top].spans):
        lower = rows[top + 1]
        upper = ""
        joined = []
        for place, cell in enumerate(lower.cells):
            upper = header[place] if place < len(header) and header[place] else upper
            joined.append(upper if place in lower.continued else tidy(f"{upper} {cell}"))
        return joined, top + 2
    return header, top + 1


def _is_heading(row, width, guess):
    """One text over most of the width, about a stage, or alone in a first column that is not for texts."""
    text = row.alone
    if not text or width < 2:
        return False
    place = row.cells.index(text)
    if (span := row.spans.get(place, 1)) > 1:
        return 2 * span >= width
    return looks_like_stage(text) or (place == 0 and guess[:1] != ["text"] and not NUMBER.match(text))


def _counts_columns(cells):
    """«1 2 3 4»: columns are numbered under the header of official tables."""
    return len(cells) > 2 and [cell.strip() for cell in cells] == [str(n) for n in range(1, len(cells) + 1)]


def mapped(layout, chosen):
    """Return the fields of a Layout's columns: as `chosen` where that fits its width, else as guessed."""
    return chosen if chosen and len(chosen) == len(layout.guess) else layout.guess
