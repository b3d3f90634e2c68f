"""Blocks → a flat spreadsheet (.fods), from which LibreOffice makes XLSX, XLS and ODS."""

import math
import re
from xml.sax.saxutils import escape, quoteattr

from .markdown import Heading, Listing, Paragraph, Table, parse, plain
from .odf import fill

DASH_MM = 4
# A reference of the sources (B5, $B$5, Лист.B5) becomes one of OpenDocument ([.B5], [$'Лист'.B5]); words in quotes stay.
REFERENCE = re.compile(r'"[^"]*"|(?<![\w.])(?:(?P<sheet>[^\W\d]\w*)\.)?(?P<cell>\$?[A-Z]{1,2}\$?\d+)(?![\w(])')
# Letters of 10 pt in a millimetre of a merged row, for its height.
LETTERS_IN_MM = 0.56


def spreadsheet(head, body):
    """The .fods text of a source; every first-level heading begins a sheet."""
    sheets, widths = [], {}
    for block in parse(body):
        if isinstance(block, Heading) and block.level == 1:
            sheets.append((plain(block.text), []))
        else:
            sheets[-1][1].append(block)
    tables = "".join(_sheet(number, name, blocks, widths) for number, (name, blocks) in enumerate(sheets))
    return fill(
        "spreadsheet.xml", title=escape(head["title"]), styles="".join(_width(mm) for mm in widths), tables=tables
    )


def _width(mm):
    return (
        f'<style:style style:name="W{mm}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{mm}mm"/></style:style>'
    )


def _sheet(number, name, blocks, widths):
    tables = [block for block in blocks if isinstance(block, Table)]
    count = max((len(table.widths) for table in tables), default=1)
    columns = [
        DASH_MM * max(table.widths[column] for table in tables if column < len(table.widths)) for column in range(count)
    ]
    widths.update(dict.fromkeys(columns))
    rows = "".join(_rows(block, columns) for block in blocks)
    styled = "".join(f'<table:table-column table:style-name="W{mm}"/>' for mm in columns)
    return f'<table:table table:name={quoteattr(name)} table:style-name="Sheet">{styled}{rows}</table:table>'


def _rows(block, columns):
    match block:
        case Heading():
            return _wide(block.text, columns, "Heading")
        case Paragraph():
            return _wide(block.text, columns, "Boxed" if block.boxed else "Wide")
        case Listing():
            lines = (
                f"{number}. {item.text}" if block.ordered else f"• {item.text}"
                for number, item in enumerate(block.items, start=block.start)
            )
            return "".join(_wide(line, columns, "Wide") for line in lines) + _empty()
        case Table():
            header, *rows = block.rows
            top = _row(header, columns, "Head")
            return top + "".join(_row(row, columns, "Cell") for row in rows) + _empty()


def _empty():
    return "<table:table-row><table:table-cell/></table:table-row>"


def _wide(text, columns, style):
    """A row of words over all the columns, as high as the words need."""
    said = plain(text)
    lines = _lines(said, sum(columns) * (0.85 if style == "Heading" else 1))
    return (
        f'<table:table-row table:style-name="H{min(lines, 8)}">'
        f'<table:table-cell table:style-name="{style}" office:value-type="string"'
        f' table:number-columns-spanned="{len(columns)}"><text:p>{escape(said)}</text:p></table:table-cell>'
        f'<table:covered-table-cell table:number-columns-repeated="{max(len(columns) - 1, 1)}"/></table:table-row>'
    )


def _row(cells, columns, style):
    lines = max(
        _lines(cell if cell.startswith("=") else plain(cell), mm) for cell, mm in zip(cells, columns, strict=False)
    )
    inside = "".join(_cell(cell, style) for cell in cells)
    return f'<table:table-row table:style-name="H{min(lines, 8)}">{inside}</table:table-row>'


def _lines(text, mm):
    """How many lines a cell of a width needs; a formula shows its short result."""
    if text.startswith("="):
        return 1
    return sum(max(1, math.ceil(len(line) / (mm * LETTERS_IN_MM))) for line in text.split("\n"))


def _cell(text, style):
    if text.startswith("="):  # before the marks are taken off: =A1*B1*C1 is not italic
        formula = quoteattr(f"of:{REFERENCE.sub(_reference, text)}")
        return f'<table:table-cell table:style-name="Sum" table:formula={formula}/>'
    said = plain(text)
    if style == "Cell" and re.fullmatch(r"-?\d+(?:[.,]\d+)?", said):
        value = said.replace(",", ".")
        return (
            f'<table:table-cell table:style-name="Number" office:value-type="float" office:value="{value}">'
            f"<text:p>{said}</text:p></table:table-cell>"
        )
    if style == "Cell" and re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return f'<table:table-cell table:style-name="Date" office:value-type="date" office:date-value="{said}"/>'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in said.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _reference(match):
    if not match["cell"]:
        return match[0]
    sheet = f"$'{match['sheet']}'" if match["sheet"] else ""
    return f"[{sheet}.{match['cell']}]"
