"""What every reader gives: the lines of text and the tables of a document, in its own order."""

from dataclasses import asdict, dataclass, field

# A plan has a dozen columns; what a damaged file says beyond that is not believed.
MOST_COLUMNS = 60
CELL_CHARS = 10_000
LINE_CHARS = 400
CUT = "…"


@dataclass(frozen=True)
class Line:
    """A paragraph outside the tables, or the name of a sheet."""

    text: str


@dataclass(frozen=True)
class GridRow:
    """A row of a table.

    cells      texts by columns; a cell over several columns stands in the first of them, the others are empty
    spans      {first column: how many columns} of such cells
    continued  columns whose cell is the lower part of the one above; its text is empty here
    """

    cells: list[str]
    spans: dict[int, int] = field(default_factory=dict)
    continued: list[int] = field(default_factory=list)

    @property
    def alone(self):
        """The text of the row's only filled cell; empty when there are several or none, or one goes on from above."""
        filled = [cell for cell in self.cells if cell]
        return filled[0] if len(filled) == 1 and not self.continued else ""


@dataclass(frozen=True)
class Grid:
    """A table: its rows, the empty ones too, so that places count as a person counts them."""

    rows: list[GridRow]

    @property
    def width(self):
        """How many columns the widest row has."""
        return max((len(row.cells) for row in self.rows), default=0)


def to_json(blocks):
    """Return Lines and Grids as what JSON can hold."""
    return [block.text if isinstance(block, Line) else [asdict(row) for row in block.rows] for block in blocks]


def from_json(data):
    """Return the Lines and Grids of `to_json`."""
    return [Line(entry) if isinstance(entry, str) else Grid([_row(row) for row in entry]) for entry in data]


def cut(text, chars):
    """Return `text` of at most `chars` characters, with a sign where it was cut."""
    return text if len(text) <= chars else text[: chars - 1] + CUT


def _row(data):
    return GridRow(data["cells"], {int(place): span for place, span in data["spans"].items()}, data["continued"])
