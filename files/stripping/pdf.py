"""A PDF without its information, XMP, attachments, scripts, notes and the metadata of its pictures.

The pages are carried over into a new document: what stands beside them stays behind, bookmarks and form logic among it.
PDFium writes its objects plainly, one after another, so what hangs on pages and pictures is blanked there in place, and a
second carrying-over leaves it behind.
"""

import contextlib
import io
import re

import pypdfium2
from pypdfium2 import raw

from files.refusals import Refused
from files.stripping.pictures import JPEG_END, belongs_to_jpeg, jpeg_segments

BROKEN = "PDF повреждён или закрыт паролем, копию из него не сделать."
# Notes in the margin and marks of a reader; what may be content (links, fields, text on top, stamps) stays, unsigned.
NOTES = {
    raw.FPDF_ANNOT_TEXT,
    raw.FPDF_ANNOT_POPUP,
    raw.FPDF_ANNOT_HIGHLIGHT,
    raw.FPDF_ANNOT_UNDERLINE,
    raw.FPDF_ANNOT_SQUIGGLY,
    raw.FPDF_ANNOT_STRIKEOUT,
    raw.FPDF_ANNOT_CARET,
    raw.FPDF_ANNOT_FILEATTACHMENT,
}
# Who and when; in a field the same key is the field's name.
SIGNATURES = (b"T", b"CreationDate", b"M", b"Subj", b"RC")
ENTRIES = re.compile(rb"/(?:Metadata|PieceInfo|LastModified)\s*(?=[\d<(\[])")
REFERENCE = re.compile(rb"\d+ \d+ R\b")
STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(?=\xff\xd8\xff)")
OBJECTS = re.compile(rb"(\d+ \d+ obj\b.*?)(?=stream\r?\n|endobj)", re.DOTALL)


def clean(source, target):
    """Write the clean copy of the PDF `source` to `target`. Raises Refused."""
    first = _carried_over(source, without_notes=True)
    second = _carried_over(bytes(_blanked(bytearray(first))), without_notes=False)
    with open(target, "wb") as copy:
        copy.write(second)


def _carried_over(source, *, without_notes):
    try:
        old, new = pypdfium2.PdfDocument(source), pypdfium2.PdfDocument.new()
        new.import_pages(old)
        if without_notes:
            for page in new:
                _drop_notes(page)
        copy = io.BytesIO()
        new.save(copy)
    except pypdfium2.PdfiumError as error:
        raise Refused(BROKEN) from error
    return copy.getvalue()


def _drop_notes(page):
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        note = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(note)
        if kind not in NOTES and kind != raw.FPDF_ANNOT_WIDGET:
            for key in SIGNATURES:
                if raw.FPDFAnnot_HasKey(note, key):
                    raw.FPDFAnnot_SetStringValue(note, key, (raw.FPDF_WCHAR * 1)(0))
        raw.FPDFPage_CloseAnnot(note)
        if kind in NOTES:
            raw.FPDFPage_RemoveAnnot(page, index)


def _blanked(data):
    """Overwrite in place, so that nothing moves: entries of the objects' dictionaries, notes inside JPEG pictures."""
    for found in list(OBJECTS.finditer(bytes(data))):
        for entry in ENTRIES.finditer(found[1]):
            end = _end_of_value(found[1], entry.end())
            start = found.start(1) + entry.start()
            data[start : found.start(1) + end] = b" " * (end - entry.start())
    for found in STREAM.finditer(bytes(data)):
        _blank_jpeg(data, found.end(), data.find(b"endstream", found.end()))
    return data


def _end_of_value(text, start):
    for simple in (REFERENCE, STRING):
        if found := simple.match(text, start):
            return found.end()
    depth, at = 0, start
    while at < len(text):
        if text[at : at + 2] in (b"<<", b">>"):
            depth += 1 if text[at : at + 2] == b"<<" else -1
            at += 2
            if depth == 0:
                return at
        elif found := STRING.match(text, at):
            at = found.end()
        else:
            at += 1
    raise Refused(BROKEN)


def _blank_jpeg(data, start, end):
    """Fill what does not belong to the JPEG picture from `start` to `end` with nothing: EXIF, comments, what follows it."""
    picture = bytes(data[start:end])
    # A damaged picture is not shown either; what was found before the damage is blanked.
    with contextlib.suppress(ValueError, IndexError):
        for marker, first, last in jpeg_segments(picture):
            if not belongs_to_jpeg(marker, picture[first + 4 : last]):
                data[start + first + 4 : start + last] = bytes(last - first - 4)
            if marker == JPEG_END:
                data[start + last : end] = b" " * (len(picture) - last)
