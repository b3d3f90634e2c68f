"""Reading all sheets of an XLSX book as tables, with their merged cells."""

from files.extraction.archive import Archive
from files.extraction.markup import SKIP, Handler, parse
from files.tables.docx_grids import most_rows_exceeded
from files.tables.grids import CELL_CHARS, LINE_CHARS, MOST_COLUMNS, Grid, GridRow, Line, cut
from files.tables.xlsx_table import MOST_UNPACKED_BYTES, opened_book, records_of

MOST_MERGED = 20_000


def xlsx_grids(path, most_rows):
    """Return the Lines (names of sheets, where there are several) and Grids of the XLSX file at `path`, a Path.

    Hidden sheets are left out. Raises TableRefused for more than `most_rows` rows or a bad book, Unreadable.
    """
    with opened_book(path) as book:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        read = [(sheet.title, records, sheet._worksheet_path) for sheet in sheets if (records := records_of(sheet))]
    if sum(len(records) for _title, records, _part in read) > most_rows:
        raise most_rows_exceeded(most_rows)
    blocks = []
    for title, records, part in read:
        if len(read) > 1:
            blocks.append(Line(cut(title, LINE_CHARS)))
        blocks.append(_grid(records, _merged_in(path, part)))
    return blocks


def _grid(records, merged):
    rows = [GridRow([cut(cell.strip(), CELL_CHARS + 1) for cell in record[:MOST_COLUMNS]]) for record in records]
    for left, top, right, bottom in merged:
        if top <= len(rows) and left <= len(rows[top - 1].cells) and right > left:
            rows[top - 1].spans[left - 1] = min(right, MOST_COLUMNS) - left + 1
        for row in rows[top:bottom] if left <= MOST_COLUMNS else []:
            # Only the first column of a cell over several goes on: the others are empty anyway.
            row.cells.extend([""] * (left - len(row.cells)))
            row.cells[left - 1] = ""
            row.continued.append(left - 1)
    return Grid(rows)


def _merged_in(path, part):
    merged = _Merged()
    with Archive(path, MOST_UNPACKED_BYTES) as archive:
        parse(archive.chunks(part), merged)
    return merged.found


class _Merged(Handler):
    """Handler of one sheet: the bounds of its merged cells, (left, top, right, bottom) from 1."""

    def __init__(self):
        # As in files.writers.xlsx: loaded when it is needed.
        from openpyxl.utils.cell import range_boundaries

        self.found, self._bounds_of = [], range_boundaries

    def start(self, name, attributes):
        if name == "x:sheetData":
            return SKIP
        if name == "x:mergeCell" and len(self.found) < MOST_MERGED:
            try:
                bounds = self._bounds_of(attributes.get("ref", ""))
            except (TypeError, ValueError):
                return None
            if None not in bounds:
                self.found.append(bounds)
        return None
