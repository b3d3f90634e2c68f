"""A process keeps one client of Elasticsearch, whatever it asks; one that was forked has its own."""

import os

import pytest

from search.answering import breaker
from search.engines.elastic import indices
from search.language.query import parse
from search.words import query_normaliser
from tests.search.faults import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def connections(gate, monkeypatch):
    """The connections that the gate has accepted."""
    accepted, accept = [], gate._server.process_request

    def note(request, address):
        accepted.append(address)
        accept(request, address)

    monkeypatch.setattr(gate._server, "process_request", note)
    return accepted


def test_fifty_searches_take_one_connection(settings, sections, gate, connections):
    site = Site(settings, sections["library"], gate.url)
    settings.ELASTICSEARCH_TIMEOUT = 20
    connections.clear()
    gate.requests.clear()
    for _ in range(50):
        breaker.reset()
        assert site.client.get("/api/v1/search/?q=снег").json()["total"] == 2
    assert len(gate.requests) >= 50
    assert len(connections) <= 2


def test_a_forked_process_makes_its_own_and_leaves_ours_alone(settings, db, gate, connections, elastic):
    settings.ELASTICSEARCH_URLS = [gate.url]
    indices.go_live(indices.create())
    query = parse("снег", query_normaliser())
    list(elastic.matches(query))
    ours = list(connections)
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if [list(elastic.matches(query)) for _ in range(10)] == [[]] * 10 else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert 1 <= len(connections) - len(ours) <= 2
    for _ in range(10):
        assert list(elastic.matches(query)) == []
    assert len(connections) - len(ours) <= 2
