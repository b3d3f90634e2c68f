"""The one place where text from files is made clean."""

import re
import unicodedata

NOTHING, SPACE, NEWLINE = None, " ", "\n"


def _characters(*ranges: tuple[int, int]) -> list[int]:
    return [code for first, last in ranges for code in range(first, last + 1)]


# Soft hyphen, zero-width and direction marks; control characters but tab and newline; halves of surrogate pairs.
_REMOVED = _characters(
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F), (0xAD, 0xAD), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0xFEFF, 0xFEFF), (0xFFFE, 0xFFFF), (0xD800, 0xDFFF),
)  # fmt: skip
# Spaces of all widths; private use, where symbol fonts keep their bullets.
_SPACES = _characters((0xA0, 0xA0), (0x2000, 0x200A), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000),
                      (0xE000, 0xF8FF))  # fmt: skip
_NEWLINES = [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
_HYPHENS = [0x2010, 0x2011]
_TABLE = (
    dict.fromkeys(_REMOVED, NOTHING)
    | dict.fromkeys(_SPACES, SPACE)
    | dict.fromkeys(_NEWLINES, NEWLINE)
    | dict.fromkeys(_HYPHENS, "-")
)
_STRANGE = re.compile(f"[{''.join(map(re.escape, map(chr, _TABLE)))}]")

_STRESS = re.compile("(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯ])\u0301")
# Sign, pattern, replacement; in this order no pattern ever meets a run of spaces it must scan again from each of its ends.
_SPACING = (
    ("  ", re.compile(r" {2,}"), " "),
    ("\t", re.compile(r" ?\t[ \t]*"), "\t"),
    ("\n", re.compile(r"[ \t]?\n[ \t]?"), "\n"),
    ("\n\n\n", re.compile(r"\n{3,}"), "\n\n"),
)
# PDFium gives a hyphen at the end of a line and the line's end as one U+0002 (U+FFFE by its other door).
_HYPHEN_OF_PDFIUM = "[\u0002\ufffe]"
_HYPHENATED = re.compile(f"(?<=[а-яё])(?:[-\u00ad\u2010] *\r?\n *|{_HYPHEN_OF_PDFIUM}(?: *\r?\n *)?)(?=[а-яё])")
_HYPHEN_LEFT = re.compile(_HYPHEN_OF_PDFIUM)
# Two particles keep their hyphen: «какой-либо».
_PARTICLE = re.compile(r"(?:либо|нибудь)\b")


def clean(text: str) -> str:
    """Text fit for an index, a snippet and a database.

    NFC comes first, so that a decomposed «й» or «ё» is whole before the stress mark, the same kind of combining
    sign, is taken off vowels. At most two newlines and one space stand together; the ends are bare.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if _STRANGE.search(text):
        text = text.translate(_TABLE)
    text = unicodedata.normalize("NFC", _STRESS.sub("", text) if "\u0301" in text else text)
    for sign, pattern, replacement in _SPACING:
        # Most texts are clean: to look for a sign takes a tenth of what the pattern does.
        if sign in text:
            text = pattern.sub(replacement, text)
    return text.strip()


def join_hyphenated(text: str) -> str:
    """Words broken at the ends of lines made whole: «методиче-», «ский» → «методический».

    Only between lower-case Cyrillic letters: «Санкт-», «Петербург» and «2020-», «2021» keep their hyphens.
    For formats that keep lines and not paragraphs (PDF, plain text); to be called before `clean`.
    """
    joined = _HYPHENATED.sub(lambda found: "-" if _PARTICLE.match(text, found.end()) else "", text)
    return _HYPHEN_LEFT.sub("-", joined)
