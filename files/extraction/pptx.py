"""PPTX: the slides in the order of the show, each with its diagrams and the speaker's notes."""

from files.extraction.archive import Archive
from files.extraction.assembly import Document, Section
from files.extraction.limits import Limits
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.package import Relations, main_part

# Fields that repeat on every slide and say nothing about it.
SKIPPED_FIELDS = ("slidenum", "datetime")
ENDS = {"a:p": "\n", "a:br": "\n", "a:tr": "\n", "a:tc": "\t"}


def read(path: str, limits: Limits) -> Document:
    """The text of a PPTX file by slides, hidden ones too.

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    with Archive(path, limits.unpacked_bytes) as archive:
        part = main_part(archive)
        relations = Relations(archive, part)
        order = _SlideOrder()
        parse(archive.chunks(part), order)
        slides = [relations.by_id(relation) for relation in order.relations]
        sections = [
            Section(_slide_text(archive, slide) if slide else "", "slide", str(number), number)
            for number, slide in enumerate(slides, start=1)
        ]
    return Document(sections, len(sections))


def _slide_text(archive: Archive, slide: str) -> str:
    relations = Relations(archive, slide)
    parts = [slide, *relations.of_type("diagramData"), *relations.of_type("notesSlide")]
    return "\n".join(_text(archive, part) for part in parts)


def _text(archive: Archive, part: str) -> str:
    drawing = _Drawing()
    parse(archive.chunks(part), drawing)
    return "".join(drawing.pieces)


class _SlideOrder(Handler):
    """Handler of the main part: relations of the slides in the order of the show."""

    def __init__(self):
        self.relations: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "p:sldId":
            self.relations.append(attributes.get("r:id", ""))


class _Drawing(Handler):
    """Handler of a slide, its notes or a diagram: text of shapes, groups and tables."""

    def __init__(self):
        self.pieces: list[str] = []
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name == "a:fld" and attributes.get("type", "").startswith(SKIPPED_FIELDS):
            return SKIP
        if name == "a:t":
            self._in_text = True
        return None

    def end(self, name: str) -> None:
        if name == "a:t":
            self._in_text = False
        elif separator := ENDS.get(name):
            if name in ("a:tc", "a:tr") and self.pieces and self.pieces[-1] in "\n\t":
                self.pieces[-1] = separator
            else:
                self.pieces.append(separator)

    def text(self, data: str) -> None:
        if self._in_text:
            self.pieces.append(data)
