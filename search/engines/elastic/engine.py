"""The engine of Elasticsearch: words are found there, everything else is done as with any other engine."""

from search.engines.base import Scope, SearchEngine, block_of
from search.engines.elastic import indices
from search.engines.elastic.asking import to_filter
from search.engines.elastic.client import asking, within
from search.engines.elastic.writing import write

CHUNK = 5_000


class ElasticEngine(SearchEngine):
    name = "elasticsearch"
    within = staticmethod(within)

    def prepare(self):
        """Make an empty index for readers where there is none."""
        if not indices.live():
            indices.go_live(indices.create())

    def put(self, documents):
        """Write documents into the index that readers ask."""
        write(indices.alias(), documents)

    def delete(self, page_ids):
        """Take pages out of the index that readers ask."""
        write(indices.alias(), (), page_ids)

    def clear(self):
        """Give readers an empty index."""
        indices.drop(indices.go_live(indices.create()))

    def matches(self, query, scope=Scope.WORDS, any_word=False):
        """Yield the ids of all pages that match, the largest first, in lists."""
        wanted, last, most = to_filter(query, scope, any_word), None, block_of(scope)
        while True:
            found = self._block(wanted, last, most)
            if found:
                yield found
            if len(found) < most:
                return
            last = found[-1]

    def page_ids(self):
        """Return the ids of all pages in the index."""
        return set(self.digests())

    def digests(self, index=None):
        """Return {page id: digest} of all pages in `index`, else in the one that readers ask."""
        found, after = {}, None
        while True:
            page = self._page_of_digests(index or indices.alias(), after)
            found.update((hit["sort"][0], hit["fields"]["digest"][0]) for hit in page)
            if len(page) < CHUNK:
                return found
            after = page[-1]["sort"]

    def checksum(self, index):
        """Return (how many pages `index` has, the sum of the numbers of their last changes)."""
        with asking() as client:
            answer = client.search(
                index=index,
                size=0,
                track_total_hits=True,
                allow_partial_search_results=False,
                aggs={"numbers": {"sum": {"field": "number"}}},
                filter_path="hits.total.value,aggregations.numbers.value",
            )
        return answer["hits"]["total"]["value"], round(answer["aggregations"]["numbers"]["value"])

    def health(self):
        """Return "" when readers can ask it, else what is wrong."""
        with asking() as client:
            if not client.indices.exists_alias(name=indices.alias()):
                return "нет индекса"
            status = client.cluster.health(index=indices.alias())["status"]
        return "" if status in ("green", "yellow") else f"состояние индекса: {status}"

    def _block(self, wanted, last, most):
        below = [{"range": {"page_id": {"lt": last}}}] if last is not None else []
        # Ids as buckets of one aggregation: a list of twenty thousand hits takes five times as long.
        ids = {"terms": {"field": "page_id", "size": most, "order": {"_key": "desc"}}}
        with asking() as client:
            answer = client.search(
                index=indices.alias(),
                query={"bool": {"filter": [wanted, *below]}},
                size=0,
                # No order is needed, but an index that something else has made, without this keyword, fails in it: it
                # would find nothing, or askew, and nobody would ask the database.
                sort=["digest"],
                track_total_hits=False,
                # Half an answer would be a wrong one: the database has a whole one.
                allow_partial_search_results=False,
                aggs={"ids": ids},
                filter_path="aggregations.ids.buckets.key",
            )
        buckets = answer.get("aggregations", {}).get("ids", {}).get("buckets", [])
        return [bucket["key"] for bucket in buckets]

    def _page_of_digests(self, index, after):
        with asking() as client:
            answer = client.search(
                index=index,
                size=CHUNK,
                sort=[{"page_id": "asc"}],
                search_after=after,
                stored_fields="_none_",
                docvalue_fields=["digest"],
                allow_partial_search_results=False,
            )
        return answer["hits"]["hits"]
