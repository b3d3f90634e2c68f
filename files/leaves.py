"""The text of a file by leaves: a page or slide each, or a readable piece of a text without pages."""

from bisect import bisect_right
from dataclasses import dataclass

# A text without pages turns over at a heading after so many characters, and is cut where it has no headings.
ENOUGH = 1500
LONGEST = 6000
MORE = " (дальше)"
NUMBERED = {"page": "Страница", "slide": "Слайд", "sheet": "Лист"}


@dataclass(frozen=True)
class Leaf:
    """Characters `start` to `end` of the text; `label` is what a person calls it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Heading:
    """A line of the contents: its words and the number of the leaf (from 1) where it stands."""

    label: str
    leaf: int


def leaves_of(text, places):
    """Return [Leaf, …] of `text` with the `places` of its FileText; none for an empty text."""
    turns = _by_pages(places) if _has_pages(places) else _by_headings(places)
    if text[: turns[0][0] if turns else len(text)].strip() or not turns:
        turns.insert(0, (0, ""))
    ends = [*(start for start, _label in turns[1:]), len(text)]
    leaves = []
    for (start, label), end in zip(turns, ends, strict=True):
        leaves += _cut(text, start, end, label, keep_empty=_has_pages(places))
    return leaves


def contents_of(leaves, places):
    """Return [Heading, …] of a text whose places are headings; none where leaves have numbers of their own."""
    if _has_pages(places):
        return []
    starts = [leaf.start for leaf in leaves]
    return [Heading(place[2], max(bisect_right(starts, place[0]), 1)) for place in places if place[2]]


def _has_pages(places):
    return any(place[1] in NUMBERED for place in places)


def _by_pages(places):
    return [
        (start, NUMBERED[kind] + f" {label or number}") for start, kind, label, number in places if kind in NUMBERED
    ]


def _by_headings(places):
    turns = []
    for start, _kind, label, _number in places:
        if not turns or start - turns[-1][0] >= ENOUGH:
            turns.append((start, label))
    return turns


def _cut(text, start, end, label, *, keep_empty):
    """Return leaves of at most LONGEST characters, cut between paragraphs where there are any, else between words."""
    leaves = []
    while end - start > LONGEST:
        paragraph = text.rfind("\n", start + ENOUGH, start + LONGEST) + 1
        stop = paragraph or text.rfind(" ", start + ENOUGH, start + LONGEST) + 1 or start + LONGEST
        leaves.append(Leaf(start, stop, label))
        start, label = stop, label and f"{label.removesuffix(MORE)}{MORE}"
    if keep_empty or text[start:end].strip():
        leaves.append(Leaf(start, end, label))
    return leaves
