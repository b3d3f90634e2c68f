"""Comparing what people wrote: no case, «е» for «ё», single spaces, no marks around."""

import re

_SPACES = re.compile(r"\s+")
_EDGES = " .,;:–—-…«»\"'()"


def tidy(text):
    """Return `text` on one line with single spaces."""
    return _SPACES.sub(" ", text).strip()


def key_of(text):
    """Return what two spellings of one text have in common."""
    return tidy(text).casefold().replace("ё", "е").strip(_EDGES)
