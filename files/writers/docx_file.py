"""A Document as DOCX: headings, lists and tables by styles, so that a screen reader and the contents of Word find them."""

import io
from functools import singledispatch

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from files.writers.cells import fit_for_xml
from files.writers.document import Bullets, Heading, Paragraph, Table

FONT = "Times New Roman"
WIDTH, HEIGHT, LEFT, RIGHT, EDGE = Cm(21), Cm(29.7), Cm(2.5), Cm(1.5), Cm(2)


def docx_bytes(document):
    """Return the bytes of a DOCX file of a Document."""
    book = docx.Document()
    _set_look(book, document)
    book.add_heading(fit_for_xml(document.title), 0)
    if document.subtitle:
        book.add_paragraph(fit_for_xml(document.subtitle), style="Subtitle")
    for part in document.parts:
        _add(part, book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _set_look(book, document):
    section = book.sections[0]
    section.page_width, section.page_height = (HEIGHT, WIDTH) if document.wide else (WIDTH, HEIGHT)
    section.orientation = WD_ORIENT.LANDSCAPE if document.wide else WD_ORIENT.PORTRAIT
    section.left_margin, section.right_margin, section.top_margin, section.bottom_margin = LEFT, RIGHT, EDGE, EDGE
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        style = book.styles[name]
        style.font.name = FONT
        # Word takes Cyrillic letters by the name for «other» scripts, and headings by the theme's.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(script), FONT)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            fonts.attrib.pop(qn(theme), None)
    book.styles["Normal"].font.size = Pt(12)
    book.styles["Title"].font.size = Pt(18)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "ru-RU")
    book.styles["Normal"].element.get_or_add_rPr().append(language)
    core = book.core_properties
    core.title, core.author, core.comments = (
        fit_for_xml(document.title)[:255],
        fit_for_xml(document.publisher)[:255],
        "",
    )
    core.language = "ru-RU"


@singledispatch
def _add(part, book):
    raise TypeError(f"{type(part).__name__} is no part of a document")


@_add.register
def _add_heading(part: Heading, book):
    # A document's title is Word's «Title», so its sections are headings of the first level.
    book.add_heading(fit_for_xml(part.text), part.level - 1)


@_add.register
def _add_paragraph(part: Paragraph, book):
    paragraph = book.add_paragraph(fit_for_xml(part.text))
    if part.muted:
        for run in paragraph.runs:
            run.font.size = Pt(10)


@_add.register
def _add_bullets(part: Bullets, book):
    if part.ordered:
        # Numbers are written: those of Word's style would go on from one list into the next.
        for number, item in enumerate(part.items, 1):
            book.add_paragraph(fit_for_xml(f"{number}. {item}"))
        return
    for item in part.items:
        book.add_paragraph(fit_for_xml(item), style="List Bullet")


@_add.register
def _add_table(part: Table, book):
    columns = len(part.head or part.rows[0]) if part.head or part.rows else 0
    if not columns:
        return
    section = book.sections[0]
    space = section.page_width - section.left_margin - section.right_margin
    shares = part.widths or (1,) * columns
    widths = [int(space * share / sum(shares)) for share in shares]
    table = book.add_table(rows=0, cols=columns, style="Table Grid")
    table.autofit = False
    # One walk over a row's cells: python-docx builds the whole grid anew for every single cell asked by its place.
    for row in [part.head, *part.rows] if part.head else part.rows:
        for cell, width, value in zip(table.add_row().cells, widths, row, strict=True):
            cell.width = width
            _fill(cell, value)
    if part.head:
        _repeat(table.rows[0])
    book.add_paragraph()


def _fill(cell, value):
    if isinstance(value, Bullets):
        lines = [f"{number}. {item}" if value.ordered else f"– {item}" for number, item in enumerate(value.items, 1)]
    else:
        lines = str(value).split("\n")
    paragraph = cell.paragraphs[0]
    for number, line in enumerate(lines):
        paragraph = cell.add_paragraph() if number else paragraph
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.add_run(fit_for_xml(line)).font.size = Pt(11)


def _repeat(row):
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
    for cell in row.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
