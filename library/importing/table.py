"""Reading the table: encoding, delimiter, names of columns."""

import csv
import io
from dataclasses import dataclass

from library.importing.cells import plain
from library.importing.columns import COLUMNS, REPORT_COLUMNS, REQUIRED
from library.importing.errors import TableRefused
from library.importing.words import key_of, unknown

DELIMITERS = ",;\t"
ENCODINGS = ("utf-8-sig", "cp1251")
FIELDS = {key_of(name): field for field, russian in COLUMNS.items() for name in (field, russian)}
IGNORED = frozenset(REPORT_COLUMNS)


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
    """Return the Table in the CSV file at `path` (a Path).

    UTF-8 with or without its mark and Windows-1251 are understood; the delimiter is a comma, a semicolon or a tab, by
    the header. Raises TableRefused when it is no such table, has unknown or repeated columns or lacks a required one.
    """
    text = _decode(path)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda mark: _count_known(first_line, mark))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header, *records = list(reader) or [[]]
    except csv.Error as error:
        raise TableRefused(f"Таблица не читается около строки {reader.line_num} файла: {error}.") from error
    fields = _fields_of(header)
    rows = [Row(number, cells) for number, cells in enumerate(records, start=2) if any(cell.strip() for cell in cells)]
    return Table(header, fields, rows)


def _decode(path):
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableRefused(f"Таблица не открывается: {error.strerror}.") from error
    if b"\0" in content:
        raise TableRefused("Это не таблица CSV: сохраните её из редактора таблиц в формате «CSV UTF-8».")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused("Кодировка таблицы не распознана: сохраните её в формате «CSV UTF-8».")


def _count_known(line, delimiter):
    return sum(key_of(name) in FIELDS for name in next(csv.reader([line], delimiter=delimiter), []))


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
