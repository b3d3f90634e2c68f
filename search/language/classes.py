"""School classes as people name them: «5–7 класс» is also a work that says «6 класс», «в начальной школе» one for the 3rd.

Pure. The index gets a word for every class that a text names (`class_words`), and a query that names classes asks for those words
instead of its own: one question, whatever the text and the query call them.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache

from search.language.morphology import normal_form
from search.language.normaliser import Normaliser
from search.language.query import Either, Phrase, Query, Word, typed_of
from search.language.tokens import fold

FIRST, LAST = 1, 11
# What a school calls the classes of its levels; the first name is how programmes and the cards of works write it.
LEVELS = {
    (1, 4): ("начальное общее", "начальная школа", "начальные классы", "младшие классы"),
    (5, 9): ("основное общее", "основная школа"),
    (10, 11): ("среднее общее", "старшая школа", "старшие классы"),
}
_RANGE = re.compile(r"(\d{1,2})\s*[-‐‑–—]\s*(\d{1,2})(?:[-‐‑–—]?[а-яё]{1,2})?")
_LIST = re.compile(r"\d{1,2}(?:[,/]\s*\d{1,2})+")
_ONE = re.compile(r"(\d{1,2})(?:[-‐‑–—]?(?:й|го|му|м|е|х|ый|ой|ого|ом|ые|ых|им|ие|их|ий))?")

_ENDING = r"(?:[-‐‑–—]?(?:й|го|му|м|е|х|ый|ой|ого|ом|ые|ых|им|ие|их|ий)(?![а-яё]))?"
_NUMBER = rf"\d{{1,2}}{_ENDING}"
_MORE_NUMBERS = rf"(?:\s*(?:[-‐‑–—,/и]|по|до)\s*{_NUMBER})*"
_NUMBERS = f"{_NUMBER}{_MORE_NUMBERS}"
# «6 «А» класс» has a letter between, «класс: 6» the number behind. It begins with the characters by which a mention begins,
# because only such an expression is not tried at every letter of a text.
_MENTION = re.compile(
    rf"[\dк](?:(?<=\d)(?<![\d.,].)(?P<rest>\d?{_ENDING}{_MORE_NUMBERS})\s*(?:[«\"]?[а-и][»\"]?\s+)?класс"
    rf"|(?<=к)ласс\w*:?\s+(?P<behind>{_NUMBERS})(?![\d.,]\d))",
    re.DOTALL,
)
_PART = re.compile(rf"([-‐‑–—]|по|до)?\s*(\d{{1,2}}){_ENDING}")

Classes = frozenset[int]


def class_words(text: str, normals: str) -> list[str]:
    """Return the words for the index of all classes and levels that ``text`` names; ``normals`` is its normal forms."""
    found: set[int] = set()
    text = fold(text)
    for mention in _MENTION.finditer(text) if "класс" in text else ():
        found |= _listed(mention["behind"] or text[mention.start() : mention.end("rest")])
    words = [f"{number}класс" for number in sorted(found)]
    row = f" {normals} "
    levels = (level for level, names in _level_rows().items() if any(name in row for name in names))
    return words + [_level_word(*level) for level in levels]


def _listed(numbers: str) -> Classes:
    """Return the classes of «5–7», «5, 6 и 9», «с 5 по 7»."""
    found: Classes = frozenset()
    previous = 0
    for joint, number in _PART.findall(numbers):
        named = _between(previous if joint and previous else int(number), int(number))
        found, previous = found | named, int(number)
    return found


def _level_word(first, last):
    return f"{first}{last}уровень"


@cache
def _level_rows():
    """Return {level: its names as normal forms with spaces around}."""
    return {
        level: [f" {' '.join(map(normal_form, name.split()))} " for name in names] for level, names in LEVELS.items()
    }


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
                word, others = Word(" ".join(part.text for part in typed), _words_of(classes)), _others_of(run)
                run = (Either((word,), others) if others else word,)
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


def _words_of(classes) -> tuple[str, ...]:
    """Return the words of the index for any of ``classes``, and for the levels that are among them whole."""
    levels = (_level_word(*level) for level in LEVELS if _between(*level) <= classes)
    return (*(f"{number}класс" for number in sorted(classes)), *levels)


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
