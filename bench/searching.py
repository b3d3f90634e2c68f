"""`make bench-search`: the engines of search on one archive, and the pages of results; writes docs/benchmarks-search.md."""

import argparse
import shutil
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

from bench.project import DATA, fingerprint, manage, run_inside  # noqa: E402  the path above comes first
from bench.search_report import write_report  # noqa: E402
from bench.server import site_server  # noqa: E402
from tests.services.elasticsearch import Node  # noqa: E402
from tests.services.postgres import Server  # noqa: E402

HEAP_MB = 2048
REQUESTS = 3


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


def run(size):
    """Measure all engines on `size` materials; return {engine: figures} and the pages of the two that serve the site."""
    folder = ready(size)
    found = {"sqlite": {"fill": run_inside("engines", folder, "rebuild")}}
    say(f"sqlite: {found['sqlite']['fill']}")
    found["sqlite"] |= run_inside("engines", folder, "ask")
    found["sqlite"]["page"] = pages(folder, found["sqlite"]["questions"])
    with Node(DATA / "elasticsearch", heap=HEAP_MB) as node:
        more = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": node.url, "ELASTICSEARCH_TIMEOUT": "10"}
        found["elasticsearch"] = {"fill": run_inside("engines", folder, "feed", more=more)}
        say(f"elasticsearch: {found['elasticsearch']['fill']}")
        found["elasticsearch"] |= run_inside("engines", folder, "ask", more=more)
        found["elasticsearch"]["page"] = pages(folder, found["sqlite"]["questions"], more)
    with Server() as server:
        more = {"DATABASE_URL": server.url}
        manage(folder, "migrate", "--verbosity", "0", more=more)
        copied = run_inside("engines", folder, "copy", folder / "metodset.sqlite3", more=more)
        say(f"postgres: {copied}")
        found["postgres"] = {"fill": copied} | run_inside("engines", folder, "ask", more=more)
    return found


def pages(folder, questions, more=None):
    """Return {question: milliseconds of the whole page over HTTP}, the median of three, by one warm worker."""
    with site_server(folder, keeping=False, more={"WEB_WORKERS": "1", **(more or {})}) as server:
        client = HTTPConnection("127.0.0.1", server.port, timeout=60)
        _wait(client, "/search/")
        before = server.cpu_seconds()
        found = {
            text: median(_wait(client, f"/search/?q={quote(text)}") for _ in range(REQUESTS)) for text in questions
        }
        cpu = sum(server.cpu_seconds().values()) - sum(before.values())
        memory = server.memory()
    return {"wall": found, "cpu": cpu * 1000 / REQUESTS / len(found), "memory": memory.own}


def _wait(client, address):
    started = time.perf_counter()
    client.request("GET", address)
    response = client.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")
    return (time.perf_counter() - started) * 1000


def say(line):
    """Tell the person who waits."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.searching", description=__doc__)
    parser.add_argument("--size", default=100_000, type=int)
    size = parser.parse_args().size
    report = write_report(run(size), size, " ".join(["python -m bench.searching", *sys.argv[1:]]))
    print(report)
    (ROOT / "docs" / "benchmarks-search.md").write_text(report, encoding="utf-8")
