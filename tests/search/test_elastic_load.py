"""While people read and write: a node of three dies, an index is rebuilt, broken off, made for a new normaliser. No gap."""

import uuid

import pytest

from search.language.normaliser import VERSION
from tests.races.another_site import Process, copied_site
from tests.search.faults import TURNS

# The mark asks for the database; the tests themselves leave it alone.
pytestmark = pytest.mark.django_db
PEOPLE, WORKS = "tests.search.people", 12


class Town:
    """Processes of one site that Elasticsearch at `urls` serves."""

    def __init__(self, env, *urls):
        name = f"test{uuid.uuid4().hex[:12]}"
        served = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": ",".join(urls), "ELASTICSEARCH_INDEX": name}
        self.env, self.people = {**env, **served}, []

    def person(self, **env):
        one = Process({**self.env, **env}, PEOPLE)
        assert one.answer() == "ready"
        self.people.append(one)
        return one

    def go(self):
        for one in self.people:
            if one.process.poll() is None:
                one.end()


@pytest.fixture
def town(tmp_path, django_db_setup, django_db_blocker):
    """Return a function that makes the Town of some urls, with an archive; its first person is the worker."""
    towns = []

    def make(*urls):
        town = Town(env, *urls)
        towns.append(town)
        assert said(town.person(), "make_archive", count=WORKS) is None
        return town

    folder = tmp_path / "site"
    folder.mkdir()
    with django_db_blocker.unblock(), copied_site(folder) as env:
        yield make
        for one in towns:
            one.go()


def said(person, deed, **arguments):
    person.ask(deed=deed, **arguments)
    return person.answer()["said"]


def begin(seconds, readers, writer):
    for reader in readers:
        reader.ask(deed="read", seconds=seconds)
    writer.ask(deed="write", seconds=seconds)


def all_was_well(readers, writer):
    """No answer was wrong, and both sides were at work."""
    seen = [reader.answer()["said"] for reader in readers]
    assert [one["wrong"] for one in seen] == [[]] * len(readers)
    assert min(one["asked"] for one in seen) > 3
    written = writer.answer()["said"]
    assert isinstance(written, int)
    assert written > 0


def settles(worker):
    """Nothing differs after at most five turns of the clock."""
    for _turn in range(TURNS):
        said(worker, "settle")
        if (drift := said(worker, "drift")) == [0, 0, 0]:
            return True
    return drift


def test_of_three_nodes_the_one_with_the_primary_is_killed_under_load(town, own_cluster):
    place = town(*own_cluster.urls)
    worker, readers, admin = place.people[0], [place.person(), place.person()], place.person()
    own_cluster.wait_for("green", nodes=3)
    index = said(admin, "look")["indices"][0]
    shards = own_cluster.nodes[0].ask(f"/_cat/shards/{index}?format=json&h=node,prirep")
    assert len(shards) == 2, "a copy on another node"
    primary = next(shard["node"] for shard in shards if shard["prirep"] == "p")
    victim = next(node for node in own_cluster.nodes if node.name == primary)
    begin(15, readers, worker)
    said(admin, "read", seconds=3)
    victim.kill()
    all_was_well(readers, worker)
    assert settles(worker) is True
    victim.start()
    own_cluster.wait_for("green", nodes=3)
    assert said(worker, "drift") == [0, 0, 0]
    after = said(readers[0], "read", seconds=3)
    assert after["wrong"] == []
    assert after["reserve"] < after["asked"]


def test_both_indices_are_rebuilt_broken_off_and_gone_on_with_under_load(town, elasticsearch_node):
    place = town(elasticsearch_node.url)
    worker, reader, admin = place.people[0], place.person(), place.person()
    before = said(admin, "look")["indices"]
    begin(20, [reader], worker)
    for only, sent in (("database", "SIGKILL"), ("elasticsearch", "SIGINT"), ("elasticsearch", "SIGKILL")):
        broken, after = place.person(), 3
        broken.ask(deed="rebuild", options=[f"--only={only}", "--anew"], after=after, sent=sent)
        # Under load a batch may wait for SQLite's lock as long as its timeout, 20 seconds.
        broken.process.wait(180)
        assert broken.process.returncode == (130 if sent == "SIGINT" else -9)
        shown = said(admin, "rebuild", options=[f"--only={only}"])
        assert isinstance(shown, list), only
    all_was_well([reader], worker)
    assert settles(worker) is True
    look = said(admin, "look")
    assert look["indices"] != before
    assert len(look["indices"]) == 1
    assert look["states"] == look["indices"]


def test_a_new_normaliser_gets_indices_of_its_own_and_readers_of_both_are_answered(town, elasticsearch_node):
    place = town(elasticsearch_node.url)
    old_reader, new = place.person(), {"NORMALISER": str(VERSION + 1)}
    new_reader, new_worker = place.person(**new), place.person(**new)
    for reader in (old_reader, new_reader):
        reader.ask(deed="read", seconds=15)
    said(new_worker, "rebuild", options=[])
    for reader in (old_reader, new_reader):
        seen = reader.answer()["said"]
        assert seen["wrong"] == []
        assert seen["asked"] > 3
    assert settles(new_worker) is True
    look = said(new_worker, "look")
    assert look["versions"] == [VERSION + 1]
    assert len(look["indices"]) == 1
    assert look["indices"][0].startswith(look["alias"])
    assert look["states"] == look["indices"]
    fresh = place.person(**new)
    assert said(fresh, "read", seconds=2)["reserve"] < 3
