"""The one door for exports: a document or tables in plain words in, bytes of DOCX, PDF and XLSX out (design §2).

What people have typed is never a formula in a table, and never a tag or a field in a document.
"""

from files.writers.body import parts_of_block, parts_of_body, raw_blocks
from files.writers.cells import neutralise, plain
from files.writers.document import Bullets, Document, Heading, Paragraph, Table
from files.writers.docx import DOCX_TYPE, write_docx
from files.writers.ical import ICAL_TYPE, Occasion, write_calendar
from files.writers.kept import DOCX, PDF, Format, kept_attachment
from files.writers.page import document_html
from files.writers.responses import attachment
from files.writers.xlsx import XLSX_TYPE, Sheet, write_xlsx

__all__ = [
    "DOCX",
    "DOCX_TYPE",
    "ICAL_TYPE",
    "PDF",
    "XLSX_TYPE",
    "Bullets",
    "Document",
    "Format",
    "Heading",
    "Occasion",
    "Paragraph",
    "Sheet",
    "Table",
    "attachment",
    "document_html",
    "kept_attachment",
    "neutralise",
    "parts_of_block",
    "parts_of_body",
    "plain",
    "raw_blocks",
    "write_calendar",
    "write_docx",
    "write_xlsx",
]
