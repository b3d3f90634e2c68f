"""The one door of search: from an address to a page of hits with facets (FX-02, FX-03, FX-04)."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from library.facets import current_facets
from library.facets.form import address, chips_for, facets_for, type_tabs
from library.paging import page_number, pages_for
from search.answering import answer
from search.asked import SORTS, Asked, read
from search.finding import find_any, order
from search.hits import hits_for
from search.language.snippets import Matcher
from search.meaning import meant
from search.words import query_normaliser

__all__ = ["SORTS", "Result", "search"]
PAGE_SIZE = 20
# Nobody reads so far; robots do.
DEEPEST = 50
# Where fewer pages than this have all the words, the best that have some of them stand below.
FEW, NEARLY = 5, 10


@dataclass(frozen=True)
class Result:
    """What search answers: `hits` of one page, `total` of all, the parts of the page for the template.

    `more`: there are others beyond `total` that were not counted. `by_reserve`: the engine that the centre has chosen did
    not answer, the database did. `offered` is a query that may have been meant. `nearly` are hits that have not all the words
    and are not counted: they stand below a thin answer.
    """

    asked: Asked
    total: int
    hits: list
    facets: list
    tabs: list
    chips: list
    pages: dict
    relaxed: bool
    more: bool
    by_reserve: bool
    clear_url: str
    link: Callable[..., str]
    offered: str | None = None
    nearly: tuple = ()


def search(params, base):
    """Return the Result for the parameters `params` (a QueryDict); `base` is the address of the results.

    Counts and filters obey what the database shows at this moment, whatever the index holds.
    """
    now = time.time()
    index = current_facets().at(now)
    wanted, shown = read(params, index), index.shown_bits(now)
    (found, page_ids, nearly_ids), by_reserve = answer(lambda engine: _found(engine, wanted, index, shown, now))
    asked, bits = found.asked, found.matching.bits
    link, typed = _linker(asked, base), asked.of_type(index, bits)
    total = index.narrowed(typed, asked.filters).bit_count()
    matcher = Matcher(asked.query, query_normaliser()) if asked.query else None
    hits = hits_for(page_ids + nearly_ids, matcher, index)
    return Result(
        asked=asked,
        total=total,
        hits=[hit for hit in hits if hit.page_id not in nearly_ids],
        facets=facets_for(index, typed, asked.filters, lambda filters: link(filters=filters)),
        tabs=type_tabs(index, bits, asked.filters, asked.type, lambda code: link(type=code)),
        chips=chips_for(asked.filters, lambda filters: link(filters=filters)),
        pages=pages_for(total, PAGE_SIZE, asked.page, lambda n: link(page=n if n > 1 else None), DEEPEST),
        relaxed=found.matching.any_word,
        more=found.matching.more,
        by_reserve=by_reserve,
        clear_url=link(filters={}),
        link=link,
        offered=found.offered,
        nearly=tuple(hit for hit in hits if hit.page_id in nearly_ids),
    )


def _found(engine, asked, index, shown, now):
    """Return (the Meant, the ids of the pages to show, those of pages to show below them), in order, all by one engine."""
    found = meant(engine, asked, index, shown)
    asked, matching = found.asked, found.matching
    bits = asked.narrowed(index, matching.bits)
    number, _num_pages = page_number(bits.bit_count(), PAGE_SIZE, asked.page, DEEPEST)
    offset = (number - 1) * PAGE_SIZE
    if asked.sort == "new" or not asked.query:
        return found, index.newest_ids(bits, offset, PAGE_SIZE), []
    allowed = asked.narrowed(index, shown)
    page_ids = order(engine, asked.query, matching, index, bits, allowed, offset + PAGE_SIZE, now)[offset:]
    return found, page_ids, _nearly(engine, found, index, bits, shown & ~matching.bits, now)


def _nearly(engine, found, index, bits, others, now):
    """Return the ids of the best among the bits `others` with some of the words, [] where the answer `bits` is not thin."""
    asked = found.asked
    if found.matching.any_word or asked.exact or not 0 < bits.bit_count() < FEW or len(asked.query.typed) == 1:
        return []
    some = find_any(engine, asked.query, index, others, lambda others: asked.narrowed(index, others))
    allowed = asked.narrowed(index, others)
    return order(engine, asked.query, some, index, asked.narrowed(index, some.bits), allowed, NEARLY, now)


def _linker(asked, base) -> Callable[..., str]:
    def link(filters=None, type=asked.type, page=None, exact=asked.exact, off=asked.off, query=asked.typed):
        chosen = asked.filters if filters is None else filters
        # What stays taken off is one more choice of the visitor, as filters are.
        chosen = {**({"off": off} if off else {}), **chosen}
        return address(base, chosen, q=query, type=type, sort=asked.sort, exact="1" if exact else "", page=page)

    return link
