"""Work for the worker: `python -m bench.background BOOK` writes a PDF of 500 pages to BOOK and prints how fast pages are indexed.

2,000 pages of the site are indexed twice, and the second time counts, when every word is known.
"""

import json
import random
import sys
import time
from pathlib import Path

import django

django.setup()

from django.db import transaction  # noqa: E402  models need the line above

from bench.grammar import Writer  # noqa: E402
from files.pdf_writer import write_pdf  # noqa: E402
from search.documents import searched_page_ids  # noqa: E402
from search.indexing import write_pages  # noqa: E402
from search.outbox import BATCH  # noqa: E402

BOOK_PAGES = 500
PAGE_CHARACTERS = 1800
INDEXED = 2000


def write_book(path):
    """Write a PDF of 500 pages of prose to `path`, the same at every run; one that is there stays."""
    if path.exists():
        return
    writer = Writer(random.Random("book"))
    pages = (
        "".join(f"<p>{paragraph}</p>" for paragraph in writer.paragraphs(PAGE_CHARACTERS)) for _ in range(BOOK_PAGES)
    )
    style = "@page { size: A4; margin: 2cm } section { break-after: page } p { font: 10pt/1.3 serif; margin: 0 0 2mm }"
    path.write_bytes(write_pdf(f"<style>{style}</style>" + "".join(f"<section>{page}</section>" for page in pages)))


def index_again():
    """Return {"documents", "cpu": documents a second of the processor, "wall": documents a second}, all words known."""
    page_ids = sorted(searched_page_ids())[:INDEXED]
    _index(page_ids)
    cpu, wall = time.process_time(), time.monotonic()
    _index(page_ids)
    cpu, wall = time.process_time() - cpu, time.monotonic() - wall
    return {"documents": len(page_ids), "cpu": len(page_ids) / cpu, "wall": len(page_ids) / wall}


def _index(page_ids):
    for start in range(0, len(page_ids), BATCH):
        with transaction.atomic():
            write_pages(page_ids[start : start + BATCH], anyway=True)


if __name__ == "__main__":
    book = Path(sys.argv[1])
    write_book(book)
    print(json.dumps(index_again()))
