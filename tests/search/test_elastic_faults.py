"""An Elasticsearch that fails is a quiet notice and no outage; when it is back, all is as before without anybody's help."""

from contextlib import contextmanager

import pytest

from search.answering import breaker, fault
from search.doctor import examine
from search.engines import database_engine
from search.engines.elastic import indices
from search.engines.elastic.client import asking
from search.models import IndexedPage, IndexState, SearchDocument
from tests.search.faults import NOTICE, Site
from tests.search.searching import ask

pytestmark = pytest.mark.django_db
ON_THE_WAY = {
    "refused": lambda gate: gate.refuse(),
    "401": lambda gate: gate.demand("name", "password"),
    "503": lambda gate: gate.answer(503),
    "429": lambda gate: gate.answer(429),
    "a strange 200": lambda gate: gate.answer(200),
    "cut": lambda gate: gate.cut_after(10),
    "late": lambda gate: gate.delay(3),
    "silent": lambda gate: gate.hang(),
}


@pytest.fixture
def site(settings, sections, gate):
    """A site that asks through the gate."""
    return Site(settings, sections["library"], gate.url)


def test_whatever_happens_on_the_way_readers_are_answered_editors_save_and_it_catches_up(site, gate, monkeypatch):
    assert site.is_answered_by_elasticsearch()
    # The worker waits a second and not five for a server that is away: eight faults would take a minute.
    monkeypatch.setattr("search.feeding.KNOCK", 1)
    for spoil in ON_THE_WAY.values():
        spoil(gate)
        site.is_answered_by_the_database()
        site.is_edited()
        gate.let_through()
        site.recovers()


def test_an_answer_that_takes_its_time_is_waited_for(site, gate):
    gate.delay(0.3)
    assert site.is_answered_by_elasticsearch()


def test_after_three_failures_it_is_asked_no_more_until_the_pause_is_over(site, gate, monkeypatch):
    gate.answer(503)
    gate.requests.clear()
    breaker.reset()
    answers = [site.client.get("/search/?q=снег").content.decode() for _ in range(8)]
    assert all(NOTICE in page for page in answers)
    assert len(gate.requests) == 3
    gate.let_through()
    assert NOTICE in site.client.get("/search/?q=снег").content.decode()
    later = breaker._clock() + 31
    monkeypatch.setattr(breaker, "_clock", lambda: later)
    assert ask(site.client, "снег")["total"] == 2
    assert len(gate.requests) == 4
    assert not breaker.is_open


def test_a_server_that_takes_no_changes_is_not_asked_for_what_it_has_not(site):
    with spoiling() as (client, name):
        # As it does by itself when its disk is nearly full.
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": True})
    site.is_edited()
    assert NOTICE in site.page("мох1")[1]
    assert fault() == "не принимает изменений"
    with spoiling() as (client, name):
        client.indices.put_settings(index=name, settings={"index.blocks.read_only_allow_delete": None})
    site.recovers()
    assert fault() == ""


def delete_it(client, name):
    client.indices.delete(index=name)


def lose_the_alias(client, name):
    client.indices.delete_alias(index=name, name=indices.alias())


def put_a_strange_one_under_the_alias(client, name):
    client.indices.delete(index=name)
    stranger = {"index": {"_index": indices.alias(), "_id": "77"}}, {"page_id": 77, "digest": "x", "words": "снег"}
    client.bulk(operations=stranger, refresh=True)


def put_an_empty_strange_one_under_the_alias(client, name):
    client.indices.delete(index=name)
    client.indices.create(index=indices.alias())


def let_it_come_back_in_a_shape_of_its_own(client, name):
    client.indices.delete(index=name)
    client.bulk(operations=({"index": {"_index": name, "_id": "77"}}, {"page_id": "77", "words": "снег"}), refresh=True)
    client.indices.put_alias(index=name, name=indices.alias())


def close_it(client, name):
    client.indices.close(index=name)
    client.indices.delete_alias(index=name, name=indices.alias())


SPOILT = [
    delete_it,
    lose_the_alias,
    put_a_strange_one_under_the_alias,
    put_an_empty_strange_one_under_the_alias,
    let_it_come_back_in_a_shape_of_its_own,
    close_it,
]


@contextmanager
def spoiling():
    with asking() as client:
        yield client, indices.live()


def test_whatever_happens_to_the_index_readers_are_answered_and_it_is_made_anew(site):
    for spoil in SPOILT:
        with spoiling() as (client, name):
            spoil(client, name)
        site.is_answered_by_the_database()
        site.is_edited()
        site.recovers()
        assert len(indices.ours()) == IndexState.objects.exclude(pk=IndexState.DATABASE).count() == 1, spoil.__name__


def empty_it(client, name):
    """Another of the same name, shape and alias, without a page."""
    client.indices.delete(index=name)
    client.indices.create(index=name, mappings=indices.MAPPINGS)
    client.indices.put_alias(index=name, name=indices.alias())


def lose_a_page(client, name):
    client.delete(index=name, id=str(IndexedPage.objects.present().latest("pk").pk))


def keep_an_old_page(client, name):
    client.index(index=name, id="999", document={"page_id": "999", "number": 1, "digest": "x", "words": "снег"})


def serve_two(client, name):
    client.indices.create(index=f"{name}0", mappings=indices.MAPPINGS)
    client.indices.put_alias(index=f"{name}0", name=indices.alias())


@pytest.mark.parametrize("spoil", [empty_it, lose_a_page, keep_an_old_page, serve_two])
def test_what_only_a_count_can_tell_is_mended_with_the_next_turn_of_the_clock(site, spoil):
    with spoiling() as (client, name):
        spoil(client, name)
    site.recovers()
    assert len(indices.ours()) == 1


def test_a_database_that_was_put_back_from_an_older_copy_is_followed(site):
    older = list(IndexedPage.objects.values()), list(IndexState.objects.values())
    newer = site.is_edited()
    database_engine().delete([newer.pk])
    IndexedPage.objects.filter(pk=newer.pk).delete()
    for row in older[0]:
        IndexedPage.objects.filter(pk=row["page_id"]).update(**row)
    for row in older[1]:
        IndexState.objects.filter(pk=row["name"]).update(**row)
    newer.delete()
    SearchDocument.objects.filter(pk=newer.pk).delete()
    # The new life gives the old numbers to other changes.
    site.is_edited()
    site.recovers()


def test_another_site_whose_name_begins_as_ours_keeps_its_indices(site, settings):
    ours = settings.ELASTICSEARCH_INDEX
    settings.ELASTICSEARCH_INDEX = f"{ours}_vologda"
    theirs = indices.create()
    settings.ELASTICSEARCH_INDEX = ours
    with spoiling() as (client, name):
        delete_it(client, name)
    site.recovers()
    with asking() as client:
        assert client.indices.exists(index=theirs)


def test_the_server_killed_frozen_and_wiped_is_a_notice_and_no_outage(settings, sections, own_node):
    site = Site(settings, sections["library"], own_node.url)
    assert site.is_answered_by_elasticsearch()
    own_node.freeze()
    site.is_answered_by_the_database()
    site.is_edited()
    own_node.thaw()
    site.recovers()
    own_node.kill()
    site.is_answered_by_the_database()
    site.is_edited()
    own_node.start()
    site.recovers()
    own_node.kill()
    own_node.wipe()
    own_node.start()
    site.is_answered_by_the_database()
    site.is_edited()
    site.recovers()
    assert not any(examine())
