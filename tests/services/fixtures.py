"""Fixtures of real services, for all tests (tests/conftest.py names this module).

Without Java or Maven tests that need the service are skipped; where CI=true they fail.
"""

import os
from contextlib import contextmanager

import pytest

from tests.services import Unavailable
from tests.services.elasticsearch import Cluster, Node
from tests.services.gate import Gate


@contextmanager
def or_skip():
    """Skip the test when a service cannot be had here; fail it in CI, where all of them must be."""
    try:
        yield
    except Unavailable as error:
        if os.environ.get("CI") == "true":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def elasticsearch_node(tmp_path_factory):
    """One node for all tests of a process, for indices with names of their own; never stop or freeze it."""
    with or_skip():
        node = Node(tmp_path_factory.mktemp("elasticsearch"))
    with node:
        yield node


@pytest.fixture
def own_node(tmp_path):
    """A node of this test alone, already started: kill it, freeze it, wipe it."""
    with or_skip():
        node = Node(tmp_path / "elasticsearch")
    with node:
        yield node


@pytest.fixture
def own_cluster(tmp_path):
    """Three nodes of this test alone, already green."""
    with or_skip():
        cluster = Cluster(tmp_path / "elasticsearch")
    with cluster:
        yield cluster


@pytest.fixture
def gate(elasticsearch_node):
    """A gate before the shared node: what a test does to it, others do not feel."""
    with Gate(elasticsearch_node.url) as gate:
        yield gate
