"""Makes the words of a small archive those of a large one: `python -m bench.multiplying SOURCE TIMES`, in its environment.

Only what search finds and weighs by: no pages, no texts. Each copy stands behind the one before, as later works would.
"""

import json
import sqlite3
import sys
import time
from dataclasses import replace

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
    batches = list(_read(source))
    count, last = sum(len(pages) for pages, _documents in batches), batches[-1][0][-1].page_id
    for copy in range(times):
        for pages, documents in batches:
            _write(pages, documents, copy * last, copy * count)
        print(f"copy {copy + 1} of {times}: {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    database_engine().tidy()
    return {"pages": count * times, "seconds": time.monotonic() - started}


def _read(source):
    """Yield lists of IndexedPage and of their IndexDocuments, in the order of ids.

    To read codes as words is what costs: it is done once, and all of it kept in memory, some 15 kB a page.
    """
    names = ("page_id", "number", "digest", "downloads", "focus", "words")
    rows = source.execute(f"SELECT {', '.join(names)} FROM search_indexedpage WHERE digest <> '' ORDER BY page_id")
    number = 0
    while batch := rows.fetchmany(BATCH):
        pages = [IndexedPage(**dict(zip(names, row, strict=True))) for row in batch]
        for page in pages:
            number += 1
            page.number = number
        yield pages, [_short(document) for document in as_documents(pages)]


def _short(document):
    return replace(document, words=" ".join(dict.fromkeys(document.words.split())))


@transaction.atomic
def _write(pages, documents, further, later):
    """Write the copies of `pages` whose ids are `further` on and whose numbers are `later`."""
    # The engine first: of what stands in the table already it would take the words out.
    database_engine().put(replace(document, page_id=document.page_id + further) for document in documents)
    IndexedPage.objects.bulk_create(
        IndexedPage(page.page_id + further, page.number + later, page.digest, page.downloads, page.focus, page.words)
        for page in pages
    )


if __name__ == "__main__":
    print(json.dumps(multiply(sys.argv[1], int(sys.argv[2]))))
