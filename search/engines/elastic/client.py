"""The one connection of this process to Elasticsearch, and what its failures are called here."""

import os
import time
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from django.conf import settings

from search.engines.base import EngineFailed

# Of a worker that feeds the index; readers wait ELASTICSEARCH_TIMEOUT.
PATIENCE = 30
_until: ContextVar[float | None] = ContextVar("until", default=None)


@contextmanager
def within(seconds):
    """Let all questions inside take `seconds` together: a reader's page must not wait for each of them anew."""
    token = _until.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _until.reset(token)


@contextmanager
def asking():
    """Give the client, with the time that is left; any failure of the server or on the way to it is EngineFailed."""
    import elasticsearch

    until = _until.get()
    left = PATIENCE if until is None else until - time.monotonic()
    if left <= 0:
        raise EngineFailed("no time is left to ask")
    try:
        yield _client(os.getpid(), tuple(settings.ELASTICSEARCH_URLS)).options(request_timeout=left, max_retries=0)
    except (elasticsearch.ApiError, elasticsearch.TransportError, elasticsearch.UnsupportedProductError) as error:
        raise EngineFailed(f"{type(error).__name__}: {error}"[:300]) from error


@cache
def _client(_pid, urls):
    # A process makes its own: sockets must not be shared by workers that were forked from one.
    from elasticsearch import Elasticsearch

    # A node that is dead is left alone for a second, not for a minute: the breaker decides, not the client.
    return Elasticsearch(list(urls), dead_node_backoff_factor=0.2, max_dead_node_backoff=1)
