# ruff: noqa: E402  the version of the normaliser is chosen before anything imports it, Django is set up before its models
"""Readers, editors and administrators of a site, each a process of its own: one JSON line in, one out.

`{"deed": name, …}` → `{"said": what it returned}`. NORMALISER in the environment makes it a site of a newer normaliser.
"""

import json
import os
import signal
import sys
import time
import traceback
from multiprocessing import active_children

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
sys.path[:0] = [".", "site"]

from search.language import normaliser

normaliser.VERSION = int(os.environ.get("NORMALISER", normaliser.VERSION))

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_test_environment

from config.background import run_waiting
from config.sections import make_sections
from config.timers import wake_search
from library.models import MaterialIndexPage, MaterialPage
from search import doctor, feeding, outbox, reading_ahead
from search.engines.elastic import indices
from search.management.commands.search_rebuild import Command
from search.models import IndexedPage, IndexState, SearchDocument
from tests.making import material

NOTICE = "Поисковый сервер сейчас не отвечает"
# A page that nobody changes: at every moment it has to be found.
KNOWN = "Маяк"
# Where others use the machine, a few seconds are one answer.
LEAST = 5
READER = "to the reader"


def make_archive(count):
    library = make_sections()["library"]
    material(library, KNOWN)
    for number in range(count):
        material(library, f"Урок {number} о снеге")
    settle()


def read(seconds):
    """Ask for the known page again and again, five times at least; return what was wrong and how often the database answered."""
    client, end = Client(), time.monotonic() + seconds
    asked = reserve = 0
    wrong, slowest = [], 0.0
    while time.monotonic() < end or asked < LEAST:
        begun = time.perf_counter()
        answer = client.get("/search/", {"q": KNOWN})
        slowest, page = max(slowest, time.perf_counter() - begun), answer.content.decode()
        asked, reserve = asked + 1, reserve + (NOTICE in page)
        if answer.status_code != 200 or f"<mark>{KNOWN}</mark>" not in page:
            wrong.append(f"{answer.status_code} {page[:200]}")
    return {"asked": asked, "wrong": wrong[:3], "reserve": reserve, "slowest": round(slowest, 2)}


def write(seconds):
    """Make, change, withdraw and delete works; the worker does what follows; return how many times."""
    library, end, done = MaterialIndexPage.objects.get(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        page = material(library, f"Новое {done}")
        others = MaterialPage.objects.exclude(title=KNOWN).order_by("pk")
        changed = others[done % others.count()]
        changed.title = f"Другое {done}"
        changed.save_revision().publish()
        (page.unpublish, page.delete, lambda: None)[done % 3]()
        settle()
        done += 1
    return done


def settle():
    """A minute passes: the clock, then the worker."""
    wake_search()
    run_waiting()


def drift():
    """Return how many pages differ: by words, in the database's engine, in Elasticsearch."""
    return [len(found) for found in doctor.examine()]


def rebuild(*options, after=0, sent=""):
    """Run the command; with `sent` this process gets that signal after so many batches, "to the reader": its reader dies."""
    show, shown = Command._show, []

    def count(self, done, total):
        show(self, done, total)
        shown.append(done)
        if sent == READER and len(shown) == after:
            active_children()[0].kill()
        elif sent and len(shown) == after:
            os.kill(os.getpid(), getattr(signal, sent))

    Command._show = count
    try:
        call_command("search_rebuild", *options, stdout=sys.stderr)
    finally:
        Command._show = show
    if sent:
        raise SystemExit(f"the rebuild ended after {len(shown)} batches, before it was broken off")
    return shown


def look():
    """Return the traces of versions: those of documents, indices of Elasticsearch, states."""
    versions = sorted(set(SearchDocument.objects.values_list("normaliser", flat=True)))
    states = IndexState.objects.exclude(pk=IndexState.DATABASE)
    return {"versions": versions, "indices": indices.ours(), "states": list(states.values_list("pk", flat=True)),
            "alias": indices.alias(), "pages": IndexedPage.objects.present().count()}  # fmt: skip


DEEDS = (make_archive, read, write, settle, drift, rebuild, look)


def main():
    # A shell starts what runs in the background deaf to Ctrl-C; a person at a terminal is not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    setup_test_environment()
    # So that a small archive has many batches.
    outbox.BATCH = feeding.BATCH = 5
    # And so that every rebuild has a reader of its own.
    reading_ahead.FEW = 0
    deeds = {deed.__name__: deed for deed in DEEDS}
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            said = deeds[asked.pop("deed")](*asked.pop("options", ()), **asked)
        except Exception as error:
            said = type(error).__name__
            traceback.print_exc()
            if asked.get("sent", READER) != READER:
                # Whoever waits for the end of this process must not wait for ever.
                raise
        print(json.dumps({"said": said}), flush=True)


if __name__ == "__main__":
    main()
