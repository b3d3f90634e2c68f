"""Tables as an XLSX book. The library behind it is loaded with the first table that a process writes: few of them do."""

from dataclasses import dataclass

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, the texts of its first row, rows of cells (text, number, date or None), widths in letters."""

    name: str
    head: tuple
    rows: tuple
    widths: tuple = ()


def write_xlsx(*sheets):
    """Return the bytes of an XLSX book of Sheets."""
    from files.writers.xlsx_file import xlsx_bytes

    return xlsx_bytes(sheets)
