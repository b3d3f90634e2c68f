"""The text of a document in reading order, gathered from nested paragraphs, tables and page breaks."""

from dataclasses import dataclass, field
from enum import Enum, auto

from files.extraction.assembly import Section

# A dense sheet of A4 in small print holds fewer; a longer «page» means that breaks between pages are missing.
MAX_PAGE_CHARS = 10_000
MAX_COUNT_DIGITS = 5


class Mark(Enum):
    """What stands in a flow between stretches of text."""

    TEXT = auto()
    RENDERED = auto()  # a page began here when the editor last laid the document out
    FORCED = auto()  # the author asked for a new page here
    HEADING = auto()
    UNDECIDED = auto()  # the end of a section whose successor has not yet said where it begins


@dataclass
class Paragraph:
    """A paragraph being read; `asides` are its text boxes and notes, which come after it."""

    heading: bool = False
    items: list[tuple[Mark, str]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(value for mark, value in self.items if mark is Mark.TEXT)


class Flow:
    """Collects what a reader meets and divides it into pages or, when nothing tells the pages, by headings."""

    def __init__(self):
        self.items: list[tuple[Mark, str]] = []
        self._open: list[Paragraph] = []
        self._separator = ""
        self._cells = 0
        self._turns_in_row = self._turns_in_cell = 0

    @property
    def paragraph(self) -> Paragraph | None:
        """The innermost open paragraph."""
        return self._open[-1] if self._open else None

    @property
    def is_nested(self) -> bool:
        """Are we in a paragraph inside another one, that is, in a text box or a note?"""
        return len(self._open) > 1

    def open(self, heading: bool = False) -> None:
        """Begin a paragraph, inside the open one if there is one."""
        self._open.append(Paragraph(heading))

    def write(self, text: str) -> None:
        """Add text to the open paragraph; text outside paragraphs is the layout of the markup and is dropped."""
        if self._open and text:
            self._open[-1].items.append((Mark.TEXT, text))

    def aside(self, text: str) -> None:
        """Add text that belongs after the open paragraph."""
        if self._open and text:
            self._open[-1].asides.append(text)

    def break_page(self, mark: Mark) -> None:
        """Note a page break; text boxes do not turn pages.

        In a row of a table that crosses a page every cell tells of the same turn: it is noted once.
        """
        if self.is_nested:
            return
        if mark is Mark.RENDERED and self._cells:
            self._turns_in_cell += 1
            if self._turns_in_cell <= self._turns_in_row:
                return
            self._turns_in_row = self._turns_in_cell
        items = self._open[-1].items if self._open else self.items
        items.append((mark, ""))

    def open_cell(self) -> None:
        """Begin a cell of a table."""
        self._cells += 1
        if self._cells == 1:
            self._turns_in_cell = 0

    def close_cell(self) -> None:
        """End a cell: what follows it stands behind a tab."""
        self._cells -= 1
        self._separate("\t")

    def close_row(self) -> None:
        """End a row: what follows it stands on a new line."""
        if not self._cells:
            self._turns_in_row = 0
        self._separate("\n")

    def _separate(self, separator: str) -> None:
        if not self._open:
            self._separator = separator

    def close(self, separator: str = "\n") -> None:
        """End the innermost paragraph; an empty separator makes one paragraph of it and the next."""
        paragraph = self._open.pop()
        if self._open:
            self._open[-1].asides.extend([paragraph.text(), *paragraph.asides])
            return
        if paragraph.heading and paragraph.text().strip():
            self.items.append((Mark.HEADING, paragraph.text()))
        for mark, value in paragraph.items:
            self._put(mark, value)
        if separator or paragraph.text():
            self._separator = separator
        for aside in filter(str.strip, paragraph.asides):
            self._put(Mark.TEXT, aside)
            self._separator = "\n"

    def _put(self, mark: Mark, value: str) -> None:
        if mark is Mark.TEXT and self._separator:
            self.items.append((mark, self._separator))
            self._separator = ""
        self.items.append((mark, value))

    def plain_text(self) -> str:
        """The whole text without its division."""
        return "".join(value for mark, value in self.items if mark is Mark.TEXT)

    def sections(self, pages_by_editor: int) -> list[Section]:
        """Pages when the document tells where they begin, else parts by headings. At least one section.

        pages_by_editor  how many pages the editor counted when it saved the file, 0 when it does not say

        A wrong number is worse than none. Some editors save only the breaks that an author made, and fewer of them
        than the pages they counted; such pages are not believed, nor are pages longer than any sheet of paper.
        """
        marks = {mark for mark, _ in self.items}
        if marks.isdisjoint({Mark.RENDERED, Mark.FORCED}):
            return self._headed_parts()
        pages = self._pages()
        believed = Mark.RENDERED in marks or len(pages) >= pages_by_editor
        if believed and max(len(page.text) for page in pages) <= MAX_PAGE_CHARS:
            return pages
        return self._headed_parts()

    def _pages(self) -> list[Section]:
        """A forced break that a rendered one follows at once is the same turn of the page, seen twice."""
        pages: list[list[str]] = [[]]
        forced = False
        for mark, value in self.items:
            turns = (
                mark is Mark.RENDERED
                or (forced and mark is Mark.FORCED)
                or (forced and mark is Mark.TEXT and value.strip() != "")
            )
            if turns:
                pages.append([])
                forced = False
            if mark is Mark.FORCED:
                forced = True
            elif mark is Mark.TEXT:
                pages[-1].append(value)
        return [Section("".join(page), "page", str(number), number) for number, page in enumerate(pages, start=1)]

    def _headed_parts(self) -> list[Section]:
        parts: list[tuple[str, list[str]]] = [("", [])]
        for mark, value in self.items:
            if mark is Mark.HEADING:
                parts.append((value, []))
            elif mark is Mark.TEXT:
                parts[-1][1].append(value)
        (_, preface), *headed = parts
        sections = [Section("".join(text), "heading", label) for label, text in headed]
        return [Section("".join(preface)), *sections] if preface or not sections else sections


def split_pages(text: str, pages_by_editor: int) -> list[Section]:
    """A text with form feeds by pages when there are as many of them as the editor counted, else whole.

    For formats that mark new sections like new pages: any other number of marks says nothing of the pages.
    """
    pages = text.split("\f")
    if len(pages) != pages_by_editor:
        return [Section(text)]
    return [Section(page, "page", str(number), number) for number, page in enumerate(pages, start=1)]


def page_count(digits: str) -> int:
    """The editor's count of pages as it stands in a file; 0 when it is no number, or one that no document has."""
    return int(digits) if digits.isdecimal() and len(digits) <= MAX_COUNT_DIGITS else 0


def total_pages(sections: list[Section], pages_by_editor: int) -> int | None:
    """How many pages a document has in all: pages at its end may hold no text. None when pages are not known."""
    return max(len(sections), pages_by_editor) if sections[-1].kind == "page" else None
