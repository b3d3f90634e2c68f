"""What a changed term changes in search, before it is saved (F3-31): what each of its names finds now and would find."""

import time
from dataclasses import dataclass
from itertools import islice

from home.terms import REMARK, current_terms
from library.facets import current_facets
from search.engines import database_engine
from search.hits import shown_pages
from search.language.query import parse
from search.language.synonyms import MOST_OTHERS, Thesaurus
from search.words import query_normaliser

MOST_NAMES = MOST_OTHERS + 4
SHOWN = 5


@dataclass(frozen=True)
class NameChange:
    """One name: how many pages it finds by itself, with the terms as they are, and with the term as it would be.

    `gained` and `lost` are titles of some of the pages that come and go.
    """

    name: str
    alone: int
    now: int
    then: int
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    is_dropped: bool = False


@dataclass(frozen=True)
class Preview:
    """The names of a term, and how many pages all of them together find."""

    names: tuple[NameChange, ...]
    together: int
    titles: tuple[str, ...]


def labels_of(name, abbreviation, synonyms):
    """Return what a term is called by the fields of its form, `synonyms` a text of lines: as search takes them."""
    lines = [REMARK.sub("", name), abbreviation, *synonyms.splitlines()]
    return tuple(islice(dict.fromkeys(line.strip() for line in lines if line.strip()), MOST_NAMES))


def preview(labels, code="", is_active=True):
    """Return the Preview of the term `code` ("" for a new one) called by `labels`, as search would know it if saved."""
    terms = current_terms()
    before = next((term.labels for term in terms if term.code == code), ())
    others = [term.labels for term in terms if term.code != code]
    groups = [*others, labels] if is_active else others
    now, then = (_Asker(groups) for groups in ([*others, before], groups))
    dropped = [name for name in before if name not in labels]
    names = tuple(_change(name, now, then, name in dropped) for name in (*labels, *dropped))
    together = 0
    for name in labels:
        together |= then.alone(name)
    return Preview(names, together.bit_count(), then.titles(together))


class _Asker:
    """Asks the index by one set of names; only pages that everybody may see count."""

    def __init__(self, groups):
        self._thesaurus = Thesaurus((group for group in groups if len(group) > 1), query_normaliser())
        self._index = current_facets()
        self._shown = self._index.shown_bits(time.time())

    def alone(self, name):
        """Return the bits of the pages that have the name itself."""
        return self._bits(parse(name, query_normaliser()))

    def named(self, name):
        """Return the bits of the pages found by the name and its other names."""
        return self._bits(self._thesaurus.expand(parse(name, query_normaliser())))

    def titles(self, bits):
        """Return the titles of the newest of the pages."""
        page_ids = self._index.newest_ids(bits, 0, SHOWN)
        shown = shown_pages(page_ids)
        return tuple(shown[page_id].title for page_id in page_ids if page_id in shown)

    def _bits(self, query):
        bits = 0
        for block in database_engine().matches(query) if query else ():
            bits |= self._index.bits_of(block) & self._shown
        return bits


def _change(name, now, then, is_dropped):
    before, after = now.named(name), then.named(name)
    return NameChange(
        name=name,
        alone=now.alone(name).bit_count(),
        now=before.bit_count(),
        then=after.bit_count(),
        gained=then.titles(after & ~before),
        lost=then.titles(before & ~after),
        is_dropped=is_dropped,
    )
