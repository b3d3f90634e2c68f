"""Plan tables as they come: Word with merged cells, Excel, CSV; made by code."""

import io

import docx
from openpyxl import Workbook

HEAD = ("№ п/п", "Мероприятие", "Сроки", "Ответственные")
ROWS = (
    ("1.1", "Провести вводный семинар", "октябрь 2026", "Иванова А. А."),
    ("1.2", "Собрать творческую группу", "в течение года", "руководители групп"),
)


def saved(book):
    """The bytes of a python-docx document or of an openpyxl book."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def fill(table, rows):
    """Add rows of texts to a python-docx table."""
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def word(*parts):
    """A DOCX of paragraphs (texts) and tables (lists of rows of one length)."""
    book = docx.Document()
    for part in parts:
        if isinstance(part, str):
            book.add_paragraph(part)
        else:
            fill(book.add_table(rows=0, cols=len(part[0])), part)
    return saved(book)


def merged_word():
    """A plan as schools write it: stages over the whole width, a header of two rows, people and items over several rows."""
    book = docx.Document()
    book.add_paragraph("План реализации программы")
    table = book.add_table(rows=0, cols=5)
    fill(
        table,
        [
            ("№ п/п", "Мероприятие", "Сроки", "", "Ответственный"),
            ("", "", "начало", "окончание", ""),
            ("1", "2", "3", "4", "5"),
            ("I этап – подготовительный (сентябрь 2026 – декабрь 2026)", "", "", "", ""),
            ("Работа с педагогами", "", "", "", ""),
            ("1.1", "Вводный семинар", "сентябрь 2026", "октябрь 2026", "Иванова А. А."),
            ("1.2", "Творческая группа", "октябрь 2026", "октябрь 2026", ""),
            ("2 этап основной", "", "", "", ""),
            ("2.1", "Мастер-классы", "январь 2027", "январь 2027", "Петров Б. Б."),
            ("", "", "март 2027", "апрель 2027", "Сидоров В. В."),
        ],
    )
    for place in (0, 1, 4):
        table.cell(0, place).merge(table.cell(1, place))
    table.cell(0, 2).merge(table.cell(0, 3))
    for place in (3, 4, 7):
        table.cell(place, 0).merge(table.cell(place, 4))
    table.cell(5, 4).merge(table.cell(6, 4))
    for place in (0, 1):
        table.cell(8, place).merge(table.cell(9, place))
    return saved(book)


def excel(*rows, merged=(), title=None):
    """An XLSX of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for bounds in merged:
        book.active.merge_cells(bounds)
    if title:
        book.active.title = title
    return saved(book)


def csv_of(*rows, encoding="utf-8-sig"):
    """A CSV with semicolons."""
    return "\r\n".join(";".join(row) for row in rows).encode(encoding)
