"""The small Markdown of the sources: blocks and runs of text. What is not known here is plain text."""

import re
from dataclasses import dataclass, field


@dataclass
class Heading:
    level: int
    text: str


@dataclass
class Paragraph:
    text: str
    boxed: bool = False


@dataclass
class Item:
    text: str
    inner: "Listing | None" = None


@dataclass
class Listing:
    ordered: bool
    start: int
    items: list[Item] = field(default_factory=list)


@dataclass
class Table:
    """Rows of cells with the header first; `widths` are the numbers of dashes under it."""

    rows: list[list[str]]
    widths: list[int]


@dataclass
class PageBreak:
    pass


@dataclass
class Blank:
    """An empty line to write on."""


@dataclass(frozen=True)
class Run:
    """A piece of a line in one hand; `text` may hold line breaks."""

    text: str
    style: str = ""  # "", bold, italic, code
    href: str = ""


MARKER = re.compile(r"(?P<indent> *)(?:(?P<bullet>-)|(?P<number>\d+)\.) +(?P<text>.*)")
INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|(?<!\*)\*(?P<italic>[^*\s][^*]*)\*|`(?P<code>[^`]+)`|\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)"
)


def runs(text):
    """The runs of one paragraph, heading or cell."""
    text = re.sub(r"<br */?>", "\n", text)
    found, end = [], 0
    for match in INLINE.finditer(text):
        found.append(Run(text[end : match.start()]))
        if match["href"]:
            found.append(Run(match["label"], href=match["href"]))
        else:
            found.append(Run(match[match.lastgroup], style=match.lastgroup))
        end = match.end()
    return [run for run in [*found, Run(text[end:])] if run.text]


def plain(text):
    """The words of a line without its marks; an address follows its label in brackets."""
    return "".join(f"{run.text} ({run.href})" if run.href else run.text for run in runs(text))


def parse(source):
    """The blocks of a Markdown text."""
    lines, blocks = source.splitlines(), []
    while lines:
        line = lines[0]
        if not line.strip():
            lines.pop(0)
        elif match := re.match(r"(#{1,3}) +(.+)", line):
            blocks.append(Heading(len(match[1]), match[2].strip()))
            lines.pop(0)
        elif line.strip() == "---":
            blocks.append(PageBreak())
            lines.pop(0)
        elif line.strip() == "\\":
            blocks.append(Blank())
            lines.pop(0)
        elif line.startswith("|"):
            blocks.append(_table(_take(lines, lambda text: text.startswith("|"))))
        elif line.startswith(">"):
            taken = _take(lines, lambda text: text.startswith(">"))
            blocks.append(Paragraph(" ".join(text.lstrip("> ").strip() for text in taken), boxed=True))
        elif MARKER.match(line):
            blocks.append(_listing(_take(lines, lambda text: bool(text.strip()))))
        else:
            taken = _take(lines, _continues)
            blocks.append(Paragraph(" ".join(text.strip() for text in taken)))
    return blocks


def _continues(line):
    return bool(line.strip()) and not re.match(r"#{1,3} |---$|\||>|\\$", line) and not MARKER.match(line)


def _take(lines, belongs):
    taken = [lines.pop(0)]
    while lines and belongs(lines[0]):
        taken.append(lines.pop(0))
    return taken


def _table(lines):
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    if len(rows) < 2 or not all(re.fullmatch(r":?-+:?", cell) for cell in rows[1]):
        raise ValueError(f"Таблица без строки дефисов: {lines[0]}")
    uneven = [line for line, row in zip(lines, rows, strict=True) if len(row) != len(rows[0])]
    if uneven:
        raise ValueError(f"В строке таблицы другое число ячеек: {uneven[0]}")
    return Table([rows[0], *rows[2:]], [len(cell) for cell in rows[1]])


def _listing(lines):
    outer = None
    for line in lines:
        match = MARKER.match(line)
        if not match:
            last = outer.items[-1]
            last = last.inner.items[-1] if last.inner else last
            last.text += " " + line.strip()
            continue
        if outer is None:
            outer = _new_listing(match)
        if len(match["indent"]) < 2:
            outer.items.append(Item(match["text"].strip()))
        else:
            parent = outer.items[-1]
            parent.inner = parent.inner or _new_listing(match)
            parent.inner.items.append(Item(match["text"].strip()))
    return outer


def _new_listing(match):
    return Listing(bool(match["number"]), int(match["number"] or 1))
