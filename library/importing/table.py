"""A table of works, however it is written: its rows, and the names of its columns."""

from dataclasses import dataclass

from files.tables.csv_table import csv_records
from files.tables.xlsx_table import MAGIC, xlsx_records
from files.writers import plain
from library.importing.columns import COLUMNS, REPORT_COLUMNS, REQUIRED, SKIPPED
from library.importing.errors import TableRefused
from library.importing.mapping import known_names
from library.importing.words import key_of, unknown

FIELDS = {key_of(name): field for field, russian in COLUMNS.items() for name in (field, russian)}
IGNORED = frozenset({*REPORT_COLUMNS, SKIPPED})
# A heading, a date, an empty row: what people write above the header of a spreadsheet.
ABOVE_HEADER = 10


@dataclass(frozen=True)
class Row:
    """A row as it is written: its number as a spreadsheet counts (the header is row 1) and its cells, one by one."""

    number: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table that was read: the header's cells as written, the field of each column ("" for none), the rows."""

    header: list[str]
    fields: list[str]
    rows: list[Row]

    def values(self, row):
        """Return {field: text} of a Row's filled cells, and the texts that stand under no column."""
        texts = [plain(cell) for cell in row.cells]
        under = [*self.fields, *[""] * (len(texts) - len(self.fields))]
        known = {field: text for field, text in zip(under, texts, strict=False) if field and text}
        stray = [text for field, text in zip(under, texts, strict=False) if not field and text]
        return {field: text for field, text in known.items() if field not in IGNORED}, stray


def read_table(path):
    """Return the Table in the CSV or XLSX file at `path` (a Path), its columns named as docs/ru/import.md says.

    Raises TableRefused when it is no such table, has unknown or repeated columns or lacks a required one.
    """
    header, rows = read_cells(path)
    return Table(header, _fields_of(header), rows)


def read_cells(path):
    """Return the header's cells and the filled Rows of the CSV or XLSX file at `path`, whatever the columns are called.

    In a spreadsheet the header is the first of its first rows that names columns. Raises TableRefused.
    """
    records = _records(path)
    top = _header_place(records) if records else 0
    header = [cell.strip() for cell in records[top]] if records else []
    numbered = enumerate(records[top + 1 :], start=top + 2)
    return header, [Row(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]


def _records(path):
    try:
        with path.open("rb") as stream:
            is_book = stream.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise TableRefused(f"Таблица не открывается: {error.strerror}.") from error
    return xlsx_records(path) if is_book else csv_records(path, lambda name: key_of(name) in FIELDS)


def _header_place(records):
    first = next((place for place, cells in enumerate(records) if any(cells)), 0)
    if known_names(records[first]) > 1:
        return first
    return next((place for place, cells in enumerate(records[:ABOVE_HEADER]) if known_names(cells) > 1), first)


def _fields_of(header):
    """Return the field of each column of the header: "" for a column without a name, its name for an ignored one."""
    fields = []
    for name in header:
        key = key_of(name)
        if key and key not in FIELDS and key not in IGNORED:
            raise TableRefused(unknown("заголовок", name, COLUMNS.values()))
        fields.append(FIELDS.get(key, key))
    for field in filter(None, fields):
        if fields.count(field) > 1:
            raise TableRefused(f"Столбец «{COLUMNS.get(field, field)}» встречается дважды.")
    missing = [COLUMNS[field] for field in REQUIRED if field not in fields]
    if missing:
        raise TableRefused(f"В первой строке таблицы нет столбца «{missing[0]}».")
    return fields
