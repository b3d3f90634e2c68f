"""What a misspelled word was meant to be: the nearest common words of the index (FX-07).

Nearness is the optimal string alignment distance: letters added, dropped, changed, and neighbours swapped, one each.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log10

from search.language.morphology import forms_of, is_in_dictionary, lemma_of
from search.language.tokens import fold

# Shorter words have too many neighbours to guess.
SHORTEST = 4
MOST_CANDIDATES = 24
# What is typed by ear or slips of the finger: such a letter in place of another tells less than any other.
_SOUNDS = "оа еи ея эе яе иы сз дт бп вф гк гх жш шщ чщ цс йи ъь уо ую"
_ALIKE = set(map(frozenset, _SOUNDS.split()))
_DOUBLE = re.compile(r"(.)\1")


class Vocabulary:
    """The words of the index, the commonest first, as one text: a list of 60,000 words would take four times as much."""

    def __init__(self, counted: Iterable[tuple[str, int]] = ()):
        """Take (word, in how many pages it stands) in any order."""
        rows = sorted(counted, key=lambda row: (-row[1], row[0]))
        self._text = "\n".join(["", *(fold(word) for word, _pages in rows), ""])
        self._pages = array("I", (pages for _word, pages in rows))

    def __len__(self) -> int:
        return len(self._pages)

    def words(self) -> list[str]:
        """Return all words, the commonest first."""
        return self._text.split("\n")[1:-1]

    def pages(self, place: int) -> int:
        """Return in how many pages the word at ``place`` in ``words()`` stands."""
        return self._pages[place]

    def beginning_with(self, start: str) -> Iterator[tuple[str, int]]:
        """Yield (word, pages) of the words that begin with ``start`` (folded), the commonest first."""
        counted = place = 0
        for found in re.finditer(rf"\n({re.escape(start)}[^\n]*)(?=\n)", self._text):
            place += self._text.count("\n", counted, found.start())
            counted = found.start()
            yield found[1], self._pages[place]


@dataclass(frozen=True)
class Candidate:
    """A word that may have been meant: in the form nearest to what was typed; ``pages`` it stands in."""

    word: str
    pages: int
    distance: int
    cost: float


def most_mistakes(word: str) -> int:
    """Return how many letters of ``word`` may be wrong."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < 6 else 2 if len(word) < 10 else 3


def candidates(word: str, vocabulary: Vocabulary, fewest_pages: int = 1) -> list[Candidate]:
    """Return what ``word`` (folded) may have been meant to be, the likeliest first.

    Only words that stand in ``fewest_pages`` pages or more; nothing for a number, a short word or a mixed one.
    """
    limit = most_mistakes(word)
    if not limit or not word.isalpha():
        return []
    words = vocabulary.words()
    # The dictionary form of a guess is asked about only when nothing else is near: it costs as much again.
    for wanted, room in dict.fromkeys(((word, limit + 1), (lemma_of(word), limit))):
        found = {}
        for lemma, place in _near(wanted, words, room):
            pages, form = vocabulary.pages(place), _nearest_form(word, lemma)
            distance = _distance(word, form)
            if pages < fewest_pages or not 0 < distance <= limit:
                continue
            cost = distance - _excuse(word, form) - 0.15 * min(4.0, log10(pages + 1))
            if form not in found or cost < found[form].cost:
                found[form] = Candidate(form, pages, distance, cost)
        if found:
            return sorted(found.values(), key=lambda candidate: (candidate.cost, candidate.word))
    return []


def is_surely_wrong(word: str) -> bool:
    """Tell whether the language has no such word: one that it has may be exactly what was meant."""
    return not is_in_dictionary(word)


def _near(wanted, words, room):
    """Return [(word, its place)] of the nearest ``words``, at most ``room`` letters away."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    found = extract(wanted, words, scorer=OSA.distance, score_cutoff=room, limit=MOST_CANDIDATES)
    return [(word, place) for word, _distance, place in found]


def _nearest_form(word, lemma):
    """Return the form of ``lemma`` that is nearest to ``word``: who misspells «програмой» means «программой»."""
    forms = dict.fromkeys((lemma, *forms_of(lemma)))
    return min(forms, key=lambda form: _distance(word, form) - _excuse(word, form))


def _distance(one, other):
    # Imported at the first misspelling: seven megabytes that a process may never need.
    from rapidfuzz.distance import OSA

    return OSA.distance(one, other)


def _excuse(word, form):
    """Return how much less than others the mistakes count by which ``form`` became ``word``."""
    by_ear = len(word) == len(form) and all(
        left == right or frozenset((left, right)) in _ALIKE for left, right in zip(word, form, strict=True)
    )
    doubled = _DOUBLE.sub(r"\1", word) == _DOUBLE.sub(r"\1", form)
    return 0.3 * (word[:2] == form[:2]) + 0.4 * (by_ear or doubled)
