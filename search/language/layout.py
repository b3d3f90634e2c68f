"""A word typed with the other keyboard switched on: «ghjtrn» for «проект», «зщцукзщште» for «powerpoint»."""

import re

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:ZXCVBNM<>"
_CYRILLIC = "ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЯЧСМИТЬБЮ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_LATIN_LETTER, _CYRILLIC_LETTER = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁё]")
# At the end of a word these are letters («ghjtrn,» might be «проектб») or just punctuation: both are tried.
_PUNCTUATION = ".,;:'`"


def in_other_layout(chunk: str) -> tuple[str, ...]:
    """Return what ``chunk``, a piece of a query without spaces, is on the other keyboard, the likeliest first.

    Nothing for a piece of both alphabets or of none.
    """
    latin, cyrillic = len(_LATIN_LETTER.findall(chunk)), len(_CYRILLIC_LETTER.findall(chunk))
    if bool(latin) == bool(cyrillic):
        return ()
    if cyrillic:
        return (chunk.translate(_TO_LATIN),)
    bare = chunk.rstrip(_PUNCTUATION)
    rest = chunk[len(bare) :]
    return tuple(dict.fromkeys((chunk.translate(_TO_CYRILLIC), bare.translate(_TO_CYRILLIC) + rest)))
