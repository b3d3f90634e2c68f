"""Works that were hidden after Elasticsearch had been fed stand there still, and are found by nobody (P3)."""

import pytest
from django.test import Client

from accounts.enums import Role
from search.feeding import feed
from tests.library import canaries
from tests.library.canaries import found, make_world
from tests.library.canary_channels import CHANNELS
from tests.making import person
from tests.search.faults import NOTICE

pytestmark = pytest.mark.django_db
# The ways on which search answers; the others never ask its engine.
ASKED = [channel for channel in CHANNELS if channel.number in (30, 32, 34)]
UNSEEN = {"draft", "withdrawn", "expired", "future", "group", "locked", "grandchild"}


@pytest.fixture
def world(sections, elastic, monkeypatch):
    """A site whose works were hidden after Elasticsearch was fed for the last time."""
    hide = canaries._hide

    def feed_and_hide(works, section):
        feed()
        hide(works, section)

    monkeypatch.setattr(canaries, "_hide", feed_and_hide)
    world = make_world(sections)
    once_public = {work.page.pk for work in world.hidden if work.name not in ("draft", "future")}
    assert len(once_public) == 7
    assert once_public <= elastic.page_ids(), "it holds them still"
    return world


def test_a_stale_index_shows_nobody_a_hidden_work(world):
    teacher = Client()
    teacher.force_login(person(Role.TEACHER))
    for client, unseen in ((Client(), UNSEEN | {"closed", "child"}), (teacher, UNSEEN)):
        works = [work for work in world.hidden if work.name in unseen]
        assert {work.name for work in works} == unseen
        assert NOTICE not in client.get("/search/?q=лишайник").content.decode(), "Elasticsearch is asked"
        for channel in ASKED:
            text = channel.scan(client, world, works)
            assert {work.name: seen for work in works if (seen := found(text, work))} == {}, channel.name
            # What can be seen is seen, on the same way and by the same engine.
            assert found(channel.scan(client, world, [world.public]), world.public), channel.name


def test_a_hit_that_is_shown_past_the_database_would_be_noticed(world, monkeypatch):
    from library.facets.index import FacetIndex

    monkeypatch.setattr(FacetIndex, "shown_bits", lambda index, now: index.bits_of(index.page_ids))
    work = next(work for work in world.hidden if work.name == "expired")
    text = "".join(channel.scan(Client(), world, [work]) for channel in ASKED)
    assert found(text, work)
