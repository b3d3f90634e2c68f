"""Misspelled words of a query, and what they were meant to be (FX-07): shown, and asked for only where nothing is found."""

from dataclasses import dataclass

from search.common_words import current_vocabulary
from search.language.corrections import candidates, is_surely_wrong
from search.language.query import Phrase
from search.language.tokens import tokens
from search.thesaurus import current_thesaurus
from search.understanding import TYPO
from search.vocabulary import counted_of
from search.words import query_normaliser

# A word in so few pages may be the mistake of those who wrote them; it is one if another is so many times commoner.
RARE, TIMES_COMMONER = 2, 20
# «МБОУ» is not a misspelled word.
LONGEST_ABBREVIATION = 6
MOST_WORDS = 4
MOST_REMEMBERED = 500
# What was found in a vocabulary: whoever asks the next page, or the same again, does not wait.
_remembered: tuple = None, {}


@dataclass(frozen=True)
class Correction:
    """Pairs (word as typed, canonical; what was meant). `sure`: the language has none of the typed words."""

    words: tuple[tuple[str, str], ...]
    sure: bool


def correction_of(understanding, found):
    """Return the Correction of a query, None where every word may be right.

    `found` tells whether some page has all its words: then only those may be wrong that next to no page has.
    """
    words = _doubtful(understanding)
    pages = _pages_of(words)
    meant = []
    for word in words:
        if pages[word] > RARE or (found and not pages[word]):
            continue
        best = _best(word, current_vocabulary(), TIMES_COMMONER * pages[word] or 1)
        if best and (not pages[word] or is_surely_wrong(word)):
            meant.append((word, best))
    if not meant:
        return None
    return Correction(tuple(meant), all(not pages[word] and is_surely_wrong(word) for word, _best_word in meant))


def _doubtful(understanding):
    """Return the words that may be misspelled: neither numbers nor names of the thesaurus nor what stands in quotes."""
    off = {step.typed.lower() for step in understanding.off if step.kind == TYPO}
    found = {}
    for clause in understanding.query.typed:
        if isinstance(clause, Phrase) and clause.joined is None:
            continue
        for token in tokens(clause.text):
            typed = clause.text[token.start : token.end]
            is_abbreviation = typed.isupper() and len(typed) <= LONGEST_ABBREVIATION
            if token.text.isalpha() and not is_abbreviation and typed.lower() not in off:
                found[token.text] = None
    normals, thesaurus = query_normaliser().normals(found), current_thesaurus()
    return [word for word in found if not thesaurus.has_word(normals[word])][:MOST_WORDS]


def _pages_of(words):
    """Return {word: in how many pages it stands, by the likeliest and the other readings}."""
    normaliser = query_normaliser()
    readings = {word: (normaliser.normal(word), *normaliser.extra_normals(word)) for word in words}
    counted = counted_of(normal for normals in readings.values() for normal in normals)
    return {
        word: max((counted[normal][1] for normal in normals if normal in counted), default=0)
        for word, normals in readings.items()
    }


def _best(word, vocabulary, fewest_pages):
    global _remembered
    known = _remembered
    if known[0] is not vocabulary or len(known[1]) > MOST_REMEMBERED:
        _remembered = known = vocabulary, {}
    if (word, fewest_pages) not in known[1]:
        found = candidates(word, vocabulary, fewest_pages)
        known[1][word, fewest_pages] = found[0].word if found else None
    return known[1][word, fewest_pages]
