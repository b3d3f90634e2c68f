"""How well a page answers a query: one number, the same whatever engine has found the page.

Pure: texts come coded (see ``coding``), what else is known of a page comes as numbers from 0 to 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappush, heappushpop
from itertools import pairwise
from math import log
from typing import NamedTuple

from search.language.coding import BORDER
from search.language.query import Either, Phrase, Query

# Of a text that repeats a word for ever half the worth is in the first mentions, and a long text repeats everything:
# the saturation and the part of length of Okapi BM25 (Robertson, Zaragoza, 2009), with a fixed usual length, so that
# the number does not depend on what else is in the archive.
SATURATION, LENGTH_PART, USUAL_LENGTH = 1.2, 0.75, 600
# Side by side or within so many words, in any order, and what the latter is worth beside the former: the dependence of
# neighbouring words of a query (Metzler, Croft, «A Markov random field model for term dependencies», SIGIR 2005).
NEAR, NEAR_PART = 8, 0.3
# A book is weighed by its beginning.
WEIGHED = 60_000


@dataclass(frozen=True)
class Weights:
    """What each sign is worth. The words of the query together are worth at most ``title + summary + body``."""

    title: float = 8.0
    summary: float = 4.0
    body: float = 3.0
    all_in_title: float = 4.0
    same_title: float = 4.0
    in_a_row: float = 2.0
    nearness: float = 2.0
    expert: float = 1.5
    freshness: float = 0.5
    downloads: float = 0.5


class Texts(NamedTuple):
    """A page's coded texts."""

    title: str
    summary: str
    body: str


class Signs(NamedTuple):
    """What is known of a page besides its words, each from 0 to 1."""

    expert: float = 0.0
    freshness: float = 0.0
    downloads: float = 0.0


class _Wish(NamedTuple):
    """One clause: the coded words or phrases any of which will do, and its part of the query's worth."""

    codes: tuple[str, ...]
    part: float


@dataclass(frozen=True)
class Scorer:
    """Weighs pages for one query."""

    weights: Weights
    wishes: tuple[_Wish, ...]
    unwanted: tuple[str, ...]
    row: str
    neighbours: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()

    @classmethod
    def of_query(cls, query: Query, codes: Mapping[str, str], rarity: Mapping[str, float], weights: Weights):
        """Return the scorer of ``query``.

        ``codes`` has the code of every normal form that some page has; ``rarity`` how much one of them tells (the rarer
        the more; 1 where it is not in it).
        """
        wanted = [(_codes_of(clause, codes), _rarity_of(clause, rarity)) for clause in query.clauses]
        total = sum(rare for _codes, rare in wanted) or 1.0
        wishes = tuple(_Wish(found, rare / total) for found, rare in wanted)
        singles = [single for wish in wishes if (single := tuple(code for code in wish.codes if len(code) == 1))]
        neighbours = tuple(pair for pair in pairwise(singles) if set(pair[0]).isdisjoint(pair[1]))
        typed = [codes.get(normal, "") for part in query.typed for normal in _typed_normals(part)]
        unwanted = tuple(code for clause in query.excluded for code in _codes_of(clause, codes))
        return cls(weights, wishes, unwanted, "".join(typed) if all(typed) else "", neighbours)

    def holds(self, texts: Texts, any_word: bool = False) -> bool:
        """Tell whether a page has what the query asks for, phrases too, and nothing that it excludes."""
        text = BORDER.join(texts)
        found = (any(code in text for code in wish.codes) for wish in self.wishes)
        return (any if any_word else all)(found) and not any(code in text for code in self.unwanted)

    def best(self, pages: Iterable[tuple[int, Texts, Signs]], most: int) -> list[int]:
        """Return the ids of the best ``most`` of ``pages``, the best first; of equals the larger id.

        How words stand to each other is dear to find out: it is asked only of pages that it could still lift among the
        best (the threshold algorithm: Fagin, Lotem, Naor, «Optimal aggregation algorithms for middleware», 2003).
        """
        could_add = (self.weights.in_a_row if len(self.row) > 1 else 0) + (
            self.weights.nearness if self.neighbours else 0
        )
        candidates = sorted(
            ((self._said(texts, signs), page_id, texts) for page_id, texts, signs in pages), reverse=True
        )
        best: list[tuple[float, int]] = []
        for worth, page_id, texts in candidates:
            if len(best) < most:
                heappush(best, (worth + self._together(texts), page_id))
            elif worth + could_add < best[0][0]:
                break
            else:
                heappushpop(best, (worth + self._together(texts), page_id))
        return [page_id for _worth, page_id in sorted(best, reverse=True)]

    def score(self, texts: Texts, signs: Signs) -> float:
        """Return the worth of a page, 0 for one with none of the words and no signs."""
        return self._said(texts, signs) + self._together(texts)

    def _said(self, texts, signs):
        """Return what words and signs are worth, wherever the words stand."""
        weights, title, body = self.weights, texts.title, texts.body[:WEIGHED]
        worth, in_title = 0.0, 0
        for codes, part in self.wishes:
            if any(code in title for code in codes):
                in_title += 1
                worth += weights.title * part
            worth += part * (
                weights.summary * _saturated(codes, texts.summary) + weights.body * _saturated(codes, body)
            )
        if in_title == len(self.wishes):
            worth += weights.all_in_title
        if self.row and title == self.row:
            worth += weights.same_title
        return (
            worth
            + weights.expert * signs.expert
            + weights.freshness * signs.freshness
            + weights.downloads * signs.downloads
        )

    def _together(self, texts):
        """Return what it is worth that words stand in a row or near each other."""
        title, summary, body = texts.title, texts.summary, texts.body[:WEIGHED]
        worth = 0.0
        if len(self.row) > 1:
            worth += self.weights.in_a_row * self._in_a_row(title, summary, body)
        if self.neighbours:
            text = BORDER.join((title, summary, body))
            worth += (
                self.weights.nearness * sum(_nearness(text, *pair) for pair in self.neighbours) / len(self.neighbours)
            )
        return worth

    def _in_a_row(self, title, summary, body):
        # The whole query word for word: in the title it tells most.
        return 1.0 if self.row in title else 0.6 if self.row in summary else 0.4 if self.row in body else 0.0


def freshness_of(days: float) -> float:
    """Return the freshness of a page ``days`` old: 1 for today, a half after two years."""
    return 1 / (1 + max(0.0, days) / 730)


def rarity_of(pages: int, total: int) -> float:
    """Return how much a word tells that ``pages`` of ``total`` have: the inverse document frequency of BM25."""
    return log(1 + (max(total, pages) - pages + 0.5) / (pages + 0.5))


def popularity_of(downloads: int) -> float:
    """Return the worth of downloads: 1 for a thousand and more; the first ones count most."""
    return min(1.0, log(1 + downloads) / log(1001))


def _saturated(codes, text):
    count = sum(map(text.count, codes)) if text else 0
    return count / (count + SATURATION * (1 - LENGTH_PART + LENGTH_PART * len(text) / USUAL_LENGTH)) if count else 0.0


def _nearness(text, ones, others):
    """Return 1 where one of `ones` and one of `others` stand side by side, a part of it where they stand near, else 0."""
    if any(one + other in text or other + one in text for one in ones for other in others):
        return 1.0
    for one in ones:
        place = text.find(one)
        while place >= 0:
            around = text[max(0, place - NEAR) : place + NEAR + 1]
            if any(other in around for other in others):
                return NEAR_PART
            place = text.find(one, place + 1)
    return 0.0


def _codes_of(clause, codes):
    if isinstance(clause, Either):
        return tuple(code for part in (*clause.typed, *clause.others) for code in _codes_of(part, codes))
    if isinstance(clause, Phrase):
        row = [codes.get(normal, "") for normal in clause.normals]
        found = ["".join(row)] if all(row) else []
        return (*found, *([codes[clause.joined]] if clause.joined in codes else []))
    return tuple(codes[normal] for normal in clause.normals if normal in codes)


def _rarity_of(clause, rarity):
    if isinstance(clause, Either):
        return sum(_rarity_of(part, rarity) for part in clause.typed)
    return sum(rarity.get(normal, 1.0) for normal in _typed_normals(clause))


def _typed_normals(part):
    return part.normals if isinstance(part, Phrase) else part.normals[:1]
