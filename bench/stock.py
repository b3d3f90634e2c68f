"""Wagtail's own database search on the same works: `python -m bench.stock fill|ask`, in the environment of a copy of a site.

On SQLite it asks FTS5 anew for every page that it finds, so that a common word takes seconds at 10,000 works: it is asked
few questions, each once, and broken off after PATIENCE.
"""

import json
import sys
import time

import django

django.setup()

from django.db import OperationalError, connection  # noqa: E402  models need the line above
from modelsearch.backends.database import SearchBackend  # noqa: E402
from wagtail.search import index  # noqa: E402

from bench.asked import all_questions  # noqa: E402
from bench.asking import DEPTH, ask, picture  # noqa: E402
from bench.corpus import PLANTED  # noqa: E402
from bench.timing import clocked, repeated  # noqa: E402
from files.models import FileText  # noqa: E402
from library.models import MaterialPage  # noqa: E402
from search.engines import database_engine  # noqa: E402
from search.models import IndexWord  # noqa: E402

BATCH = 500
# Every eighth question beside the planted words; seconds that one may take.
STEP, PATIENCE = 8, 20
# Steps of SQLite's machine between two looks at the clock.
BETWEEN_LOOKS = 1000


def fill():
    """Index all works, the texts of their files too, by the stock backend alone; return {"pages", "seconds"}."""
    # What anybody would write who wants the files to be found.
    MaterialPage.file_texts = property(_file_texts)
    MaterialPage.search_fields = [*MaterialPage.search_fields, index.SearchField("file_texts")]
    entries, started = SearchBackend({}).get_index_for_model(MaterialPage), time.monotonic()
    entries.reset()
    page_ids = list(MaterialPage.objects.live().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(page_ids), BATCH):
        entries.add_items(MaterialPage, MaterialPage.objects.filter(pk__in=page_ids[start : start + BATCH]))
    return {"pages": len(page_ids), "seconds": time.monotonic() - started}


def _file_texts(page):
    return " ".join(FileText.objects.filter(file__material_files__page=page).values_list("text", flat=True))


def measure_stock():
    """Ask both; return {text: {"own", "stock", "own_hits", "stock_hits"}}: ms.

    "stock_hits" is None where stock was broken off, "stock" too where it failed.
    """
    engine, pages, stock = database_engine(), picture(), SearchBackend({})
    found = {}
    # Words as people write them: of normal forms stock knows nothing.
    words = IndexWord.objects.exclude(form="").values_list("form", "pages")
    for text in [*(word.query for word in PLANTED.values()), *all_questions(words)[::STEP]]:
        (matching, _first), spent = repeated(lambda text=text: ask(engine, pages, text))
        hits, wall = _patiently(lambda text=text: _search(stock, text))
        own = {"own": spent["wall"], "own_hits": matching.bits.bit_count()}
        found[text] = {**own, "stock": wall, "stock_hits": hits}
        print(f"{text}: {found[text]}", file=sys.stderr, flush=True)
    return found


def _search(stock, text):
    results = stock.search(text, MaterialPage.objects.live())
    list(results[:DEPTH])
    return results.count()


def _patiently(call):
    """Return (what `call()` returns, ms), (None, PATIENCE in ms) of what was broken off, (None, None) of what is refused."""
    deadline = time.perf_counter() + PATIENCE
    # A true answer breaks the statement off.
    connection.connection.set_progress_handler(lambda: time.perf_counter() > deadline, BETWEEN_LOOKS)
    try:
        hits, wall, _cpu = clocked(call)
    except OperationalError as error:
        return None, PATIENCE * 1000 if "interrupted" in str(error) else None
    finally:
        connection.connection.set_progress_handler(None, 0)
    return hits, wall


STEPS = {"fill": fill, "ask": measure_stock}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]]()))
