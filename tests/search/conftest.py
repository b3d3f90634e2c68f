"""The engine of Elasticsearch for tests, over a real node."""

import uuid

import pytest

from search.answering import breaker
from search.engines import serving_engine


def point_at(settings, *urls):
    """Let the site be served by Elasticsearch at `urls`, with indices that no other test has."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URLS = list(urls)
    settings.ELASTICSEARCH_INDEX = f"test{uuid.uuid4().hex[:12]}"
    serving_engine.cache_clear()
    breaker.reset()
    return serving_engine()


@pytest.fixture(autouse=True)
def _no_engine_of_another_test():
    yield
    serving_engine.cache_clear()
    breaker.reset()


@pytest.fixture
def elastic(settings, elasticsearch_node):
    """The engine of a site that is served by Elasticsearch; the server has time, whatever else the machine does."""
    settings.ELASTICSEARCH_TIMEOUT = 20
    return point_at(settings, elasticsearch_node.url)
