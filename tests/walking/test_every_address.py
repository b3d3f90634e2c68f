"""No address, verb and person leads round the guard, nor moves what is another's (issue «Expert review», done when 2).

All patterns of the project, Wagtail's admin included, are walked by everybody on a site with a work in every state. Each request
is undone, so that the next one meets the same site. What moved must be what the table allows, no more and no less: a move that
the walk does not make any more would mean that it has stopped looking.
"""

import pytest

from accounts.enums import Role
from tests.walking.addresses import ArgumentMissing, Arguments
from tests.walking.allowed import MAY, may
from tests.walking.walk import walk
from tests.walking.world import ACTORS, CASES, COMPANIES, called, make_world

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("company", COMPANIES)
def test_everybody_moves_what_is_theirs_and_nothing_else(sections, company):
    world = make_world(sections)
    walks = {actor: walk(world, actor) for actor in COMPANIES[company]}
    assert {actor: found.broken for actor, found in walks.items() if found.broken} == {}
    too_much = {
        (actor, move): how
        for actor, found in walks.items()
        for move, how in found.moves.items()
        if move not in may(actor)
    }
    assert too_much == {}
    not_seen = {actor: may(actor) - found.moves.keys() for actor, found in walks.items()}
    assert {actor: moves for actor, moves in not_seen.items() if moves} == {}


def test_no_draft_comes_to_visitors_but_that_of_a_work_at_its_last_step():
    published = {move for move in MAY if move.endswith("→ live")}
    assert published == {"editing: page draft → live", "page: page draft → live", "new: page нет → live"}


def test_everybody_and_every_state_is_in_the_walk():
    assert {called(role) for role in Role} <= set(ACTORS)
    assert {move.partition(":")[0] for move in MAY} == {*CASES, "page", "new"}


def test_a_new_address_whose_argument_nobody_has_named_stops_the_walk(sections):
    arguments = Arguments(make_world(sections), ACTORS[0])
    with pytest.raises(ArgumentMissing, match="назовите"):
        arguments.of("library:new_address", "nobody_knows", None)
