"""From a query to pages in order: any engine says which pages have the words, one scorer of ours says which come first.

The scorer weighs WEIGHED pages at most. Where more are found, those with the words in their titles are taken first, then
those that are about them (Scope.NEAR), then the newest: whichever engine answers, the same pages in the same order.
"""

import time
from dataclasses import dataclass

from search.engines.base import MOST, Scope
from search.language.scoring import Scorer, Signs, Texts, freshness_of, popularity_of, rarity_of
from search.models import IndexedPage
from search.stored import split_words
from search.vocabulary import counted_of
from search.weights import current_weights

WEIGHED = 500
DAY = 24 * 3600
EXPERT_WORTH = {"recommended": 1.0, "recommended_after": 1.0, "archive": 0.2}


@dataclass(frozen=True)
class Matching:
    """The bits of the pages that match; `more` tells that they are more than MOST, and not all have been looked at.

    `any_word`: one of several words was enough, as no page has them all.
    """

    bits: int
    any_word: bool = False
    more: bool = False


def find(engine, query, index, shown, narrow):
    """Return the Matching of `query` among the bits `shown` of the FacetIndex `index`: all its words, else any of them.

    `narrow(bits)` leaves of the found those that the visitor's filters let through: it is these that are counted.
    """
    found = find_all(engine, query, index, shown, narrow)
    if found.bits or len(query.typed) == 1:
        return found
    return find_any(engine, query, index, shown, narrow)


def find_all(engine, query, index, shown, narrow):
    """Return the Matching of pages that have all the words; otherwise as `find`."""
    return _collected(engine, query, index, shown, narrow)


def find_any(engine, query, index, shown, narrow):
    """Return the Matching of pages that have any of the words; otherwise as `find`."""
    return _collected(engine, query, index, shown, narrow, any_word=True)


def order(engine, query, matching, index, bits, allowed, depth, now=None):
    """Return the ids of the best `depth` pages among `bits`, part of what `matching` found, the best first.

    `allowed` are the bits of all pages that could be among them: of a very common word not all have been looked at.
    """
    if not bits:
        return []
    within = allowed if matching.more else bits
    tiers = _tiers(engine, query, matching, index, within, bits, max(depth, WEIGHED))
    page_ids = [page_id for tier in tiers for page_id in tier]
    weighed = page_ids if matching.more else page_ids[:WEIGHED]
    best = _by_worth(query, weighed, matching, index, depth, now or time.time())
    return (best + page_ids[len(weighed) :])[:depth]


def _collected(engine, query, index, shown, narrow, any_word=False):
    bits = 0
    for block in engine.matches(query, any_word=any_word):
        bits |= index.bits_of(block) & shown
        if narrow(bits).bit_count() > MOST:
            return Matching(bits, any_word, more=True)
    return Matching(bits, any_word)


def _tiers(engine, query, matching, index, within, bits, wanted):
    """Yield lists of page ids that come one after another, `wanted` in all at most."""
    left, seen = wanted, 0
    for scope in (Scope.TITLE, Scope.NEAR) if bits.bit_count() > WEIGHED else ():
        tier = 0
        for block in engine.matches(query, scope, matching.any_word):
            tier |= index.bits_of(block) & within & ~seen
            if tier.bit_count() >= left:
                break
        found = index.newest_ids(tier, 0, left)
        yield found
        left, seen = left - len(found), seen | tier
        if not left:
            return
    yield index.newest_ids(bits & ~seen, 0, left)


def _by_worth(query, page_ids, matching, index, depth, now):
    scorer = _scorer(query, len(index.page_ids))
    rows = IndexedPage.objects.present().filter(pk__in=page_ids).values_list("pk", "downloads", "words")
    pages = ((page_id, Texts(*split_words(words)), downloads) for page_id, downloads, words in rows)
    if matching.more:
        # Its title has the words, but the page not the phrase, or it has what was excluded.
        pages = (page for page in pages if scorer.holds(page[1], matching.any_word))
    known = index.rows.get
    return scorer.best(
        ((page_id, texts, _signs(known(page_id), downloads, now)) for page_id, texts, downloads in pages), depth
    )


def _scorer(query, total):
    known = counted_of(query.normals)
    codes = {normal: code for normal, (code, _pages) in known.items()}
    rarity = {normal: rarity_of(pages, total) for normal, (_code, pages) in known.items() if pages}
    return Scorer.of_query(query, codes, rarity, current_weights())


def _signs(row, downloads, now):
    if row is None:
        return Signs()
    expert = max((EXPERT_WORTH.get(state, 0.0) for state in row.values.get("expert", ())), default=0.0)
    return Signs(expert, freshness_of((now - row.date) / DAY), popularity_of(downloads))
