"""Texts with one character for each word: short to keep, quick to count in, and back again to words.

A normal form that has a number becomes the character of that number; one past the last number is spelled out between two
marks. In such a text the count of a word is `str.count`, a phrase is a substring, and the distance of words is a
difference of places; a page of 8 kB takes 1.3 kB.
"""

import re
from collections.abc import Mapping

# Below it stand the marks; then come the numbers, and from _SPELLING on the letters of what is spelled out.
_FIRST, _SPELLING = 0x20, 0xF0000
_SURROGATES, _SURROGATE_COUNT = 0xD800, 0x800
LAST_NUMBER = _SPELLING - _SURROGATE_COUNT - _FIRST
_OPEN, _CLOSE = "\x01", "\x02"
# Between two texts of a page: no phrase runs over it. As a word it is one that nobody can ask for: words never mix
# letters and digits.
BORDER, BORDER_WORD = "\n", "0border0"
_ITEM = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}|(.)", re.DOTALL)
_SPELLED = re.compile(f"{_OPEN}[^{_CLOSE}]*{_CLOSE}")


def code_of(number: int) -> str:
    """Return the character of word `number`, 1 to LAST_NUMBER. Raises ValueError for any other."""
    if not 1 <= number <= LAST_NUMBER:
        raise ValueError(f"no character for word {number}")
    point = number + _FIRST
    return chr(point if point < _SURROGATES else point + _SURROGATE_COUNT)


def number_of(code: str) -> int:
    """Return the number of the word whose character is `code`."""
    point = ord(code)
    return (point if point < _SURROGATES else point - _SURROGATE_COUNT) - _FIRST


def spelled(word: str) -> str:
    """Return the code of a word without a number."""
    units = word.encode("utf-16-be")
    letters = (chr(_SPELLING + (high << 8 | low)) for high, low in zip(units[::2], units[1::2], strict=True))
    return f"{_OPEN}{''.join(letters)}{_CLOSE}"


def codes_in(text: str) -> set[str]:
    """Return the characters of all words of a coded text that have a number."""
    return set(_SPELLED.sub("", text)) - {BORDER}


def decoded(text: str, words: Mapping[str, str]) -> list[str]:
    """Return the words of a coded text in order; `words` has the normal form of every character in it, BORDER too."""
    if _OPEN not in text:
        return list(map(words.__getitem__, text))
    return [_read(letters) if letters else words[code] for letters, code in _ITEM.findall(text)]


def bag_of(text: str, words: Mapping[str, str]) -> set[str]:
    """Return the different words of a coded text; `words` as for `decoded`."""
    return set(decoded(text if _OPEN in text else "".join(set(text)), words))


def _read(letters: str) -> str:
    units = (ord(letter) - _SPELLING for letter in letters)
    return b"".join(bytes((unit >> 8, unit & 0xFF)) for unit in units).decode("utf-16-be")
