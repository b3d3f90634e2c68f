"""Makes the words of a small archive those of a large one: `python -m bench.multiplying SOURCE TIMES`, in its environment.

Only what search finds and weighs by: no pages, no texts. Each copy stands behind the one before, as later works would.
"""

import json
import sqlite3
import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402  models need the line above

from search.engines import database_engine  # noqa: E402
from search.models import IndexedPage, IndexWord  # noqa: E402
from search.stored import as_documents  # noqa: E402

BATCH = 200


def multiply(path, times):
    """Fill this empty index with the words of the SQLite database at `path`, `times` over; return {"pages", "seconds"}."""
    source, started = sqlite3.connect(f"file:{path}?mode=ro", uri=True), time.monotonic()
    words = source.execute("SELECT id, normal, form, pages FROM search_indexword")
    with transaction.atomic():
        rows = (IndexWord(number, normal, form, pages * times) for number, normal, form, pages in words)
        IndexWord.objects.bulk_create(rows, batch_size=5000)
    database_engine().prepare()
    count, last = source.execute("SELECT count(*), max(page_id) FROM search_indexedpage WHERE digest <> ''").fetchone()
    for copy in range(times):
        for batch in _batches(source, copy * last, copy * count):
            _write(batch)
        print(f"copy {copy + 1} of {times}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    database_engine().tidy()
    return {"pages": count * times, "seconds": time.monotonic() - started}


def _batches(source, further, number):
    """Yield lists of IndexedPage of one copy, with ids `further` on, numbered from `number` + 1."""
    rows = source.execute(
        "SELECT page_id, digest, downloads, focus, words FROM search_indexedpage WHERE digest <> '' ORDER BY page_id"
    )
    while batch := rows.fetchmany(BATCH):
        pages = []
        for page_id, digest, downloads, focus, words in batch:
            number += 1
            pages.append(IndexedPage(page_id + further, number, digest, downloads, focus, words))
        yield pages


@transaction.atomic
def _write(pages):
    # The engine first: of what stands in the table already it would take the words out.
    database_engine().put(as_documents(pages))
    IndexedPage.objects.bulk_create(pages)


if __name__ == "__main__":
    print(json.dumps(multiply(sys.argv[1], int(sys.argv[2]))))
