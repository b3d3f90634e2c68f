"""Open Packaging: how the parts of a DOCX or a PPTX find one another."""

import posixpath

from files.extraction.archive import Archive
from files.extraction.markup import SKIP, Handler, parse
from files.extraction.result import State, Unreadable

NO_MAIN_PART = "Файл повреждён: в нём нет основной части документа; откройте его в редакторе и сохраните заново."


class Relations(Handler):
    """The relations of one part: `by_id` to a part's name, `of_type` to all parts of a type.

    A type is the last word of its address ("slide", "footnotes"): the two editions of the standard differ in the
    rest. Links out of the package and links to parts that are missing are left out.
    """

    def __init__(self, archive: Archive, part: str = ""):
        self._archive = archive
        self._folder = posixpath.dirname(part)
        self._by_id: dict[str, str] = {}
        self._by_type: dict[str, list[str]] = {}
        name = posixpath.join(self._folder, "_rels", posixpath.basename(part) + ".rels")
        if name in archive.names:
            parse(archive.chunks(name), self)

    def by_id(self, relation: str) -> str | None:
        """The name of the part a relation leads to, None when it leads to none."""
        return self._by_id.get(relation)

    def of_type(self, kind: str) -> list[str]:
        """The names of all related parts of a type, in the order of the file."""
        return self._by_type.get(kind, [])

    def start(self, name: str, attributes: dict[str, str]) -> object:
        if name == "Relationships":
            return None
        target = posixpath.normpath(posixpath.join("/", self._folder, attributes.get("Target", ""))).lstrip("/")
        if attributes.get("TargetMode") != "External" and target in self._archive.names:
            self._by_id[attributes.get("Id", "")] = target
            self._by_type.setdefault(attributes.get("Type", "").rpartition("/")[2], []).append(target)
        return SKIP


def main_part(archive: Archive) -> str:
    """The name of the part a package is about. Raises Unreadable (broken) when there is none."""
    for part in Relations(archive).of_type("officeDocument"):
        return part
    raise Unreadable(State.BROKEN, NO_MAIN_PART)
