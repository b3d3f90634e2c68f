"""Reading CSV: encoding and delimiter."""

import csv
import io

from library.importing.errors import TableRefused

DELIMITERS = ",;\t"
ENCODINGS = ("utf-8-sig", "cp1251")


def csv_records(path, is_known):
    """Return the rows of the CSV file at `path` as lists of texts.

    UTF-8 with or without its mark and Windows-1251 are understood; the delimiter is a comma, a semicolon or a tab, by
    the header, of whose names `is_known` tells the usual ones. Raises TableRefused.
    """
    text = _decode(path)
    first_line = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=lambda mark: _weigh(first_line, mark, is_known))
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


def _weigh(line, delimiter, is_known):
    """Known names decide; where there are none, the mark that gives more columns."""
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return sum(map(is_known, cells)), len(cells)
