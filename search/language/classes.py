"""School classes as people name them: «5–7 класс» is also a work that says «6 класс», «в начальной школе» one for the 3rd.

Pure: a query comes in, the same query goes out with other names of its classes beside them. All the words still bind.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from search.language.normaliser import Normaliser
from search.language.query import Either, Phrase, Query, Word, typed_of

FIRST, LAST = 1, 11
# What a school calls the classes of its levels; the first name is how programmes and the cards of works write it.
LEVELS = {
    (1, 4): ("начальное общее", "начальная школа", "начальные классы", "младшие классы"),
    (5, 9): ("основное общее", "основная школа"),
    (10, 11): ("среднее общее", "старшая школа", "старшие классы"),
}
# Ranges that works are written for; every other range would cost a search as much and find next to nothing.
USUAL = (
    *((1, 2), (1, 3), (1, 4), (2, 3), (2, 4), (3, 4), (1, 9), (1, 11)),
    *((5, 6), (5, 7), (5, 8), (5, 9), (5, 11), (6, 7), (6, 8), (6, 9)),
    *((7, 8), (7, 9), (7, 11), (8, 9), (8, 11), (9, 11), (10, 11)),
)
_RANGE = re.compile(r"(\d{1,2})\s*[-‐‑–—]\s*(\d{1,2})(?:[-‐‑–—]?[а-яё]{1,2})?")
_LIST = re.compile(r"\d{1,2}(?:[,/]\s*\d{1,2})+")
_ONE = re.compile(r"(\d{1,2})(?:[-‐‑–—]?(?:й|го|му|м|е|х|ый|ой|ого|ом|ые|ых|им|ие|их|ий))?")

Classes = frozenset[int]


def expand_classes(
    query: Query, normaliser: Normaliser, takes: Callable[[str, tuple[int, ...]], bool] = lambda typed, classes: True
) -> Query:
    """Return ``query`` with its classes understood.

    ``takes(typed, classes)`` is asked of every words that name classes; where it says no, nothing but they is meant.
    """
    clauses, start = [], 0
    while start < len(query.clauses):
        length, classes = _at(query, start, normaliser)
        run = query.clauses[start : start + length]
        if classes:
            typed = tuple(part for clause in run for part in typed_of(clause))
            if takes(" ".join(part.text for part in typed), tuple(sorted(classes))):
                others = {other.normals: other for other in (*_others_of(run), *_names(classes, typed, normaliser))}
                run = (Either(typed, tuple(others.values())),)
        clauses += run
        start += length
    return replace(query, clauses=tuple(clauses))


def _at(query, start, normaliser) -> tuple[int, Classes]:
    """Return how many clauses from ``start`` on name classes, and which; (1, none) where they do not."""
    clauses = query.clauses[start:]
    for length in (1, 2):
        for level, names in LEVELS.items():
            if any(_typed_normals(clauses[:length]) == _normals(name, normaliser) for name in names[1:]):
                return length, _between(*level)
    word = normaliser.normal("класс")
    begins = int(_is_word(clauses[0], word))
    numbers, end = _numbers(clauses[begins:], query.raw)
    if numbers and begins:
        return 1 + end, numbers
    if numbers and end < len(clauses) and _is_word(clauses[end], word):
        return end + 1, numbers
    return 1, frozenset()


def _numbers(clauses, raw) -> tuple[Classes, int]:
    """Return the classes that the first of ``clauses`` name, and how many clauses do."""
    found, end, previous = frozenset(), 0, None
    for clause in clauses:
        named = _named(clause)
        if not named:
            break
        if previous and re.search(rf"\b{previous}\s+(?:по|до)\s+{min(named)}\b", raw):
            named |= _between(previous, min(named))
        found, end, previous = found | named, end + 1, max(named)
    return found, end


def _named(clause) -> Classes:
    if isinstance(clause, Either):
        return frozenset()
    text = clause.text.lower()
    if found := _RANGE.fullmatch(text):
        return _between(int(found[1]), int(found[2]))
    if _LIST.fullmatch(text):
        numbers = frozenset(map(int, re.findall(r"\d+", text)))
        return numbers if all(FIRST <= number <= LAST for number in numbers) else frozenset()
    found = _ONE.fullmatch(text)
    return _between(int(found[1]), int(found[1])) if found else frozenset()


def _between(first, last) -> Classes:
    return frozenset(range(first, last + 1)) if FIRST <= first <= last <= LAST else frozenset()


def _names(classes, typed, normaliser) -> Iterator[Phrase]:
    """Yield what else works for any of ``classes`` say, each as a phrase: what was ``typed`` is not among them."""
    word = normaliser.normal("класс")
    rows = {}
    for number in sorted(classes):
        rows[str(number), word] = f"{number} класс"
        rows[str(number), "х", word] = f"{number}-х классов"
    for first, last in USUAL:
        # «5–7 класс» ends with «7 класс», so whoever asks for the seventh has it already.
        if last not in classes and any(first <= number <= last for number in classes):
            rows[str(first), str(last), word] = f"{first}–{last} класс"
    for level, names in LEVELS.items():
        if _between(*level) <= classes:
            rows |= {_normals(name, normaliser): name for name in names}
    rows.pop(_typed_normals(typed), None)
    return (Phrase(text, normals) for normals, text in rows.items())


def _others_of(run):
    return tuple(other for clause in run if isinstance(clause, Either) for other in clause.others)


def _typed_normals(clauses) -> tuple[str, ...]:
    parts = (part for clause in clauses for part in typed_of(clause))
    return tuple(
        normal for part in parts for normal in (part.normals if isinstance(part, Phrase) else part.normals[:1])
    )


def _normals(name, normaliser) -> tuple[str, ...]:
    return tuple(map(normaliser.normal, name.split()))


def _is_word(clause, normal) -> bool:
    return isinstance(clause, Word) and clause.normals[0] == normal
