"""From the text that was read out of a file to paragraphs, headings and tables of a book."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise

# A line of a PDF this near to the widest one did not end a paragraph; short lines are titles and ends.
FULL = 0.8
NARROW = 30
PAGE_NUMBER = re.compile(r"\W*\d{1,3}\W*")
# «Двенадцать минут у пробирки  3»: the title of the work and the number of the page.
RUNNING = re.compile(r"(\S.{7,})\s+(\d{1,3})")
SENTENCE_ENDS = tuple(".!?…:;")
# A heading is a short line that is no sentence and has something to say below it.
LONGEST_HEADING, SHORTEST_PARAGRAPH = 80, 110
# What a work says of itself on top of its first page, in lines.
TOP_LINES = 4
SHORTEST_NAME = 8


@dataclass(frozen=True)
class Piece:
    """A part of a text: kind «heading», «text» or «table»; `rows` are a table's cells."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def pieces_of(reading, most):
    """Return (pieces, whole): the first `most` characters of a FileText as Pieces, and whether that is all of it."""
    cut = reading.text[:most]
    if len(cut) < len(reading.text):
        cut = cut[: cut.rfind("\n") + 1] or cut
    lines = [line.strip("\r ") for line in cut.split("\n")]
    if reading.file.kind == "pdf":
        starts = [place[0] for place in reading.places if place[1] == "page" and place[0] < len(cut)]
        lines = joined(without_running_titles(cut, starts))
    known = {place[2].strip() for place in reading.places if place[1] == "heading"}
    return _with_headings(list(_pieces(lines, known))), len(cut) == len(reading.text)


def without_running_titles(text, starts):
    """Return the lines of a PDF's text without those at the edges of its pages that differ by the page's number alone.

    `starts` are the offsets of its pages.
    """
    pages = [text[start:end].split("\n") for start, end in pairwise([*starts, len(text)])] or [text.split("\n")]
    pages = [[line.strip("\r ") for line in page] for page in pages]
    found = Counter(mark for number, page in enumerate(pages) for _place, mark in _edges(page, number))
    for number, page in enumerate(pages):
        for place in sorted({place for place, mark in _edges(page, number) if found[mark] > 1}, reverse=True):
            del page[place]
    return [line for page in pages for line in page]


def _edges(page, number):
    """Return (place of a line, what it has in common with its like on other pages) of the first and the last line."""
    filled = [place for place, line in enumerate(page) if line]
    edges = {filled[0], filled[-1]} if filled else set()
    matches = [(place, RUNNING.fullmatch(page[place])) for place in edges]
    return [(place, (match[1], int(match[2]) - number)) for place, match in matches if match]


def joined(lines):
    """Return the lines of a PDF's page text joined into paragraphs: a full line goes on in the next one.

    Numbers of pages stand between the lines and are left out.
    """
    lines = [line for line in lines if not PAGE_NUMBER.fullmatch(line)]
    widest = sorted(map(len, lines))[int(len(lines) * 0.9)] if lines else 0
    paragraphs, goes_on = [], False
    for line in lines:
        if goes_on and line:
            paragraphs[-1] += " " + line
        else:
            paragraphs.append(line)
        ends = line.endswith(SENTENCE_ENDS) and len(line) < widest
        goes_on = len(line) > max(NARROW, widest * FULL) and not ends
    return paragraphs


def without_top(pieces, title, names):
    """Return `pieces` without the lines on top that the book has said already: the title and the authors' `names`."""
    top, rest = pieces[:TOP_LINES], pieces[TOP_LINES:]
    title = title.casefold()

    def is_said(piece):
        text = piece.text.casefold().rstrip(".")
        names_it = len(text) > SHORTEST_NAME and (
            title.startswith(text) or (text in title and len(text) * 2 > len(title))
        )
        return names_it or bool(names and all(name.casefold() in text for name in names))

    return [piece for piece in top if not is_said(piece)] + rest


def _pieces(lines, known_headings):
    rows, seen = [], set()
    for line in lines:
        text, _tab, number = line.rpartition("\t")
        if text in seen and PAGE_NUMBER.fullmatch(number):
            continue  # a running title of an office document, with the number of some page
        seen.add(line.strip())
        if "\t" in line:
            rows.append(tuple(cell.strip() for cell in line.split("\t")))
            continue
        if rows:
            yield _table(rows)
            rows = []
        if line.strip():
            yield Piece("heading" if line.strip() in known_headings else "text", line.strip())
    if rows:
        yield _table(rows)


def _table(rows):
    width = max(map(len, rows))
    return Piece("table", rows=tuple(row + ("",) * (width - len(row)) for row in rows))


def _with_headings(pieces):
    return [
        replace(piece, kind="heading") if _is_heading(piece, below) else piece
        for piece, below in pairwise([*pieces, Piece("text")])
    ]


def _is_heading(piece, below):
    text = piece.text
    is_title = (
        bool(text)
        and len(text) <= LONGEST_HEADING
        and not text.endswith((*SENTENCE_ENDS, ","))
        and not text[0].islower()
    )
    return piece.kind == "text" and is_title and (below.kind == "table" or len(below.text) >= SHORTEST_PARAGRAPH)
