"""Questions to an engine: which pages have the words and the best in order, without facets, texts and HTML."""

from library.facets import FacetIndex, Row
from search.finding import find, order
from search.language.query import parse
from search.models import IndexedPage, IndexWord
from search.words import query_normaliser

DEPTH = 20


def counted_words():
    """Return [(normal form, pages)] of all words of the archive."""
    return IndexWord.objects.values_list("normal", "pages")


def picture():
    """Return a FacetIndex of the pages of the index, all public, without a facet, the larger id the newer."""
    page_ids = IndexedPage.objects.present().order_by("pk").values_list("pk", flat=True)
    return FacetIndex.of(Row(page_id, float(page_id), {}) for page_id in page_ids.iterator(10_000))


def ask(engine, index, text):
    """Return (the Matching of the question `text` by `engine`, the ids of the best DEPTH pages in order)."""
    query = parse(text, query_normaliser())
    matching = find(engine, query, index, index.everything, lambda bits: bits)
    return matching, order(engine, query, matching, index, matching.bits, index.everything, DEPTH, now=0.0)
