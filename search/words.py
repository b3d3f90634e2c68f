"""Normal forms kept in the database: the worker meets a word of the language once, web workers keep only what is asked."""

from functools import cache

from search.language.normaliser import VERSION, MemoryCache, Normaliser
from search.models import WordForm

LONGEST = 80
CHUNK = 500


class TableCache:
    """A word cache of two floors: a bounded one of the process, the table under it."""

    def __init__(self, limit):
        self._near = MemoryCache(limit)

    def get_many(self, words):
        """Return {word: normal form} of those known to the process or the table."""
        words = set(words)
        known = self._near.get_many(words)
        missing = [word for word in words - known.keys() if len(word) <= LONGEST]
        found = {}
        for start in range(0, len(missing), CHUNK):
            rows = WordForm.objects.filter(version=VERSION, word__in=missing[start : start + CHUNK])
            found.update(rows.values_list("word", "normal"))
        if found:
            self._near.put_many(found)
        return known | found

    def put_many(self, normals):
        """Remember normal forms in the process and, for good, in the table."""
        self._near.put_many(normals)
        rows = [
            WordForm(word=word, normal=normal, version=VERSION)
            for word, normal in sorted(normals.items())
            if len(word) <= LONGEST and len(normal) <= LONGEST
        ]
        WordForm.objects.bulk_create(
            rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["word"], update_fields=["normal", "version"]
        )


@cache
def query_normaliser():
    """The normaliser of a web process: small, in memory, never writing in a request."""
    return Normaliser(MemoryCache(20_000))


@cache
def index_normaliser():
    """The normaliser of the index worker: large, fed from the table."""
    return Normaliser(TableCache(400_000))
