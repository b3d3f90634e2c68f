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
SAID = {401: "не принял имя или пароль", 403: "не разрешает этого", 404: "нет индекса", 413: "не берёт так много сразу"}
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
        raise EngineFailed("не ответил вовремя")
    client = _client(os.getpid(), tuple(settings.ELASTICSEARCH_URLS))
    # Another node is asked where one refuses, at once; where one is silent there is no time for another.
    others = len(settings.ELASTICSEARCH_URLS) - 1
    try:
        yield client.options(request_timeout=left, max_retries=others, retry_on_timeout=False)
    except (elasticsearch.ApiError, elasticsearch.TransportError, elasticsearch.UnsupportedProductError) as error:
        raise EngineFailed(_reason(error)) from error


def _reason(error):
    """Return in plain words what an exception of the client means; its own text names addresses, and may end in public."""
    import elasticsearch

    if isinstance(error, elasticsearch.ApiError):
        known = SAID.get(error.meta.status)
        return known or f"ответил ошибкой {error.meta.status}"
    if isinstance(error, elasticsearch.ConnectionTimeout):
        return "не ответил вовремя"
    if isinstance(error, elasticsearch.SSLError):
        return "защищённое соединение не удалось"
    if isinstance(error, elasticsearch.UnsupportedProductError):
        return "по этому адресу не Elasticsearch"
    if isinstance(error, elasticsearch.ConnectionError):
        return "нет соединения"
    return "ответил непонятно"


@cache
def _client(_pid, urls):
    # A process makes its own: sockets must not be shared by workers that were forked from one.
    from elasticsearch import Elasticsearch

    try:
        return Elasticsearch(list(urls))
    except ValueError:
        # Not a cause of what follows: its text may have the password.
        raise EngineFailed("адрес в ELASTICSEARCH_URL написан неверно") from None
