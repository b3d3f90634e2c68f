"""ODS and ODP: what stands on each sheet or slide."""

from files.extraction.archive import Archive
from files.extraction.assembly import Document
from files.extraction.leaves import Leaves
from files.extraction.limits import Limits
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.odt import NO_CONTENT, PARAGRAPHS, WHITE_SPACE, check_manifest, written
from files.extraction.result import State, Unreadable

SKIPPED = frozenset(
    {
        "table:tracked-changes",
        "office:annotation",
        "office:forms",
        "text:note-citation",
        "text:ruby-text",
        # What repeats on every slide and says nothing about it.
        "text:page-number",
        "text:date",
        "text:time",
        "presentation:header",
        "presentation:footer",
        "presentation:date-time",
    }
)


def read_leaves(path: str, limits: Limits, *, kind: str, element: str, label: str) -> Document:
    """The sheets or slides of a file: each `element` is one, called by its attribute `label` ("" for by number).

    Raises Unreadable, and zipfile.BadZipFile or ExpatError for damage.
    """
    content = _Content(Leaves(kind, limits), element, label)
    with Archive(path, limits.unpacked_bytes) as archive:
        if "content.xml" not in archive.names:
            raise Unreadable(State.BROKEN, NO_CONTENT)
        check_manifest(archive)
        parse(archive.chunks("content.xml"), content)
    return content.leaves.document()


class _Content(Handler):
    """Handler of content.xml; `leaves` is what it gives."""

    def __init__(self, leaves: Leaves, element: str, label: str):
        self.leaves = leaves
        self._element, self._label = element, label
        self._depth = 0  # of leaves: a table may stand inside a table
        self._paragraphs = 0
        self._cells = 0

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name in SKIPPED:
            return SKIP
        if name == self._element:
            self._depth += 1
            if self._depth == 1:
                self.leaves.begin(attributes.get(self._label, ""))
        elif name in PARAGRAPHS:
            self._paragraphs += 1
        elif name == "table:table-cell":
            self._cells += 1
        elif self._paragraphs:
            self.leaves.write(written(name, attributes))
        return None

    def end(self, name: str) -> None:
        if name == self._element:
            self._depth -= 1
        elif name in PARAGRAPHS:
            self._paragraphs -= 1
            if self._cells:
                self.leaves.end_paragraph_of_cell()
            else:
                self.leaves.end_line()
        elif name == "table:table-cell":
            self._cells -= 1
            self.leaves.end_cell()
        elif name == "table:table-row":
            self.leaves.end_line()

    def text(self, data: str) -> None:
        if self._paragraphs and self._depth:
            self.leaves.write(WHITE_SPACE.sub(" ", data))
