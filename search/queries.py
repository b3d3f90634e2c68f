"""The one door of search: from an address to a page of hits with facets (FX-02, FX-03, FX-04)."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from library.facets import current_facets
from library.facets.form import address, chips_for, facets_for, read_filters, type_tabs
from library.facets.labels import TYPE_NAMES
from library.paging import page_number, pages_for
from search.answering import answer
from search.finding import Matching, find, order
from search.hits import hits_for
from search.language.query import Query, parse
from search.language.snippets import Matcher
from search.thesaurus import current_thesaurus
from search.words import query_normaliser

PAGE_SIZE = 20
# Nobody reads so far; robots do.
DEEPEST = 50
SORTS = {"": "подходящие", "new": "новые"}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: words, filters by facet, one type or "", order, page.

    `also` are other names of the same things, looked for as well unless only what was typed is wanted (`exact`).
    """

    query: Query
    filters: dict
    type: str
    sort: str
    page: str
    also: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class Result:
    """What search answers: `hits` of one page, `total` of all, the parts of the page for the template.

    `more`: there are others beyond `total` that were not counted. `by_reserve`: the engine that the centre has chosen did
    not answer, the database did.
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
    other_names_url: str


def search(params, base):
    """Return the Result for the parameters `params` (a QueryDict); `base` is the address of the results.

    Counts and filters obey what the database shows at this moment, whatever the index holds.
    """
    now = time.time()
    index = current_facets().at(now)
    asked = read(params, index)
    shown = index.shown_bits(now)
    (matching, page_ids), by_reserve = answer(lambda engine: _found(engine, asked, index, shown, now))
    found, link = matching.bits, _linker(asked, base)
    typed = _of_type(asked, index, found)
    total = index.narrowed(typed, asked.filters).bit_count()
    pages = pages_for(total, PAGE_SIZE, asked.page, lambda n: link(page=n if n > 1 else None), DEEPEST)
    matcher = Matcher(asked.query, query_normaliser()) if asked.query else None
    return Result(
        asked=asked,
        total=total,
        hits=hits_for(page_ids, matcher, index),
        facets=facets_for(index, typed, asked.filters, lambda filters: link(filters=filters)),
        tabs=type_tabs(index, found, asked.filters, asked.type, lambda code: link(type=code)),
        chips=chips_for(asked.filters, lambda filters: link(filters=filters)),
        pages=pages,
        relaxed=matching.any_word,
        more=matching.more,
        by_reserve=by_reserve,
        clear_url=link(filters={}),
        other_names_url=link(exact=not asked.exact),
    )


def read(params, index):
    """Return what the address asks for; whatever does not exist is left out."""
    kind, sort, exact = params.get("type", ""), params.get("sort", ""), params.get("exact") == "1"
    typed = parse(params.get("q", ""), query_normaliser())
    expanded = current_thesaurus().expand(typed)
    return Asked(
        query=typed if exact else expanded,
        also=expanded.also,
        exact=exact,
        filters=read_filters(params, index),
        type=kind if kind in TYPE_NAMES else "",
        sort=sort if sort in SORTS else "",
        page=params.get("page", ""),
    )


def _found(engine, asked, index, shown, now):
    """Return (the Matching, the ids of the pages to show, in order), both by one engine."""
    matching = _matching(engine, asked, index, shown)
    bits = _narrowed(asked, index, matching.bits)
    number, _num_pages = page_number(bits.bit_count(), PAGE_SIZE, asked.page, DEEPEST)
    offset = (number - 1) * PAGE_SIZE
    if asked.sort == "new" or not asked.query:
        return matching, index.newest_ids(bits, offset, PAGE_SIZE)
    allowed = _narrowed(asked, index, shown)
    return matching, order(engine, asked.query, matching, index, bits, allowed, offset + PAGE_SIZE, now)[offset:]


def _matching(engine, asked, index, shown):
    if not asked.query:
        # Filters alone are a question too; excluded words alone are none.
        return Matching(shown if (asked.filters or asked.type) and not asked.query.excluded else 0)
    return find(engine, asked.query, index, shown, lambda bits: _narrowed(asked, index, bits))


def _narrowed(asked, index, bits):
    return index.narrowed(_of_type(asked, index, bits), asked.filters)


def _of_type(asked, index, bits):
    return bits & index.value_bits("type", [asked.type]) if asked.type else bits


def _linker(asked, base) -> Callable[..., str]:
    def link(filters=None, type=asked.type, page=None, exact=asked.exact):
        chosen = asked.filters if filters is None else filters
        exact = "1" if exact and asked.also else ""
        return address(base, chosen, q=asked.query.raw, type=type, sort=asked.sort, exact=exact, page=page)

    return link
