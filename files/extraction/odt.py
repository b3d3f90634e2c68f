"""ODT: paragraphs, lists, tables and notes by pages or, when the file does not tell them, by headings."""

import re

from files.extraction.archive import Archive
from files.extraction.assembly import Document
from files.extraction.flow import Flow, Mark, page_count, total_pages
from files.extraction.limits import Limits
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.odt_styles import OdtStyles
from files.extraction.result import State, Unreadable

PASSWORD = "Файл закрыт паролем: снимите пароль и загрузите его снова."
NO_CONTENT = "Файл повреждён: в нём нет основной части документа; откройте его в редакторе и сохраните заново."

PARAGRAPHS = frozenset({"text:p", "text:h"})
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
SKIPPED = frozenset(
    {"text:tracked-changes", "office:annotation", "text:note-citation", "text:ruby-text", "office:forms"}
)
MAX_SPACES = 100
# White space of the markup counts as one space; a real run of spaces is written as text:s.
WHITE_SPACE = re.compile(r"[ \t\r\n]+")


def read(path: str, limits: Limits) -> Document:
    """The text of an ODT file.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    with Archive(path, limits.unpacked_bytes) as archive:
        if "content.xml" not in archive.names:
            raise Unreadable(State.BROKEN, NO_CONTENT)
        check_manifest(archive)
        styles = OdtStyles()
        if "styles.xml" in archive.names:
            parse(archive.chunks("styles.xml"), styles)
        content = _Content(styles)
        parse(archive.chunks("content.xml"), content)
        count = _PageCount()
        if "meta.xml" in archive.names:
            parse(archive.chunks("meta.xml"), count)
    sections = content.flow.sections(count.pages)
    return Document(sections, total_pages(sections, count.pages))


def check_manifest(archive: Archive) -> None:
    """Raise Unreadable (encrypted) when the list of parts says that they are locked."""
    if "META-INF/manifest.xml" in archive.names:
        # OpenOffice 1 and 2 wrote a document type there.
        parse(archive.chunks("META-INF/manifest.xml"), _Manifest(), document_type=True)


class _Manifest(Handler):
    """Handler of the list of parts: says when they are encrypted."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "manifest:encryption-data":
            raise Unreadable(State.ENCRYPTED, PASSWORD)


class _PageCount(Handler):
    """Handler of meta.xml: what the editor that saved the file counted."""

    def __init__(self):
        self.pages = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "meta:document-statistic":
            self.pages = page_count(attributes.get("meta:page-count", ""))


class _Content(Handler):
    """Handler of content.xml; `flow` is what it gives."""

    def __init__(self, styles: OdtStyles):
        self.flow = Flow()
        self._styles = styles
        self._in_body = False
        self._seen_paragraph = False
        self._endings: list[str] = []  # styles of the open paragraphs

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if not self._in_body:
            self._in_body = name == "office:text"
            self._styles.start(name, attributes)
        elif name in SKIPPED or self._is_hidden(name, attributes):
            return SKIP
        elif name in PARAGRAPHS:
            self._open_paragraph(name, attributes.get("text:style-name", ""))
        elif name in CELLS:
            self.flow.open_cell()
        elif name == "table:table":
            self._break_before(attributes.get("table:style-name", ""))
        elif name == "text:soft-page-break":
            self.flow.break_page(Mark.RENDERED)
        else:
            self.flow.write(written(name, attributes))
        return None

    def _is_hidden(self, name: str, attributes: dict[str, str]) -> bool:
        if name in ("text:hidden-text", "text:hidden-paragraph") and attributes.get("text:is-hidden") == "true":
            return True
        if name == "text:section":
            return attributes.get("text:display") == "none"
        return name in ("text:span", *PARAGRAPHS) and self._styles.is_hidden(attributes.get("text:style-name", ""))

    def _open_paragraph(self, name: str, style: str) -> None:
        self._break_before(style)
        self._endings.append(style)
        self.flow.open(heading=name == "text:h")

    def _break_before(self, style: str) -> None:
        """The first paragraph of a document is on a new page anyway."""
        if self._seen_paragraph and self._styles.begins_page(style):
            self.flow.break_page(Mark.FORCED)

    def end(self, name: str) -> None:
        if not self._in_body:
            self._styles.end(name)
        elif name == "office:text":
            self._in_body = False
        elif name in PARAGRAPHS:
            self.flow.close()
            self._seen_paragraph = True
            if self._styles.ends_page(self._endings.pop()):
                self.flow.break_page(Mark.FORCED)
        elif name in CELLS:
            self.flow.close_cell()
        elif name == "table:table-row":
            self.flow.close_row()

    def text(self, data: str) -> None:
        if self._in_body:
            self.flow.write(WHITE_SPACE.sub(" ", data))


def written(name: str, attributes: dict[str, str]) -> str:
    """The text an empty element stands for, "" for all others."""
    if name == "text:s":
        count = attributes.get("text:c", "1")
        return " " * min(int(count), MAX_SPACES) if count.isdecimal() else " "
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")
