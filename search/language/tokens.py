"""Words of a text: how letters are folded, where words begin and end, how a typed query is cleaned.

Everything here keeps the length of the text, so the place of a word in the canonical text is its place in the
original one. The text is expected to be cleaned already at extraction (NFC, no soft hyphens, no stress marks); a query
is not, hence ``clean_query``.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

MAX_QUERY_LENGTH = 300

# A run of letters or a run of digits, never both: «273ФЗ», «3D», «5А» are two tokens each.
_WORD = re.compile(r"[^\W\d_]+|\d+")

_LATIN_ALIKE, _CYRILLIC_ALIKE = "aeopcyxkmthb", "аеорсухкмтнв"
_TO_CYRILLIC = str.maketrans(_LATIN_ALIKE, _CYRILLIC_ALIKE)
_TO_LATIN = str.maketrans(_CYRILLIC_ALIKE, _LATIN_ALIKE)
_CYRILLIC = re.compile("[а-я]")
_LATIN = re.compile("[a-z]")
_SCRIPTS_MEET = re.compile(r"[a-z](?:(?=[а-я])|(?<=[а-я][a-z]))")
_MIXED_WORD = re.compile(r"(?<![a-zа-я])(?:[a-z]+[а-я]|[а-я]+[a-z])[a-zа-я]*")

# «3Д» is «3D», and the Latin A of «5A», «A4» is the Cyrillic one: a lone letter beside a number has no word around it
# that would tell its script, so it always gets the same one.
_LONE = _TO_CYRILLIC | {ord("д"): "d"}
_LONE_BESIDE_NUMBER = re.compile(
    rf"[{_LATIN_ALIKE}д](?![^\W\d_])(?<![^\W\d_].)(?:(?<=\d.)|(?<=\d[-‐‑–— ].)|(?=[-‐‑–— ]?\d))", re.DOTALL
)
_RAISED_DIGIT = re.compile("[²³¹⁰⁴-⁹₀-₉]")

_STRESS_MARKS = {0x0300: None, 0x0301: None, 0x0450: "е", 0x045D: "и"}
_INVISIBLE = ("Cc", "Cf", "Cs")


class Token(NamedTuple):
    """One word or number: its canonical form, and the characters [start, end) it takes in the original text."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Return ``text`` in lower case with «ё» as «е», of exactly the same length."""
    # «İ» is the only character whose lower case is longer, and «ς» the only one that depends on its neighbours.
    return text.replace("İ", "i").lower().replace("ё", "е").replace("ς", "σ")


def unmix(word: str) -> str:
    """Return a folded word that mixes Cyrillic and Latin letters in one script: «coш» as «сош».

    It goes to the script in which all its letters can be written; where both will do, to the majority, Cyrillic when
    even. A word in one script, and one with letters that have no look-alike on either side, is returned as it is.
    """
    cyrillic, latin = _CYRILLIC.findall(word), _LATIN.findall(word)
    if not cyrillic or not latin:
        return word
    can_be_cyrillic = set(_LATIN_ALIKE).issuperset(latin)
    can_be_latin = set(_CYRILLIC_ALIKE).issuperset(cyrillic)
    if can_be_cyrillic and (len(cyrillic) >= len(latin) or not can_be_latin):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if can_be_latin else word


def canonical(text: str) -> str:
    """Return the form of ``text`` that words are compared in, character for character as long as ``text``.

    Folded, mixed scripts unmixed, «м²» as «м2», a lone letter beside a number in one script.
    """
    text = fold(text)
    if _SCRIPTS_MEET.search(text):
        text = _MIXED_WORD.sub(lambda found: unmix(found[0]), text)
    text = _RAISED_DIGIT.sub(lambda found: str(unicodedata.digit(found[0])), text)
    return _LONE_BESIDE_NUMBER.sub(lambda found: found[0].translate(_LONE), text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the words and numbers of ``text`` in order, with their places in it."""
    return (Token(found[0], found.start(), found.end()) for found in _WORD.finditer(canonical(text)))


def words(text: str) -> list[str]:
    """Return the canonical words and numbers of ``text``: the same as ``tokens``, without the places."""
    return _WORD.findall(canonical(text))


def clean_query(raw: str) -> str:
    """Return what a visitor typed as one clean line of at most 300 characters.

    NFC; soft hyphens, stress marks, zero-width and control characters (NUL too) and broken surrogates removed; spaces
    collapsed. A longer query is cut, at a space where there is one.
    """
    return clean_line(raw)[0]


def clean_line(raw: str) -> tuple[str, bool]:
    """Do what ``clean_query`` does, and also tell whether something was cut off."""
    # A tenfold margin for what is removed below; it bounds the work on a hostile query.
    start = raw[: MAX_QUERY_LENGTH * 10]
    visible = (
        c for c in unicodedata.normalize("NFC", start) if c.isspace() or unicodedata.category(c) not in _INVISIBLE
    )
    line = " ".join("".join(visible).translate(_STRESS_MARKS).split())
    if len(line) <= MAX_QUERY_LENGTH:
        return line, len(raw) > len(start)
    return line[: MAX_QUERY_LENGTH + 1].rpartition(" ")[0] or line[:MAX_QUERY_LENGTH], True
