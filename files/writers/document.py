"""A document in plain words: what a DOCX and a PDF are made of, so that both say the same."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Heading:
    """A heading; `level` is 2 for a section, 3 for a part of it (1 is the document's title)."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """Running text; `muted`: a remark in small letters."""

    text: str
    muted: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list of texts; `ordered`: with numbers."""

    items: tuple
    ordered: bool = False


@dataclass(frozen=True)
class Table:
    """A table. A cell is a text (line breaks are kept) or a Bullets.

    rows     tuples of cells, all of one length
    head     texts of the first row, repeated on every page; empty: a table without a head
    widths   relative widths of the columns; empty: equal ones
    caption  what the table is, for those who hear it
    titled   the first column holds the titles of the rows
    """

    rows: tuple
    head: tuple = ()
    widths: tuple = ()
    caption: str = ""
    titled: bool = False

    @property
    def shares(self):
        """The widths in whole per cent."""
        return [round(100 * width / sum(self.widths)) for width in self.widths]


@dataclass(frozen=True)
class Document:
    """A whole document: its title, a line under it, who gives it out, its parts in order; `wide`: on a lying sheet."""

    title: str
    parts: list = field(default_factory=list)
    subtitle: str = ""
    publisher: str = ""
    wide: bool = False
