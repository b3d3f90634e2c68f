"""XLS: the cells of each sheet, as a person sees them, under the name of the sheet."""

import io

import xlrd

from files.extraction.assembly import Document
from files.extraction.cells import date_text, number_text
from files.extraction.leaves import Leaves
from files.extraction.limits import Limits
from files.extraction.ole_streams import BROKEN, PASSWORD
from files.extraction.result import State, Unreadable

BOOLEANS = {1: "ИСТИНА", 0: "ЛОЖЬ"}


def read(path: str, limits: Limits) -> Document:
    """The text of an XLS file by sheets, hidden ones too. Raises Unreadable (encrypted, broken)."""
    leaves = Leaves("sheet", limits)
    # What the library has to say must not mix with the answer on standard output.
    with _open(path, io.StringIO()) as book:
        for index, name in enumerate(book.sheet_names()):
            leaves.begin(name)
            if not leaves.is_full:
                _write_sheet(leaves, _sheet(book, index), from_1904=bool(book.datemode))
                book.unload_sheet(index)
    return leaves.document()


def _open(path: str, log) -> xlrd.Book:
    try:
        return xlrd.open_workbook(path, logfile=log, use_mmap=False, on_demand=True, ragged_rows=True)
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise Unreadable(State.ENCRYPTED, PASSWORD) from error
        raise Unreadable(State.BROKEN, BROKEN) from error
    except MemoryError:
        raise
    except Exception as error:
        # The library checks little: on a damaged file it fails wherever it happens to stand.
        raise Unreadable(State.BROKEN, BROKEN) from error


def _sheet(book: xlrd.Book, index: int) -> xlrd.sheet.Sheet:
    try:
        return book.sheet_by_index(index)
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable(State.BROKEN, BROKEN) from error


def _write_sheet(leaves: Leaves, sheet: xlrd.sheet.Sheet, *, from_1904: bool) -> None:
    for row in range(sheet.nrows):
        for cell in sheet.row(row):
            leaves.write(_shown(cell, from_1904))
            leaves.end_cell()
        leaves.end_line()
        if leaves.is_full:
            return


def _shown(cell: xlrd.sheet.Cell, from_1904: bool) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return cell.value
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return number_text(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return date_text(cell.value, from_1904=from_1904)
    return BOOLEANS.get(cell.value, "") if cell.ctype == xlrd.XL_CELL_BOOLEAN else ""
