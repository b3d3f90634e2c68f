"""The child's way in: finds the reader of a file and names what went wrong."""

import json
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from files.extraction.result import Unreadable
from files.tables.csv_table import csv_records
from files.tables.docx_grids import docx_grids, most_rows_exceeded
from files.tables.errors import TableRefused
from files.tables.grids import CELL_CHARS, MOST_COLUMNS, Grid, GridRow, cut, to_json
from files.tables.xlsx_grids import xlsx_grids
from files.tables.xlsx_table import MAGIC

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF-"
# Beginnings of what columns are called: in a CSV they show what divides the cells.
USUAL_NAMES = ("№", "номер", "этап", "направлен", "мероприят", "наименован", "содержан", "срок", "дата", "место")
USUAL_NAMES += ("ответствен", "исполнител", "состояни", "результат")
BROKEN = "Файл повреждён или записан не по правилам своего формата: откройте его в редакторе и сохраните заново."
TOO_LARGE = "Файл слишком велик для разбора: разделите таблицу на части."


def main(source, target, most_rows):
    """Write the Lines and Grids of the file `source` to `target` as JSON. Raises Refused."""
    try:
        blocks = _read(Path(source), int(most_rows))
        Path(target).write_text(json.dumps(to_json(blocks), ensure_ascii=False), encoding="utf-8")
    except Unreadable as error:
        raise TableRefused(error.reason) from error
    except (BadZipFile, ExpatError, KeyError, UnicodeError) as error:
        raise TableRefused(BROKEN) from error
    except (MemoryError, OSError) as error:  # the fence stops the writing of too much as an error of the disk
        raise TableRefused(TOO_LARGE) from error


def _read(path, most_rows):
    with path.open("rb") as stream:
        head = stream.read(8)
    if head.startswith(MAGIC):
        return _reader_of(path)(path, most_rows)
    if head == OLD_OFFICE:
        raise TableRefused("Это файл старого Word или Excel: сохраните его в формате DOCX или XLSX и загрузите снова.")
    if head.startswith(PDF):
        raise TableRefused("Из PDF таблица не читается: нужен исходный файл DOCX, XLSX или CSV.")
    records = csv_records(path, lambda name: name.strip().casefold().startswith(USUAL_NAMES))
    if len(records) > most_rows:
        raise most_rows_exceeded(most_rows)
    return [Grid([GridRow([cut(cell.strip(), CELL_CHARS + 1) for cell in row[:MOST_COLUMNS]]) for row in records])]


def _reader_of(path):
    """A package says by its parts what it is; the ending of a name may lie."""
    from files.extraction.archive import Archive

    with Archive(path, 0), ZipFile(path) as package:
        names = package.namelist()
    if any(name.startswith("word/") for name in names):
        return docx_grids
    if any(name.startswith("xl/") for name in names):
        return xlsx_grids
    raise TableRefused("Это не документ Word и не книга Excel: сохраните план в формате DOCX, XLSX или CSV.")
