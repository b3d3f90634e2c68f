"""Works that nobody may see are looked for in all 22 ways a text can get out, and found in none (reliability 30–51).

Each scanner also has to find a leak: that of a public work, or one that was planted for it.
"""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.enums import Role
from home import page_cache
from tests.library.canaries import COUNCIL, found, make_world
from tests.library.canary_channels import ABSENT, CHANNELS
from tests.making import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, sections):
    """The site, with whole pages kept as on a real one."""
    settings.PAGE_CACHE_BYTES = 4 * 1024 * 1024
    page_cache.pages.clear()
    yield make_world(sections)
    page_cache.pages.clear()


def visitor():
    return Client()


def kiosk():
    browser = Client()
    browser.cookies["kiosk"] = "1"
    return browser


def teacher():
    browser = Client()
    browser.force_login(person(Role.TEACHER))
    return browser


def councillor():
    browser, user = Client(), person(Role.TEACHER)
    user.groups.add(Group.objects.get(name=COUNCIL))
    browser.force_login(user)
    return browser


# A participant may see what is closed for visitors alone (F2-02).
UNSEEN = {"draft", "withdrawn", "expired", "future"}
OF_SOME = {"group", "locked", "grandchild"}
HIDDEN_FROM = {
    visitor: UNSEEN | OF_SOME | {"closed", "child"},
    kiosk: UNSEEN | OF_SOME | {"closed", "child"},
    teacher: UNSEEN | OF_SOME,
    # Of the council, but without the password.
    councillor: UNSEEN | {"locked"},
}


@pytest.mark.parametrize("who", HIDDEN_FROM, ids=lambda who: who.__name__)
def test_a_hidden_work_is_found_in_no_channel(world, who):
    client = who()
    works = [work for work in world.hidden if work.name in HIDDEN_FROM[who]]
    assert {work.name for work in works} == HIDDEN_FROM[who]
    leaks = {}
    for channel in CHANNELS:
        text = channel.scan(client, world, works)
        for work in works:
            if seen := found(text, work):
                leaks[channel.number, channel.name, work.name] = seen
    assert leaks == {}


def test_every_scanner_finds_a_leak(world):
    blind, unseen = [], list(world.hidden)
    for channel in CHANNELS:
        client, work = Client(), world.public
        if channel.plant:
            # Each leak is of another work: what was planted for one scanner must not please the next.
            work = unseen.pop()
            assert not found(channel.scan(client, world, [work]), work)
            channel.plant(client, world, work)
        if not found(channel.scan(client, world, [work]), work):
            blind.append((channel.number, channel.name))
    assert blind == []


def test_the_counters_count_the_public_work_alone(world):
    client = Client()
    assert "1\xa0материал<" in client.get("/library/").content.decode()
    assert client.get("/api/v1/search/", {"q": "лишайник", "type": "material"}).json()["total"] == 1
    # Past the kept page, to see what it was made of.
    client.cookies["messages"] = "x"
    growth = client.get("/library/").context_data
    assert all(value["count"] == 1 for facet in growth["facets"] for value in facet["values"])
    assert growth["growth"]["centre"].now.count == 1


@pytest.mark.parametrize("number", sorted(ABSENT))
def test_a_channel_without_a_scanner_does_not_exist(world, number):
    client = Client()
    assert {address: client.get(address).status_code for address in ABSENT[number]} == dict.fromkeys(
        ABSENT[number], 404
    )


def test_all_22_channels_are_accounted_for():
    numbers = [channel.number for channel in CHANNELS] + list(ABSENT)
    assert sorted(numbers) == list(range(30, 52))
