"""Readers while the worker indexes at full speed: `python -m bench.loaded`, in the environment of one site.

The reader asks every question again and again, first alone, then beside a process of its own that writes the pages of the
archive anew in batches, one transaction each, as the worker does (`python -m bench.loaded write`).
"""

import json
import select
import subprocess
import sys
import time
from itertools import cycle

import django

django.setup()

from bench.asked import all_questions  # noqa: E402  models need the line above
from bench.asking import ask, counted_words, picture  # noqa: E402
from bench.timing import clocked  # noqa: E402
from search.engines import database_engine  # noqa: E402
from search.indexing import write_pages  # noqa: E402
from search.models import IndexedPage  # noqa: E402
from search.outbox import BATCH  # noqa: E402

ROUNDS = 3
# Its words come from the table at first: the worker that runs for days has them at hand.
WARM_UP = 3


def measure_readers():
    """Return {"alone", "beside": [ms of every answer], "writer": {"pages", "seconds"}, "same": were the answers the same}."""
    engine, index = database_engine(), picture()
    questions = all_questions(counted_words())
    _round(engine, index, questions)
    alone, before = _rounds(engine, index, questions)
    writer = subprocess.Popen(
        [sys.executable, "-m", "bench.loaded", "write"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    # Its first line comes when it is warm.
    if not writer.stdout.readline():
        raise RuntimeError("the writer did not start")
    beside, during = _rounds(engine, index, questions)
    written, _errors = writer.communicate()
    after = _round(engine, index, questions)[1]
    return {"alone": alone, "beside": beside, "writer": json.loads(written), "same": before == during == after}


def write_on():
    """Write pages anew until standard input is closed; return {"pages", "seconds"} of what was written when warm."""
    page_ids = list(IndexedPage.objects.present().order_by("pk").values_list("pk", flat=True))
    batches = cycle([page_ids[start : start + BATCH] for start in range(0, len(page_ids), BATCH)])
    for _batch in range(WARM_UP):
        write_pages(next(batches), anyway=True)
    print("warm", flush=True)
    started, pages = time.monotonic(), 0
    while not select.select([sys.stdin], [], [], 0)[0]:
        batch = next(batches)
        if write_pages(batch, anyway=True):
            raise RuntimeError("a page could not be indexed")
        pages += len(batch)
    seconds = time.monotonic() - started
    # The index is left in as few parts as it was found in.
    database_engine().tidy()
    return {"pages": pages, "seconds": seconds}


def _rounds(engine, index, questions):
    """Return (ms of every answer of all rounds, the answers of the last one)."""
    walls = []
    for _number in range(ROUNDS):
        spent, answers = _round(engine, index, questions)
        walls += spent
    return walls, answers


def _round(engine, index, questions):
    asked = [clocked(lambda text=text: ask(engine, index, text)) for text in questions]
    return [wall for _answer, wall, _cpu in asked], [first for (_matching, first), _wall, _cpu in asked]


if __name__ == "__main__":
    print(json.dumps(write_on() if sys.argv[1:] == ["write"] else measure_readers()))
