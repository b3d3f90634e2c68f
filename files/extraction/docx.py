"""DOCX: the document, its notes where they are named, its running headers and footers once."""

from files.extraction.archive import Archive
from files.extraction.assembly import Document, Section
from files.extraction.docx_story import Story
from files.extraction.docx_styles import Styles
from files.extraction.flow import page_count, total_pages
from files.extraction.limits import Limits
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.package import Relations, main_part

NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}


def read(path: str, limits: Limits) -> Document:
    """The text of a DOCX file by pages or, when it does not tell its pages, by headings.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    with Archive(path, limits.unpacked_bytes) as archive:
        part = main_part(archive)
        relations = Relations(archive, part)
        styles = Styles(archive, relations.of_type("styles"))
        story = Story(styles, _notes(archive, relations, styles))
        parse(archive.chunks(part), story)
        pages = _pages_by_editor(archive)
        sections = _with_running_text(story.flow.sections(pages), _running_text(archive, relations, styles))
        return Document(sections, total_pages(sections, pages))


class _Notes(Handler):
    """Handler of a part with notes: a story of its own for each of them."""

    def __init__(self, element: str, styles: Styles, found: dict[tuple[str, str], str]):
        self._element = element
        self._styles = styles
        self._found = found
        self._story: Story | None = None
        self._key = ""

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if self._story:
            return self._story.start(name, attributes)
        if name == self._element:
            if attributes.get("w:type", "normal") != "normal":
                return SKIP  # the line that separates notes from the text
            self._key = attributes.get("w:id", "")
            self._story = Story(self._styles, {})
        return None

    def end(self, name: str) -> None:
        if self._story and name == self._element:
            self._found[self._element, self._key] = self._story.flow.plain_text()
            self._story = None
        elif self._story:
            self._story.end(name)

    def text(self, data: str) -> None:
        if self._story:
            self._story.text(data)


def _notes(archive: Archive, relations: Relations, styles: Styles) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind, element in NOTES.items():
        for part in relations.of_type(kind):
            parse(archive.chunks(part), _Notes(element, styles, found))
    return found


def _running_text(archive: Archive, relations: Relations, styles: Styles) -> str:
    """Headers and footers, each wording once; a bare page number is no wording."""
    found: dict[str, None] = {}
    for part in relations.of_type("header") + relations.of_type("footer"):
        story = Story(styles, {})
        parse(archive.chunks(part), story)
        text = story.flow.plain_text().strip()
        if any(letter.isalpha() for letter in text):
            found[text] = None
    return "\n".join(found)


def _with_running_text(sections: list[Section], running: str) -> list[Section]:
    """It stands on every page; here it ends the first, after the words that say what the document is about."""
    first, *rest = sections
    text = "\n".join(filter(None, (first.text, running)))
    return [Section(text, first.kind, first.label, first.number), *rest]


class _PageCount(Handler):
    """Handler of docProps/app.xml: what the editor that saved the file counted."""

    def __init__(self):
        self.pages = 0
        self._digits: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Pages":
            self._digits = []

    def end(self, name: str) -> None:
        if name == "Pages" and self._digits is not None:
            self.pages = page_count("".join(self._digits).strip())
            self._digits = None

    def text(self, data: str) -> None:
        if self._digits is not None:
            self._digits.append(data)


def _pages_by_editor(archive: Archive) -> int:
    count = _PageCount()
    for part in Relations(archive).of_type("extended-properties")[:1]:
        parse(archive.chunks(part), count)
    return count.pages
