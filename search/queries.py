"""The one door of search: from an address to a page of hits with facets (FX-02, FX-03, FX-04)."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from library.facets import current_facets
from library.facets.form import address, chips_for, facets_for, read_filters, type_tabs
from library.facets.labels import TYPE_NAMES
from library.paging import pages_for
from search.correcting import RARE, correction_of
from search.engines import current_engine
from search.finding import Matching, find, order
from search.hits import hits_for
from search.language.snippets import Matcher
from search.understanding import TYPO, Understanding, understand
from search.words import query_normaliser

PAGE_SIZE = 20
# Nobody reads so far; robots do.
DEEPEST = 50
# More is taken off by «only what is written» at once.
MOST_OFF, LONGEST_OFF = 24, 320
SORTS = {"": "подходящие", "new": "новые"}


@dataclass(frozen=True)
class Asked:
    """What an address asks for: words, filters by facet, one type or "", order, page.

    `off` are the codes of what is not to be understood (`understanding.Step.code`).
    """

    understanding: Understanding
    filters: dict
    type: str
    sort: str
    page: str
    off: tuple[str, ...] = ()

    @property
    def typed(self):
        """The words as they were typed."""
        return self.understanding.typed

    @property
    def query(self):
        """The words as they are asked for."""
        return self.understanding.query

    @property
    def exact(self):
        """Whether nothing but what was typed is wanted."""
        return self.understanding.exact


@dataclass(frozen=True)
class Result:
    """What search answers: `hits` of one page, `total` of all, the parts of the page for the template.

    `more`: there are others beyond `total` that were not counted. `offered` is a query that may have been meant.
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
    clear_url: str
    link: Callable[..., str]
    offered: str | None = None


def search(params, base):
    """Return the Result for the parameters `params` (a QueryDict); `base` is the address of the results.

    Counts and filters obey what the database shows at this moment, whatever the index holds.
    """
    now = time.time()
    index = current_facets().at(now)
    asked = read(params, index)
    shown = index.shown_bits(now)
    asked, matching, offered = _as_meant(asked, index, shown)
    found, link = matching.bits, _linker(asked, base)
    typed = _of_type(asked, index, found)
    narrowed = index.narrowed(typed, asked.filters)
    total = narrowed.bit_count()
    pages = pages_for(total, PAGE_SIZE, asked.page, lambda n: link(page=n if n > 1 else None), DEEPEST)
    page_ids = _page_of(asked, index, matching, narrowed, pages["offset"], now)
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
        clear_url=link(filters={}),
        link=link,
        offered=offered,
    )


def read(params, index):
    """Return what the address asks for; whatever does not exist is left out."""
    kind, sort = params.get("type", ""), params.get("sort", "")
    off = tuple(dict.fromkeys(code[:LONGEST_OFF] for code in params.getlist("off")[:MOST_OFF] if code.strip()))
    return Asked(
        understanding=understand(params.get("q", ""), off, exact=params.get("exact") == "1"),
        filters=read_filters(params, index),
        type=kind if kind in TYPE_NAMES else "",
        sort=sort if sort in SORTS else "",
        page=params.get("page", ""),
        off=off,
    )


def _as_meant(asked, index, shown):
    """Return (what is asked, its Matching, a query to offer or None).

    Another spelling is asked for by itself only where no page has all words as they were typed, and is neither taken nor
    offered where it finds nothing, so that it tells of no page that is not public.
    """
    matching = _matching(asked, index, shown)
    is_found = _has_all_words(matching)
    if not asked.query or asked.exact or (is_found and matching.bits.bit_count() > RARE):
        return asked, matching, None

    def meaning(**how):
        other = replace(asked, understanding=understand(asked.typed, asked.off, **how))
        return other, _matching(other, index, shown) if other.understanding.spelling else matching

    if not is_found:
        retyped, found = meaning(retype=True)
        if found.bits and (_has_all_words(found) or not matching.bits):
            return retyped, found, None
        asked = asked if retyped.understanding.spelling else retyped
    correction = None if TYPO in asked.off else correction_of(asked.understanding, is_found)
    if correction is None:
        return asked, matching, None
    corrected, found = meaning(corrections=correction.words)
    if not _has_all_words(found):
        return asked, matching, None
    return (corrected, found, None) if correction.sure and not is_found else (asked, matching, corrected.query.raw)


def _has_all_words(matching):
    return bool(matching.bits) and not matching.any_word


def _matching(asked, index, shown):
    if not asked.query:
        # Filters alone are a question too; excluded words alone are none.
        return Matching(shown if (asked.filters or asked.type) and not asked.query.excluded else 0)

    def narrow(bits):
        return index.narrowed(_of_type(asked, index, bits), asked.filters)

    return find(current_engine(), asked.query, index, shown, narrow)


def _of_type(asked, index, bits):
    return bits & index.value_bits("type", [asked.type]) if asked.type else bits


def _page_of(asked, index, matching, bits, offset, now):
    if asked.sort == "new" or not asked.query:
        return index.newest_ids(bits, offset, PAGE_SIZE)
    return order(current_engine(), asked.query, matching, index, bits, offset + PAGE_SIZE, now)[offset:]


def _linker(asked, base) -> Callable[..., str]:
    def link(filters=None, type=asked.type, page=None, exact=asked.exact, off=asked.off, query=asked.typed):
        chosen = asked.filters if filters is None else filters
        # What stays taken off is one more choice of the visitor, as filters are.
        chosen = {**({"off": off} if off else {}), **chosen}
        return address(base, chosen, q=query, type=type, sort=asked.sort, exact="1" if exact else "", page=page)

    return link
