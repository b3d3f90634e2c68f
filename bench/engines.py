"""What one engine of search costs: `python -m bench.engines rebuild|copy|feed|feed-on|ask …`, in the environment of one site.

Every step prints its figures as JSON. Engines are asked for pages in order (search.finding), without facets, texts and HTML:
that is the part in which they differ.
"""

import json
import resource
import sqlite3
import sys
import time

import django

django.setup()

from django.db import connection, transaction  # noqa: E402  models need the line above

from bench.asked import all_questions  # noqa: E402
from bench.asking import ask, counted_words, picture  # noqa: E402
from bench.raw import raw_question  # noqa: E402
from bench.timing import repeated  # noqa: E402
from search.engines import database_engine, serving_engine  # noqa: E402
from search.language.query import parse  # noqa: E402
from search.models import IndexedPage, IndexState, IndexWord  # noqa: E402
from search.rebuilding import rebuild  # noqa: E402
from search.stored import as_documents  # noqa: E402
from search.words import query_normaliser  # noqa: E402

BATCH = 200


def measure_rebuild():
    """Write the whole index anew; return {"pages", "seconds"} by the clock."""
    started = time.monotonic()
    pages = rebuild(anew=True)
    return {"pages": pages, "seconds": time.monotonic() - started}


def copy_from(path):
    """Fill the index of this database with the words of another site's SQLite database at `path`; return {"seconds"}."""
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    words = source.execute("SELECT id, normal, form, pages FROM search_indexword")
    with transaction.atomic():
        IndexWord.objects.bulk_create((IndexWord(*row) for row in words), batch_size=5000)
    engine, started = database_engine(), time.monotonic()
    engine.prepare()
    names = [field.attname for field in IndexedPage._meta.fields]
    rows = source.execute(f"SELECT {', '.join(names)} FROM search_indexedpage WHERE digest <> '' ORDER BY page_id")
    while batch := [IndexedPage(**dict(zip(names, row, strict=True))) for row in rows.fetchmany(BATCH)]:
        with transaction.atomic():
            engine.put(as_documents(batch))
            IndexedPage.objects.bulk_create(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"seconds": time.monotonic() - started}


def measure_feed():
    """Fill Elasticsearch from this database; return {"pages", "seconds"}."""
    from search.feeding import build

    IndexState.objects.exclude(pk=IndexState.DATABASE).delete()
    started = time.monotonic()
    return {"pages": build(), "seconds": time.monotonic() - started}


def feed_on():
    """Bring Elasticsearch up to this database, whatever it has of it; return {"pages", "seconds"} of what was missing."""
    from search.engines.elastic.indices import live
    from search.feeding import build, feed

    started = time.monotonic()
    # `feed` does not wait long for a server; a new one on a busy machine takes its time.
    return {"pages": feed() if live() else build(), "seconds": time.monotonic() - started}


def measure_questions():
    """Ask every question of the engine that answers readers, and by hand (bench.raw).

    Returns {"questions": {text: {"hits", "first", "wall", "cpu", "raw"}}, "memory", "size"}: ms, MiB.
    """
    engine, index = serving_engine() or database_engine(), picture()
    before = _memory()
    found = {text: _ask(engine, index, text) for text in all_questions(counted_words())}
    return {"questions": found, "memory": _memory() - before, "size": _size()}


def _ask(engine, index, text):
    (matching, first), spent = repeated(lambda: ask(engine, index, text))
    query = parse(text, query_normaliser())
    _pages, by_hand = repeated(raw_question(engine.name, query, matching.any_word))
    return {"hits": matching.bits.bit_count(), "first": first, **spent, "raw": by_hand["wall"]}


def _memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _size():
    """Return {"index", "text"}: MiB of all that search keeps for finding, and of the texts themselves; SQLite alone knows."""
    if connection.vendor != "sqlite":
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'search_index%' OR name LIKE 'search_wordform%' "
            "OR name LIKE 'sqlite_autoindex_search_%'"
        )
        index = cursor.fetchone()[0] or 0
        cursor.execute("SELECT SUM(LENGTH(CAST(text AS BLOB))) FROM files_filetext")
        text = cursor.fetchone()[0] or 0
        cursor.execute("SELECT SUM(LENGTH(CAST(title || summary || card AS BLOB))) FROM search_searchdocument")
        text += cursor.fetchone()[0] or 0
    return {"index": index / 2**20, "text": text / 2**20}


STEPS = {
    "rebuild": measure_rebuild,
    "copy": copy_from,
    "feed": measure_feed,
    "feed-on": feed_on,
    "ask": measure_questions,
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:])))
