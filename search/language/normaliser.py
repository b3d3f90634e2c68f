"""One normaliser for the index and the query, the same on every engine (design section 9)."""

from collections.abc import Iterable, Mapping
from itertools import chain, islice
from threading import Lock
from typing import Protocol

from search.language.morphology import homonyms, normal_form
from search.language.tokens import canonical, words

# Covers everything that changes a normal form: folding and tokens, the readings and their weights, the pymorphy3
# dictionary and the Snowball stemmers in requirements.txt. Raise it with any of them: an index and a persistent word
# cache of another version are rebuilt, never mixed.
VERSION = 2


class WordCache(Protocol):
    """Where normal forms of words seen before are kept; both keys and values are single words."""

    def get_many(self, words: Iterable[str]) -> dict[str, str]:
        """Return the normal forms of those ``words`` that are known."""

    def put_many(self, normals: Mapping[str, str]) -> None:
        """Remember normal forms by word."""


class MemoryCache:
    """A word cache of this process: at most ``limit`` words, the older half is dropped when it is full."""

    def __init__(self, limit: int = 50_000):
        self._limit = limit
        self._normals: dict[str, str] = {}
        self._writing = Lock()

    def __len__(self) -> int:
        return len(self._normals)

    def get_many(self, words: Iterable[str]) -> dict[str, str]:
        """Return the normal forms of those ``words`` that are known."""
        known = self._normals
        return {word: known[word] for word in words if word in known}

    def put_many(self, normals: Mapping[str, str]) -> None:
        """Remember normal forms by word."""
        with self._writing:
            self._normals.update(normals)
            if len(self._normals) > self._limit:
                # A new dictionary, not deletions: readers hold no lock and must never see a word vanish midway.
                newest = islice(self._normals.items(), len(self._normals) - self._limit // 2, None)
                self._normals = dict(newest)


class Normaliser:
    """Turns words into normal forms through a word cache."""

    def __init__(self, cache: WordCache):
        self._cache = cache

    def normal(self, word: str) -> str:
        """Return the normal form of one word or number (a single token, in any case)."""
        word = canonical(word)
        return self.normals([word])[word]

    def normals(self, canonical_words: Iterable[str]) -> dict[str, str]:
        """Return the normal form of every one of ``canonical_words`` by word, with one visit to the cache."""
        wanted = set(canonical_words)
        known = self._cache.get_many(wanted)
        if len(known) < len(wanted):
            found = {word: normal_form(word) for word in wanted - known.keys()}
            self._cache.put_many(found)
            known = known | found
        return known

    def normalise(self, text: str) -> str:
        """Return the text for the index: one normal form for every token of ``text``, in order, space between."""
        return self.normalise_all([text])[0]

    def normalise_all(self, texts: Iterable[str]) -> list[str]:
        """Return `normalise` of every one of ``texts``, with one visit to the cache for all of them."""
        found = list(map(words, texts))
        normals = self.normals(chain.from_iterable(found))
        return [" ".join(map(normals.__getitem__, row)) for row in found]

    def extra_normals(self, word: str) -> tuple[str, ...]:
        """Return up to three other normal forms to look for besides ``normal(word)``; for queries only."""
        return homonyms(canonical(word))
