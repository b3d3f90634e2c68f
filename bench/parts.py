"""What the parts of a page of results cost: `python -m bench.parts`, in process, in the environment of one site.

The parts are called as search.queries calls them; the rest is what the whole page, middleware and HTML included, takes longer.
"""

import json
import time
from dataclasses import replace
from types import SimpleNamespace

import django

django.setup()

from django.http import QueryDict  # noqa: E402  models need the line above
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.asked import all_questions  # noqa: E402
from bench.asking import DEPTH, counted_words  # noqa: E402
from bench.timing import repeated  # noqa: E402
from home.middleware import current_request  # noqa: E402
from library.facets import current_facets  # noqa: E402
from library.facets.form import address, facets_for, type_tabs  # noqa: E402
from search.answering import answer  # noqa: E402
from search.asked import read  # noqa: E402
from search.finding import order  # noqa: E402
from search.hits import hits_for  # noqa: E402
from search.language.snippets import Matcher  # noqa: E402
from search.meaning import meant  # noqa: E402
from search.words import query_normaliser  # noqa: E402

# Those of the bound; of the others the measured archive has few values.
EIGHT = ("kind", "subject", "level", "audience", "format", "expert", "year", "organisation")
BASE = reverse("search:search")


def measure_parts():
    """Ask every question; return {text: {part: {"wall", "cpu"}}}: milliseconds, medians of three."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.get(BASE)
    return {text: _parts(client, text) for text in all_questions(counted_words())}


def _parts(client, text):
    params, now = QueryDict(mutable=True), time.time()
    params["q"] = text
    index = current_facets().at(now)
    wanted, spent = read(params, index), {}
    eight = replace(index, bits={name: index.bits.get(name, {}) for name in ("type", *EIGHT)})
    (found, page_ids), spent["engine"] = _served(lambda: _found(wanted, index, now))
    bits = found.matching.bits
    _form, spent["eight facets"] = _served(lambda: _facets(eight, found.asked, bits))
    _form, spent["all facets"] = _served(lambda: _facets(index, found.asked, bits))
    _hits, spent["hits"] = _served(lambda: _hits_of(found.asked.query, page_ids, index))
    _page, spent["whole"] = repeated(lambda: client.get(BASE, {"q": text}))
    return spent | {"rest": _rest(spent)}


def _served(part):
    """Do `repeated` with a part as a request does it: what is the same for a whole request is asked for once."""

    def once():
        token = current_request.set(SimpleNamespace(has_frame=True))
        try:
            return part()
        finally:
            current_request.reset(token)

    return repeated(once)


def _found(wanted, index, now):
    """Return (the Meant, the ids of the first page of results)."""
    shown = index.shown_bits(now)

    def question(engine):
        found = meant(engine, wanted, index, shown)
        bits = found.matching.bits
        return found, order(engine, found.asked.query, found.matching, index, bits, shown, DEPTH, now)

    return answer(question)[0]


def _facets(index, asked, bits):
    facets_for(index, bits, asked.filters, lambda filters: address(BASE, filters, q=asked.typed))
    type_tabs(
        index, bits, asked.filters, asked.type, lambda code: address(BASE, asked.filters, q=asked.typed, type=code)
    )


def _hits_of(query, page_ids, index):
    return hits_for(page_ids, Matcher(query, query_normaliser()) if query else None, index)


def _rest(spent):
    parts = ("engine", "all facets", "hits")
    return {
        clock: max(0.0, spent["whole"][clock] - sum(spent[part][clock] for part in parts)) for clock in ("wall", "cpu")
    }


if __name__ == "__main__":
    print(json.dumps(measure_parts()))
