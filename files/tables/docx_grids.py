"""Reading the tables of a DOCX with their merged cells, and the lines of text between them, as a stream."""

from typing import ClassVar

from files.extraction.archive import Archive
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.package import main_part
from files.tables.docx_numbers import ListNumbers
from files.tables.errors import TableRefused
from files.tables.grids import CELL_CHARS, LINE_CHARS, MOST_COLUMNS, Grid, GridRow, Line, cut

UNPACKED_BYTES = 64 * 1024 * 1024
# Deleted text, codes of fields, formatting as it was before a change, notes and pictures of text.
SKIPPED = frozenset(
    {"w:del", "w:moveFrom", "w:delText", "w:instrText", "w:delInstrText", "w:rt", "w:tabs", "w:sectPr", "w:sdtPr"}
    | {"w:rPrChange", "w:pPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange", "w:drawing", "w:pict"}
)


def docx_grids(path, most_rows):
    """Return the Lines and Grids of the DOCX file at `path`, a Path.

    Raises TableRefused for more than `most_rows` rows, Unreadable, zipfile.BadZipFile or ExpatError for a bad file.
    """
    with Archive(path, UNPACKED_BYTES) as archive:
        handler = _Tables(most_rows)
        parse(archive.chunks(main_part(archive)), handler)
    return handler.blocks


def most_rows_exceeded(most_rows):
    """Return the refusal of a table that is too long."""
    return TableRefused(f"В таблице больше {most_rows} строк, для плана это слишком много: разделите её на части.")


class _Tables(Handler):
    """Handler of the document: a table inside a cell is text of that cell, a line for each of its rows."""

    def __init__(self, most_rows):
        self.blocks = []
        self._most_rows, self._seen_rows = most_rows, 0
        self._depth = 0  # of open tables
        self._rows, self._row = [], None
        self._column = self._span = 0
        self._continues = self._in_text = False
        self._paragraphs, self._pieces = [], []
        self._numbers = ListNumbers()

    def start(self, name, attributes):
        if name in SKIPPED:
            return SKIP
        if action := self.STARTS.get(name):
            action(self, attributes)
        return None

    def end(self, name):
        if action := self.ENDS.get(name):
            action(self)

    def text(self, data):
        if self._in_text:
            self._pieces.append(data)

    def _open_table(self, _attributes):
        self._depth += 1
        if self._depth == 1:
            self._rows = []

    def _close_table(self):
        self._depth -= 1
        if not self._depth:
            self.blocks.append(Grid(self._rows))

    def _open_row(self, _attributes):
        if self._depth == 1:
            self._row, self._column = GridRow([]), 0
            self._seen_rows += 1
            if self._seen_rows > self._most_rows:
                raise most_rows_exceeded(self._most_rows)

    def _close_row(self):
        if self._depth == 1:
            self._rows.append(self._row)

    def _shift(self, attributes):
        if self._depth == 1:
            self._put("", _number(attributes))

    def _open_cell(self, _attributes):
        if self._depth == 1:
            self._span, self._continues, self._paragraphs = 1, False, []

    def _close_cell(self):
        if self._depth == 1:
            if self._continues:
                self._row.continued.append(self._column)
            self._put("" if self._continues else "\n".join(filter(None, self._paragraphs)), self._span)

    def _put(self, text, span):
        span = min(span, MOST_COLUMNS - self._column)
        if span < 1:
            return
        self._row.cells.extend([cut(text, CELL_CHARS + 1), *[""] * (span - 1)])
        if span > 1 and text:
            self._row.spans[self._column] = span
        self._column += span

    def _merge_down(self, attributes):
        self._continues = attributes.get("w:val", "continue") == "continue"

    def _set_span(self, attributes):
        self._span = _number(attributes) or 1

    def _open_paragraph(self, _attributes):
        self._pieces = []
        self._numbers.begin()

    def _close_paragraph(self):
        text = "".join(self._pieces).replace("\u00ad", "").strip()
        # Word counts the rows itself where the column of numbers is a list without words.
        text = text or (self._numbers.label() if self._depth == 1 else "")
        if self._depth:
            self._paragraphs.append(text)
        elif text:
            self.blocks.append(Line(cut(text, LINE_CHARS)))
        self._pieces = []

    def _set_text(self, is_text):
        self._in_text = is_text

    STARTS: ClassVar = {
        "w:tbl": _open_table,
        "w:tr": _open_row,
        "w:gridBefore": _shift,
        "w:tc": _open_cell,
        "w:gridSpan": _set_span,
        "w:vMerge": _merge_down,
        "w:p": _open_paragraph,
        "w:numId": lambda self, attributes: self._numbers.set_list(attributes.get("w:val", "")),
        "w:ilvl": lambda self, attributes: self._numbers.set_level(attributes.get("w:val", "")),
        "w:t": lambda self, _attributes: self._set_text(True),
        "w:tab": lambda self, _attributes: self._pieces.append(" "),
        "w:br": lambda self, _attributes: self._pieces.append("\n"),
        "w:cr": lambda self, _attributes: self._pieces.append("\n"),
        "w:noBreakHyphen": lambda self, _attributes: self._pieces.append("-"),
    }
    ENDS: ClassVar = {
        "w:tbl": _close_table,
        "w:tr": _close_row,
        "w:tc": _close_cell,
        "w:p": _close_paragraph,
        "w:t": lambda self: self._set_text(False),
    }


def _number(attributes):
    value = attributes.get("w:val", "")
    return min(int(value), MOST_COLUMNS) if value.isdecimal() and len(value) < 6 else 0
