"""The stages of the measurement of search: each makes or asks one thing and returns its figures."""

import shutil
import sys

from bench.million import million
from bench.project import DATA, fingerprint, manage, run_inside
from bench.visiting import visit, visit_suggestions
from tests.services.elasticsearch import Node
from tests.services.postgres import Server

# Stock search takes seconds a question here already.
STOCK_SIZE = 10_000
HEAP_MB = 2048


def ready(size):
    """Return the data directory with `size` materials, made or brought forward; its index is made anew afterwards."""
    folder = DATA / str(size)
    stamp, sources = folder / "texts_by", fingerprint(index=False)
    if stamp.exists() and stamp.read_text() == sources:
        manage(folder, "migrate", "--verbosity", "0")
    else:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        say(f"{size} materials: {run_inside('fill', folder, size)}")
        stamp.write_text(sources)
    return folder


def measure_sqlite(folder, _size, _figures):
    """Make the index anew and ask it."""
    return {"fill": run_inside("engines", folder, "rebuild")} | run_inside("engines", folder, "ask")


def measure_pages(folder, size, figures):
    """Ask for whole pages over HTTP."""
    return visit(folder, size, figures["sqlite"]["questions"])


def measure_parts(folder, _size, _figures):
    """Ask for the parts of the page in process."""
    return run_inside("parts", folder)


def measure_suggestions(folder, _size, _figures):
    """Type, in process and over HTTP."""
    inside = run_inside("suggestions", folder)
    return {"inside": inside, "page": visit_suggestions(folder, inside)}


def measure_elasticsearch(folder, size, figures):
    """Fill Elasticsearch, ask it, and for whole pages with it."""
    with Node(DATA / "elasticsearch", heap=HEAP_MB) as node:
        more = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_TIMEOUT": "10"}
        found = {"fill": run_inside("engines", folder, "feed", more=more)}
        found |= run_inside("engines", folder, "ask", more=more)
        return found | {"page": visit(folder, size, figures["sqlite"]["questions"], more)}


def measure_postgres(folder, _size, _figures):
    """Copy the words into PostgreSQL and ask it."""
    with Server() as server:
        more = {"DATABASE_URL": server.url}
        manage(folder, "migrate", "--verbosity", "0", more=more)
        copied = run_inside("engines", folder, "copy", folder / "metodset.sqlite3", more=more)
        return {"fill": copied} | run_inside("engines", folder, "ask", more=more)


def measure_loaded(folder, _size, _figures):
    """Ask while pages are written."""
    return run_inside("loaded", folder)


def measure_stock(_folder, size, _figures):
    """Ask Wagtail's own search, on a copy of a smaller archive: its index has the names of our admin's."""
    smaller = min(size, STOCK_SIZE)
    source, folder = ready(smaller), DATA / f"{smaller}-stock"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("cache", "static", "files"), symlinks=True)
    # Both engines are given indices that have just been made.
    run_inside("engines", folder, "rebuild")
    return {
        "size": smaller,
        "fill": run_inside("stock", folder, "fill"),
        "questions": run_inside("stock", folder, "ask"),
    }


def measure_million(folder, size, _figures):
    """Ask ten times as many documents."""
    return million(folder, size)


# In the order in which they are measured: what writes comes after what reads.
STAGES = {
    "sqlite": measure_sqlite,
    "pages": measure_pages,
    "parts": measure_parts,
    "suggestions": measure_suggestions,
    "elasticsearch": measure_elasticsearch,
    "postgres": measure_postgres,
    "stock": measure_stock,
    "loaded": measure_loaded,
    "million": measure_million,
}
# The last one takes as long as all others.
USUAL = [name for name in STAGES if name != "million"]


def say(line):
    """Tell the person who waits."""
    print(line, file=sys.stderr, flush=True)
