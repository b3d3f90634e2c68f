"""What checks are told: of a text, of a file, of a work. They ask the database for nothing."""

from bisect import bisect_right
from dataclasses import dataclass, field

from files.leaves import NUMBERED
from library.preflight.findings import QUOTE

# A longer text is looked over at its beginning: the checks read word by word.
MOST_CHARS = 600_000


class TextFacts:
    """A text and where its pages, slides or headed parts begin (`places` as of a FileText)."""

    def __init__(self, text, places=()):
        self.text = text[:MOST_CHARS]
        self._starts = [place[0] for place in places]
        self._labels = [_label(place) for place in places]
        self.headings = sum(place[1] == "heading" for place in places)

    def label_at(self, offset):
        """Return «Страница 3», «Слайд 2» or the heading above the character `offset`; "" where there is none."""
        place = bisect_right(self._starts, offset) - 1
        return self._labels[place] if place >= 0 else ""

    def quote(self, start, end):
        """Return the words from `start` to `end` on one line, cut when they are long."""
        words = " ".join(self.text[start:end].split())
        return words if len(words) <= QUOTE else words[: QUOTE - 1] + "…"


@dataclass(frozen=True)
class FileFacts:
    """A file that was read: `kind` of KINDS, `state` of TextState, `facts` it tells of itself."""

    kind: str
    state: str
    reason: str
    text: TextFacts
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class WorkFacts:
    """A work as its author has it: the card, the reports of its files, what public and own works it resembles."""

    title: str
    card: dict
    # Those of its files and of its text, by the names of library.preflight.lesson.
    parts: frozenset
    chars: int
    waiting: int
    # [(title, address, reason)]
    resembles: tuple = ()


def _label(place):
    _start, kind, label, number = place
    return f"{NUMBERED[kind]} {label or number}" if kind in NUMBERED else label
