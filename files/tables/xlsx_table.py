"""Reading XLSX: the first sheet with anything on it, its cells as people see them."""

import datetime
import re
from contextlib import contextmanager
from itertools import islice
from zipfile import BadZipFile, ZipFile

from files.extraction.archive import Archive
from files.extraction.result import Unreadable
from files.tables.errors import TableRefused

MAGIC = b"PK\x03\x04"
MOST_ROWS, MOST_COLUMNS = 50_000, 100
# openpyxl keeps all texts of a book in memory, some times larger than they are written.
MOST_UNPACKED_BYTES = 100 * 1024 * 1024
DECIMALS = re.compile(r"0\.(0+)")
BROKEN = "Книга Excel не открывается: сохраните её заново или в формате «CSV UTF-8»."


def xlsx_records(path):
    """Return the rows of the XLSX file at `path` as lists of texts, empty ones too. Raises TableRefused."""
    with opened_book(path) as book:
        return next(filter(None, map(records_of, book.worksheets)), [])


@contextmanager
def opened_book(path):
    """Yield the workbook at `path`, a Path, for reading row by row; whatever is wrong with it is a TableRefused."""
    # As in files.writers.xlsx: loaded when it is needed.
    from openpyxl import load_workbook

    try:
        with Archive(path, 0), ZipFile(path) as opened:  # Archive refuses bombs before anything is unpacked
            if sum(entry.file_size for entry in opened.infolist()) > MOST_UNPACKED_BYTES:
                raise TableRefused("В книге Excel слишком много данных: оставьте в ней один лист с таблицей.")
        # A stream: of a path openpyxl would judge the ending, and an upload has none.
        with path.open("rb") as stream:
            yield load_workbook(stream, read_only=True, data_only=True)
    except Unreadable as error:
        raise TableRefused(error.reason) from error
    except (BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError, SyntaxError) as error:
        raise TableRefused(BROKEN) from error


def shown(value, number_format=""):
    """Return a cell's value as a person sees it: «2014», «4,5», «01.09.2014», «да»."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, datetime.datetime):
        return value.strftime("%d.%m.%Y" if value.time() == datetime.time() else "%d.%m.%Y %H:%M")
    if isinstance(value, datetime.date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, datetime.time):
        return value.strftime("%H:%M")
    if isinstance(value, int | float):
        return _number(value, number_format or "")
    return str(value)


def _number(value, number_format):
    percent = "%" if number_format.endswith("%") else ""
    value = value * 100 if percent else value
    if decimals := DECIMALS.search(number_format):
        text = f"{value:.{len(decimals[1])}f}"
    else:
        text = str(int(value)) if float(value).is_integer() else f"{value:.10g}"
    return text.replace(".", ",") + percent


def records_of(sheet):
    """Return the rows of one sheet as lists of texts, without the empty ones at its end. Raises TableRefused."""
    # What the file says of its own size may be a lie, and some programmes write none.
    sheet.reset_dimensions()
    records = []
    for cells in islice(sheet.iter_rows(max_col=MOST_COLUMNS), MOST_ROWS + 1):
        texts = [shown(cell.value, cell.number_format) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        records.append(texts)
    if len(records) > MOST_ROWS:
        raise TableRefused(f"В таблице больше {MOST_ROWS} строк: разделите её на части.")
    while records and not records[-1]:
        records.pop()
    return records
