"""Reading CSV: encoding and delimiter."""

import csv
import io

from files.tables.errors import TableRefused

DELIMITERS = ",;\t"
ENCODINGS = ("utf-8-sig", "cp1251")
# A title and an empty row may stand above the header.
FIRST_LINES, LINE_WEIGHED = 10, 20_000


def csv_records(path, is_known):
    """Return the rows of the CSV file at `path` as lists of texts.

    UTF-8 with or without its mark and Windows-1251 are understood; the delimiter is a comma, a semicolon or a tab, by
    the header, of whose names `is_known` tells the usual ones. Raises TableRefused.
    """
    text = _decode(path)
    delimiter = max(DELIMITERS, key=lambda mark: _weigh(text, mark, is_known))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise TableRefused(f"Таблица не читается около строки {reader.line_num} файла: {error}.") from error


def _decode(path):
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableRefused(f"Таблица не открывается: {error.strerror}.") from error
    if b"\0" in content:
        raise TableRefused("Это не таблица CSV: сохраните её из редактора таблиц в формате «CSV UTF-8» или XLSX.")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableRefused("Кодировка таблицы не распознана: сохраните её в формате «CSV UTF-8».")


def _weigh(text, delimiter, is_known):
    """Known names decide, in whichever of the first lines they stand; then the mark that gives more columns of the first."""
    lines = [line[:LINE_WEIGHED] for line in text.split("\n", FIRST_LINES)[:FIRST_LINES]]
    rows = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
    return max(sum(map(is_known, cells)) for cells in rows), len(rows[0])
