"""Sheets or slides being filled, no further than a document's text may go."""

from files.extraction.assembly import Document, Section
from files.extraction.limits import Limits

CUT = "Проиндексировано только начало файла: текста в нём больше, чем читается."


class Leaves:
    """The sheets ("sheet") or slides ("slide") of one file, each begun before it is written to.

    A few bytes of a file may stand for millions of cells, so text is counted as it comes and dropped when there is
    more of it than `limits.text_chars`.
    """

    def __init__(self, kind: str, limits: Limits):
        self._kind = kind
        self._left = limits.text_chars
        self._leaves: list[tuple[str, list[str]]] = []

    @property
    def is_full(self) -> bool:
        """Is there no room for more text?"""
        return self._left < 0

    def begin(self, label: str = "") -> None:
        """Begin the next leaf; without a `label` it is called by its number."""
        self._leaves.append((label or str(len(self._leaves) + 1), []))

    def write(self, text: str) -> None:
        """Add text to the leaf begun last; text before the first leaf belongs to no place and is dropped."""
        if self._leaves and text and not self.is_full:
            self._left -= len(text)
            self._leaves[-1][1].append(text)

    def end_cell(self) -> None:
        """What follows stands behind a tab."""
        self._separate("\t")

    def end_line(self) -> None:
        """What follows stands on a new line."""
        self._separate("\n")

    def end_paragraph_of_cell(self) -> None:
        """What follows in the same cell stands behind a space."""
        self._separate(" ")

    def _separate(self, separator: str) -> None:
        """Of separators that meet, the last stays, but the end of a line always does: empty cells leave nothing."""
        pieces = self._leaves[-1][1] if self._leaves else []
        if pieces and pieces[-1] in (" ", "\t"):
            pieces[-1] = separator
        elif pieces and pieces[-1] != "\n":
            pieces.append(separator)

    def document(self, total: int | None = None) -> Document:
        """The leaves in order. Slides have numbers; a sheet is found by its name, which is no number of a page."""
        numbered = self._kind == "slide"
        sections = [
            Section("".join(pieces), self._kind, label, number if numbered else None)
            for number, (label, pieces) in enumerate(self._leaves, start=1)
        ]
        return Document(sections, total or len(sections), CUT if self.is_full else "")
