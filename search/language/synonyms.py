"""Other names of the same thing: what is typed by one of them is looked for by all.

Pure: the groups of names come from above.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from search.language.normaliser import Normaliser
from search.language.query import Either, Phrase, Query, Word, parse

# A name found by ten others would be a query of its own; engines and people have their limits.
MOST_OTHERS = 8
_QUOTES = str.maketrans(dict.fromkeys('"«»“”„', " "))

Key = tuple[str, ...]


class Thesaurus:
    """Groups of names, each group meaning one thing."""

    def __init__(self, groups: Iterable[Sequence[str]], normaliser: Normaliser):
        # Normal forms of a name → the other names of its groups: the same name may stand in several.
        self._others: dict[Key, dict[Key, Word | Phrase]] = {}
        for group in groups:
            names = dict(_named(name, normaliser) for name in group)
            names.pop((), None)
            for key in names:
                others = self._others.setdefault(key, {})
                others.update((other, clause) for other, clause in names.items() if other != key)
        self._words = frozenset(normal for key in self._others for normal in key)
        self._longest = max(map(len, self._others), default=0)

    def has_word(self, normal: str) -> bool:
        """Tell whether the word with the normal form ``normal`` stands in some name."""
        return normal in self._words

    def expand(self, query: Query) -> Query:
        """Return ``query`` with every name in it joined by the other names; what stands in quotes is left as it is."""
        clauses, start = [], 0
        while start < len(query.clauses):
            length, others = self._at(query.clauses, start)
            typed = query.clauses[start : start + length]
            clauses.append(Either(typed, others) if others else typed[0])
            start += length
        return replace(query, clauses=tuple(clauses))

    def _at(self, clauses, start) -> tuple[int, tuple[Word | Phrase, ...]]:
        """Return how many clauses from ``start`` on are the longest known name, and its others; (1, ()) where none is."""
        key: Key = ()
        found = 1, ()
        for length, clause in enumerate(clauses[start:], start=1):
            key += _normals(clause)
            if _is_quoted(clause) or len(key) > self._longest:
                break
            if self._others.get(key):
                found = length, tuple(self._others[key].values())[:MOST_OTHERS]
        return found


def _named(name: str, normaliser: Normaliser) -> tuple[Key, Word | Phrase | None]:
    """Return the normal forms of a name as a query has them, and the clause that looks for it; ((), None) for no words."""
    name = " ".join(name.translate(_QUOTES).split())
    clauses = parse(name, normaliser).clauses
    key = tuple(normal for clause in clauses for normal in _normals(clause))
    if len(clauses) > 1:
        clauses = parse(f'"{name}"', normaliser).clauses
    return key, clauses[0] if clauses else None


def _normals(clause: Word | Phrase) -> Key:
    return clause.normals if isinstance(clause, Phrase) else clause.normals[:1]


def _is_quoted(clause: Word | Phrase) -> bool:
    return isinstance(clause, Phrase) and clause.joined is None
