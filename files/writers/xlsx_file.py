"""Tables as an XLSX book: text that a formula could hide in stays text, numbers and dates stay what they are."""

import io
from datetime import date, datetime

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from files.writers.cells import fit_for_xml, neutralise

# What Excel refuses in the name of a sheet, and its length.
UNFIT_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NAME_LENGTH = 31
# Excel cuts longer cells.
CELL_LENGTH = 32_767


def xlsx_bytes(sheets):
    """Return the bytes of an XLSX book of Sheets."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(fit_for_xml(sheet.name).translate(UNFIT_IN_NAME)[:NAME_LENGTH])
        for number, width in enumerate(sheet.widths, 1):
            page.column_dimensions[get_column_letter(number)].width = width
        page.freeze_panes = "A2"
        page.append([_cell(page, text, Font(bold=True)) for text in sheet.head])
        for row in sheet.rows:
            page.append([_cell(page, value) for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(page, value, font=None):
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.make_naive(value)
    elif value is not None and not isinstance(value, int | float | date) and not hasattr(value, "as_tuple"):
        value = neutralise(fit_for_xml(value))[:CELL_LENGTH]
    cell = WriteOnlyCell(page, value)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if font:
        cell.font = font
    return cell
