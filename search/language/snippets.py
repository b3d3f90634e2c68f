"""Passages of a text with the words of a query marked, found in the application so that every engine shows the same."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from html import escape
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from search.language.morphology import beginnings, normal_form
from search.language.normaliser import Normaliser
from search.language.query import STOP_WORDS, Either, Phrase, Query, Word, typed_of
from search.language.tokens import canonical, words

_BATCH = 2_000
_LONGEST_GAP = 40
# Not after «г.» or an initial, not before a number («стр. 5»), not at the end of a line: a PDF breaks lines anywhere.
_SENTENCE_START = re.compile(r"""(?:(?<=[\w»)"]{2}[.!?…])\s+|\n\s*\n\s*)(?=[^\W\dа-яё_]|[«"—–-])""")
_SPACES = re.compile(r"\s+")
# Lines drawn under headings, dots before page numbers, blanks of forms.
_RULE = re.compile(r"([=_~*#.·—–-])(?: ?\1){3,}")
_VISIBLE = re.compile(r"\S")


class Span(NamedTuple):
    """A found word: the characters [start, end) of the text, and which word of the query it is, counted from 0."""

    start: int
    end: int
    key: int


class Passage(NamedTuple):
    """A piece of a text: the characters [start, end)."""

    start: int
    end: int


class _Term(NamedTuple):
    """One word of the query: its key, its canonical form and the normal forms it is found by."""

    key: int
    word: str
    normals: tuple[str, ...]


class Matcher:
    """Finds the words of one query in texts; excluded words are not looked for.

    The words of a phrase are found one by one, and a stop word only when the query has no other words.
    """

    def __init__(self, query: Query, normaliser: Normaliser):
        self._normaliser = normaliser
        terms = _terms(query)
        terms = [term for term in terms if term.word not in STOP_WORDS] or terms
        self._keys: dict[str, int] = {}
        for term in terms:
            for normal in term.normals:
                self._keys.setdefault(normal, term.key)
        self._candidates = _candidate_pattern(
            {start for term in terms for start in (*term.normals, *beginnings(term.word))}
        )

    def spans(self, text: str, limit: int = 400) -> list[Span]:
        """Return the first ``limit`` found words of ``text``, in order."""
        found: list[Span] = []
        candidates = self._candidates.finditer(canonical(text))
        while len(found) < limit and (batch := list(islice(candidates, _BATCH))):
            normals = self._normaliser.normals(match[0] for match in batch)
            for match in batch:
                key = self._keys.get(normals[match[0]])
                if key is not None:
                    found.append(Span(match.start(), match.end(), key))
        return found[:limit]


def _terms(query: Query) -> list[_Term]:
    terms: list[_Term] = []
    key = 0
    for clause in query.clauses:
        first = key
        for part in typed_of(clause):
            terms += _terms_of(part, key)
            key += len(words(part.text))
        if isinstance(clause, Either):
            # Another name counts as the words it stands for.
            others = [term for other in clause.others for term in _terms_of(other, 0)]
            terms += [term._replace(key=first + term.key % (key - first)) for term in others]
    return terms


def _terms_of(clause: Word | Phrase, key: int) -> list[_Term]:
    """Return the words of a clause, the first of them with ``key``."""
    parts = words(clause.text)
    normals = [(normal,) for normal in clause.normals] if isinstance(clause, Phrase) else [clause.normals]
    if len(parts) != len(normals):
        # «5–7 класс» is asked for by a word that no text has. Its numbers alone would be marked anywhere.
        parts = [part for part in parts if part.isalpha()] or parts
        normals = [(normal_form(part),) for part in parts]
    terms = [_Term(key + place, *pair) for place, pair in enumerate(zip(parts, normals, strict=True))]
    if isinstance(clause, Phrase) and clause.joined:
        terms.append(_Term(key, "".join(parts), (clause.joined,)))
    return terms


def _candidate_pattern(starts: Set[str]) -> re.Pattern[str]:
    """Return a pattern that finds every token with one of ``starts``, numbers whole; it may find others too.

    It begins with a plain set of characters: only then does the regex engine skip the rest of a text at full speed.
    """
    numbers = sorted(start[1:] for start in starts if start.isdigit())
    letters = sorted(start[1:] for start in starts if not start.isdigit())
    branches = []
    if numbers:
        branches.append(rf"(?<=\d)(?:{'|'.join(numbers)})(?!\d)")
    if letters:
        branches.append(rf"(?<!\d)(?:{'|'.join(letters)})[^\W\d_]*")
    if not branches:
        return re.compile(r"(?!)")
    firsts = "".join(sorted({start[0] for start in starts}))
    return re.compile(rf"[{firsts}](?<![^\W\d_][^\W\d_])(?<!\d\d)(?:{'|'.join(branches)})")


def best_passage(text: str, spans: Sequence[Span], width: int = 240) -> Passage:
    """Return the passage of at most ``width`` characters that tells most about the found words.

    It holds most distinct words of the query, then most of them in a row as typed, then is the earliest one. It starts
    with a sentence where one begins near enough, and never cuts a word (a single found word longer than ``width`` is
    shown whole). Without found words it is the beginning of the text.
    """
    if not spans:
        return _beginning(text, width)
    ends = [span.end for span in spans]
    rows = [0, *accumulate(_follows(text, left, right) for left, right in pairwise(spans))]
    best, scope = (0, 0), (0, 0)
    for first, span in enumerate(spans):
        last = max(first, bisect_right(ends, span.start + width) - 1)
        score = (len({found.key for found in spans[first : last + 1]}), rows[last] - rows[first])
        if score > best:
            best, scope = score, (first, last)
    return _framed(text, spans[scope[0]].start, spans[scope[1]].end, width)


def _follows(text: str, left: Span, right: Span) -> bool:
    """Tell whether two found words stand as far apart in the text as in the query."""
    between = right.key - left.key - 1
    gap = text[left.end : right.start]
    return between >= 0 and len(gap) <= _LONGEST_GAP and len(words(gap)) == between


def _framed(text: str, start: int, end: int, width: int) -> Passage:
    """Return the passage around the found characters [start, end), moved to borders of sentences or words."""
    spare = max(0, width - (end - start))
    earliest = max(0, start - spare * 2 // 3)
    sentences = [found.end() for found in _SENTENCE_START.finditer(text, earliest, start + 1)]
    if sentences:
        first = sentences[-1]
    elif earliest == 0:
        first = 0
    else:
        first = start - spare // 3
        while first < start and not text[first - 1].isspace():
            first += 1
    return Passage(first, _word_border(text, end, first + width))


def _beginning(text: str, width: int) -> Passage:
    visible = _VISIBLE.search(text)
    start = visible.start() if visible else 0
    end = _word_border(text, start, start + width)
    # One unbroken run of characters as wide as the passage is no word that could be spared.
    return Passage(start, end if end > start else min(len(text), start + width))


def _word_border(text: str, low: int, high: int) -> int:
    """Return the last place in [low, high] where a word of ``text`` has ended, or ``low``."""
    if high >= len(text):
        return len(text)
    while high > low and not text[high].isspace():
        high -= 1
    return max(low, high)


def mark(text: str, passage: Passage, spans: Iterable[Span]) -> str:
    """Return a passage as safe HTML: everything escaped, found words in <mark>, «…» where the text was cut.

    White space is collapsed and drawn lines are left out. Spans outside the passage are passed over; spans must be in order.
    """
    parts, done = [], passage.start
    for span in spans:
        if done <= span.start and span.end <= passage.end:
            parts += [_plain(text[done : span.start]), "<mark>", _plain(text[span.start : span.end]), "</mark>"]
            done = span.end
    parts.append(_plain(text[done : passage.end]))
    before = "…" if _VISIBLE.search(text, 0, passage.start) else ""
    after = "…" if _VISIBLE.search(text, passage.end) else ""
    # «3D» is two words of the query but one to the eye. Escaped text cannot hold these tags.
    return before + "".join(parts).replace("</mark><mark>", "").strip() + after


def mark_all(text: str, spans: Iterable[Span]) -> str:
    """Return a whole short text, such as a title, as safe HTML with the found words in <mark>."""
    return mark(text, Passage(0, len(text)), spans)


def _plain(text: str) -> str:
    return escape(_SPACES.sub(" ", _RULE.sub(" ", text)))
