"""Search as a browser asks for it: one web worker, one client, one connection."""

import time
from http.client import HTTPConnection
from statistics import median
from urllib.parse import quote

from bench.corpus import PLANTED
from bench.project import run_inside
from bench.server import site_server

REQUESTS, OF_COMMON = 3, 15
# So that the worker has in memory what it has without search: the picture of the archive, templates, settings.
WORKS, ROUNDS = 50, 3
LISTING, WORK = "listing", "material"


def visit(folder, size, questions, more=None):
    """Ask a warm worker of the site in `folder`, with `size` works, for the pages of all `questions`; `more` are settings.

    Returns {"wall": {question: ms}, "common": ms of the word in a third of the works, "cpu": ms a page, "memory": MiB of the
    worker's own after everything, "added": MiB of it since the other pages were warm}.
    """
    known = run_inside("inside", folder, size, LISTING, WORK)
    with site_server(folder, keeping=False, more={"WEB_WORKERS": "1", **(more or {})}) as server:
        client = HTTPConnection("127.0.0.1", server.port, timeout=60)
        _warm(client, known)
        without = server.memory().own
        _wait(client, "/search/")
        before = server.cpu_seconds()
        found = {text: _middle(client, _page_of(text)) for text in questions}
        cpu = sum(server.cpu_seconds().values()) - sum(before.values())
        # Suggestions have words of their own in memory.
        _wait(client, _suggestions_of("школа"))
        memory = server.memory().own
        common = _middle(client, _page_of(PLANTED["common"].query), OF_COMMON)
    cpu = cpu * 1000 / REQUESTS / len(found)
    return {"wall": found, "common": common, "cpu": cpu, "memory": memory, "added": memory - without}


def visit_suggestions(folder, typed):
    """Return {beginning: ms} of the suggestions for all `typed` by a warm worker."""
    with site_server(folder, keeping=False, more={"WEB_WORKERS": "1"}) as server:
        client = HTTPConnection("127.0.0.1", server.port, timeout=60)
        _wait(client, _suggestions_of("школа"))
        return {text: _middle(client, _suggestions_of(text)) for text in typed}


def _warm(client, known):
    listing, work = (known[code]["address"] for code in (LISTING, WORK))
    others = [work.replace("work-20/", f"work-{number}/") for number in range(WORKS)]
    for _number in range(ROUNDS):
        for address in ("/", listing.partition("?")[0], listing, *others):
            _wait(client, address)


def _page_of(text):
    return f"/search/?q={quote(text)}"


def _suggestions_of(text):
    return f"/api/v1/suggest/?q={quote(text)}"


def _middle(client, address, requests=REQUESTS):
    return median(_wait(client, address) for _ in range(requests))


def _wait(client, address):
    started = time.perf_counter()
    client.request("GET", address)
    response = client.getresponse()
    response.read()
    if response.status != 200:
        raise RuntimeError(f"{address}: {response.status}")
    return (time.perf_counter() - started) * 1000
