"""The words of the index and their characters (language.coding): numbers are given once and never change."""

from functools import partial

from django.db import transaction

from search.language.coding import BORDER, BORDER_WORD, LAST_NUMBER, code_of, codes_in, number_of, spelled
from search.language.normaliser import MemoryCache
from search.models import IndexWord

CHUNK = 500
_codes, _words = MemoryCache(400_000), MemoryCache(400_000)


def codes_of(normals):
    """Return {normal form: code} of those `normals` that some page has."""
    wanted = set(normals)
    known = _codes.get_many(wanted)
    found = dict(_rows(IndexWord.objects, "normal", wanted - known.keys()))
    return known | _kept(found)


def counted_of(normals):
    """Return {normal form: (code, in how many pages it stands)} of those `normals` that some page has."""
    rows = IndexWord.objects.filter(normal__in=set(normals)).values_list("normal", "pk", "pages")
    return {normal: (_code(normal, number), pages) for normal, number, pages in rows}


def codes_for(normals):
    """Return {normal form: code} of all `normals`; new ones get a number. Call it in the transaction that uses them."""
    wanted = set(normals)
    known = codes_of(wanted)
    new = sorted(wanted - known.keys())
    if new:
        # Another worker may give a number to the same word at this moment: whoever comes second takes the first's.
        IndexWord.objects.bulk_create([IndexWord(normal=normal) for normal in new], CHUNK, ignore_conflicts=True)
        known |= _kept(dict(_rows(IndexWord.objects, "normal", new)))
    return known


def coded(words, codes):
    """Return normal forms as a coded text."""
    return "".join(map(codes.__getitem__, words))


def words_in(texts):
    """Return {code: normal form} of everything that coded texts have, the border too (coding.decoded)."""
    codes = set().union(*map(codes_in, texts))
    known = _words.get_many(codes)
    numbers = map(number_of, codes - known.keys())
    found = {code_of(number): normal for normal, number in _pairs(IndexWord.objects, "pk", numbers)}
    if found:
        transaction.on_commit(partial(_words.put_many, found))
    return known | found | {BORDER: BORDER_WORD}


def forget():
    """Drop what this process knows: the database was replaced (tests, a restored copy)."""
    global _codes, _words
    _codes, _words = MemoryCache(400_000), MemoryCache(400_000)


def _rows(words, field, values):
    return ((normal, _code(normal, number)) for normal, number in _pairs(words, field, values))


def _pairs(words, field, values):
    values = list(values)
    for start in range(0, len(values), CHUNK):
        yield from words.filter(**{f"{field}__in": values[start : start + CHUNK]}).values_list("normal", "pk")


def _code(normal, number):
    return code_of(number) if number <= LAST_NUMBER else spelled(normal)


def _kept(found):
    # Only what is committed may be remembered: the number of a word whose transaction fails is given to another.
    if found:
        transaction.on_commit(partial(_codes.put_many, found))
    return found
