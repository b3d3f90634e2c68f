"""The server that the tests of search run on is a real Elasticsearch, and it dies and comes back as told."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import pytest
from elastic_transport import ConnectionError, ConnectionTimeout, TransportError
from elasticsearch import ApiError, AuthenticationException, Elasticsearch, NotFoundError

from tests.services import Unavailable
from tests.services.elasticsearch.installing import VERSION, installed_home
from tests.services.elasticsearch.nodes import START_SECONDS
from tests.services.fixtures import or_skip

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = {"properties": {"words": {"type": "text", "analyzer": "whitespace"}, "kind": {"type": "keyword"}}}


def client_of(*urls, **options):
    """A client that tries once: what fails is to be seen."""
    return Elasticsearch(list(urls), **{"request_timeout": 20, "max_retries": 0, **options})


def some_index(client, count=3, **settings):
    """Make an index of `count` works and return its name."""
    name = f"works-{uuid4().hex[:8]}"
    client.indices.create(index=name, mappings=MAPPINGS, settings={"number_of_replicas": 0, **settings})
    for number in range(count):
        client.index(index=name, id=str(number), document={"words": f"урок-{number} Ключ", "kind": "lesson"})
    client.indices.refresh(index=name)
    return name


def is_gone(pid):
    """Whether the process has ended; a dead one that nobody has waited for has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].startswith("Z")
    except OSError:
        return True


def test_the_node_is_a_real_elasticsearch(elasticsearch_node):
    answer = client_of(elasticsearch_node.url).info()
    assert answer["version"]["number"] == VERSION
    assert answer.meta.headers["X-Elastic-Product"] == "Elasticsearch"


def test_words_are_found_as_they_were_given(elasticsearch_node):
    client = client_of(elasticsearch_node.url)
    index = some_index(client)
    found = client.search(
        index=index, query={"match": {"words": "урок-1"}}, aggs={"kinds": {"terms": {"field": "kind"}}}
    )
    assert [hit["_id"] for hit in found["hits"]["hits"]] == ["1"]
    assert found["aggregations"]["kinds"]["buckets"] == [{"key": "lesson", "doc_count": 1}]
    assert client.count(index=index, query={"match": {"words": "ключ"}})["count"] == 0


def test_a_killed_node_comes_back_on_its_port_with_its_data(own_node):
    client, url = client_of(own_node.url), own_node.url
    index = some_index(client)
    own_node.kill()
    with pytest.raises(ConnectionError):
        client.count(index=index)
    own_node.restart()
    assert own_node.url == url
    client.cluster.health(wait_for_status="yellow")
    assert client.count(index=index)["count"] == 3


def test_a_frozen_node_lets_requests_time_out_until_it_thaws(own_node):
    client = client_of(own_node.url)
    own_node.freeze()
    with pytest.raises(ConnectionTimeout):
        client.options(request_timeout=0.5).info()
    own_node.thaw()
    assert client.info()


def test_a_wiped_node_has_lost_its_indices(own_node):
    client = client_of(own_node.url)
    index = some_index(client)
    with pytest.raises(RuntimeError, match="остановите"):
        own_node.wipe()
    own_node.stop()
    own_node.wipe()
    own_node.start()
    with pytest.raises(NotFoundError):
        client.count(index=index)


def test_a_node_that_cannot_start_says_why(own_node):
    own_node.stop()
    own_node.settings = {"discovery.type": "no-such-type"}
    own_node._made = b""
    with pytest.raises(RuntimeError, match="no-such-type"):
        own_node.start()


def test_a_machine_without_java_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="apt-get install -y openjdk-17-jdk-headless"):
        installed_home(tmp_path)


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_the_service_tests_are_skipped_but_fail_in_ci(monkeypatch, ci, outcome):
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no Java"), or_skip():
        raise Unavailable("no Java")


@pytest.mark.parametrize("frozen", [False, True], ids=["running", "frozen"])
def test_a_node_does_not_outlive_a_killed_process(tmp_path, elasticsearch_node, frozen):
    code = f"""
import time
from tests.services.elasticsearch import Node
node = Node({str(tmp_path)!r}, heap=256)
node.start()
if {frozen}:
    node.freeze()
print(node.pid, flush=True)
time.sleep(600)
"""
    owner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        pid = int(owner.stdout.readline())
        assert not is_gone(pid)
    finally:
        owner.kill()
        owner.wait()
        owner.stdout.close()
    end = time.monotonic() + 20
    while not is_gone(pid) and time.monotonic() < end:
        time.sleep(0.1)
    try:
        assert is_gone(pid)
    finally:
        if not is_gone(pid):
            os.kill(pid, signal.SIGKILL)


def test_the_gate_lets_requests_through(gate):
    client = client_of(gate.url)
    assert client.ping()
    index = some_index(client)
    assert client.count(index=index)["count"] == 3
    assert f"POST /{index}/_count" in gate.requests


def test_the_gate_demands_a_name_and_a_password(gate):
    gate.demand("searcher", "right")
    with pytest.raises(AuthenticationException):
        client_of(gate.url).info()
    with pytest.raises(AuthenticationException):
        client_of(gate.url, basic_auth=("searcher", "wrong")).info()
    assert client_of(gate.url, basic_auth=("searcher", "right")).info()


def test_the_gate_refuses_new_and_open_connections_and_opens_again(gate):
    client = client_of(gate.url)
    client.info()
    gate.refuse()
    with pytest.raises(ConnectionError):
        client.info()
    gate.let_through()
    assert client.info()


def test_the_gate_hangs_without_an_answer(gate):
    client = client_of(gate.url, request_timeout=0.5)
    gate.hang()
    with pytest.raises(ConnectionTimeout):
        client.info()
    gate.let_through()
    assert client.info()


def test_the_gate_delays(gate):
    client = client_of(gate.url)
    gate.delay(0.7)
    begin = time.monotonic()
    client.info()
    assert time.monotonic() - begin >= 0.7
    with pytest.raises(ConnectionTimeout):
        client.options(request_timeout=0.2).info()


def test_the_gate_cuts_an_answer_short(gate):
    client = client_of(gate.url)
    gate.cut_after(10)
    with pytest.raises(TransportError):
        client.info()
    gate.let_through()
    assert client.info()


def test_the_gate_answers_that_the_service_is_away(gate):
    gate.answer(503)
    with pytest.raises(ApiError) as caught:
        client_of(gate.url).info()
    assert caught.value.status_code == 503


def test_a_green_cluster_of_three_survives_the_kill_of_a_node_without_losing_a_work(own_cluster):
    client = client_of(*own_cluster.urls, max_retries=3, retry_on_timeout=True)
    index = some_index(client, count=50, number_of_shards=3, number_of_replicas=1)
    health = client.cluster.health(index=index, wait_for_status="green", timeout="60s")
    assert (health["status"], health["number_of_nodes"], health["active_shards"]) == ("green", 3, 6)
    own_cluster.nodes[0].kill()
    own_cluster.wait_for("yellow", nodes=2, seconds=START_SECONDS)
    assert client.count(index=index)["count"] == 50
    client.index(index=index, id="later", document={"words": "после"}, refresh=True)
    own_cluster.start()
    assert client.count(index=index)["count"] == 51
