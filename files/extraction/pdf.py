"""PDF: the text of each page, under its true number."""

import pypdfium2
from pypdfium2 import raw

from files.extraction.assembly import Document, Section
from files.extraction.cleaning import join_hyphenated
from files.extraction.limits import Limits
from files.extraction.ocr import recognise, remark
from files.extraction.result import State, Unreadable

PASSWORD = "Файл закрыт паролем: снимите пароль и загрузите его снова."
BROKEN = "Файл повреждён или это не PDF: откройте его в программе просмотра и сохраните заново."


def read(path: str, limits: Limits) -> Document:
    """The pages of a PDF file. A page that cannot be read is empty and is counted in the remark; the pages of
    a scan are recognised when the limits let them.

    Raises Unreadable (encrypted, broken).
    """
    document = _open(path)
    try:
        total = len(document)
        sections, failed = [], 0
        for index in range(min(total, limits.places)):
            try:
                text = join_hyphenated(_text_of_page(document, index))
            except pypdfium2.PdfiumError:
                text, failed = "", failed + 1
            sections.append(Section(text, "page", str(index + 1), index + 1))
        if failed == len(sections):
            raise Unreadable(State.BROKEN, BROKEN)
        if limits.ocr_pages and not any(letter.isalpha() for section in sections for letter in section.text):
            return Document(list(recognise(document, limits)), total, remark(total, limits))
        return Document(sections, total, _remark(failed, total, limits))
    finally:
        document.close()


def _open(path: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable(State.ENCRYPTED, PASSWORD) from error
        raise Unreadable(State.BROKEN, BROKEN) from error


def _text_of_page(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            return text_page.get_text_bounded()
        finally:
            text_page.close()
    finally:
        page.close()


def _remark(failed: int, total: int, limits: Limits) -> str:
    if total > limits.places:
        return f"Проиндексированы первые {limits.places} страниц из {total}."
    return f"Не удалось прочитать страниц: {failed} из {total}." if failed else ""
