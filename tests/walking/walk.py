"""One person walks through every address with both verbs; what moved, and what broke, is written down."""

from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection, transaction

from tests.walking.addresses import addresses, views
from tests.walking.posts import MAKERS, bodies, with_query
from tests.walking.standing import Standing, Writes
from tests.walking.world import BOSS

# Wagtail breaks this on purpose, to show what its error page looks like.
BROKEN_ON_PURPOSE = {"wagtailadmin_error_test"}
# Deeds that move something: everybody tries them on every work. Elsewhere a superuser, whom nothing else stops, asks every
# address with every argument by both verbs, and who may less posts once to each view and reads ours: rights only narrow.
DEEDS = {*MAKERS, "wagtail_bulk_action", "wagtailadmin_pages:workflow_action"}


@dataclass
class Walk:
    """What came of it: {move in words: what made it}, and what answered with an error of the server."""

    moves: dict = field(default_factory=dict)
    broken: list = field(default_factory=list)
    asked: int = 0


def walk(world, actor):
    """Return the Walk of `actor`: each address by GET, then by POST with every body, each time on the same site."""
    standing, found, seen, view_of = Standing(world), Walk(), set(), views()
    client = world.client_of(actor)
    for name, given, address in addresses(world, actor):
        view = view_of.get(name, name)
        if name in BROKEN_ON_PURPOSE or (view in seen and name not in DEEDS and actor != BOSS):
            continue
        seen.add(view)
        for target in with_query(name, address, world):
            if actor == BOSS or not view.startswith("wagtail"):
                _ask(found, standing, client, "GET", target)
            with undone(client):
                wanted = bodies(name, given, target, client)
            for body in wanted:
                _ask(found, standing, client, "POST", target, body)
    return found


def _ask(found, standing, client, verb, target, body=None):
    cache.clear()
    found.asked += 1
    words = f"{verb} {target} {body or ''}"[:200]
    writes = Writes()
    with undone(client), connection.execute_wrapper(writes):
        try:
            response = client.get(target) if verb == "GET" else client.post(target, body)
        except Exception as error:  # Whatever a view lets through is what a visitor would see as «500».
            found.broken.append(f"{words}: {error!r}")
        else:
            if response.status_code >= 500:
                found.broken.append(f"{words}: {response.status_code}")
        for move in standing.moves() if writes.seen else ():
            found.moves.setdefault(move, words)


@contextmanager
def undone(client):
    """Whatever happens inside has not happened afterwards, in the browser of `client` too."""
    jar = copy(client.cookies)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    client.cookies = jar
