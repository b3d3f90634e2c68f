"""Hidden names are looked for in every channel and found in none; a leak planted in each is found by its own scanner.

Authors and experts do not know each other here, the strictest setting: what holds in it holds in the others.
"""

import pytest
from django.db import transaction

from expertise.enums import Anonymity
from tests.anonymity import case
from tests.anonymity.channels import CHANNELS
from tests.anonymity.reading import found
from tests.community.post import mail_server

pytestmark = pytest.mark.django_db


def scanned(channel, world, settings, plant=False):
    """What of the channel's hidden names gets out, with a leak planted or without; undone afterwards."""
    with transaction.atomic(), mail_server(settings) as box:
        if plant:
            channel.plant(world)
        seen = found(channel.scan(world, box), *channel.hidden)
        transaction.set_rollback(True)
    return seen


def test_no_channel_tells_a_hidden_name_and_every_scanner_finds_a_planted_one(sections, settings):
    world = case.make_case(sections, Anonymity.BOTH_HIDDEN)
    leaks = {channel.name: scanned(channel, world, settings) for channel in CHANNELS}
    assert leaks == {channel.name: [] for channel in CHANNELS}
    planted = {channel.name: scanned(channel, world, settings, plant=True) for channel in CHANNELS}
    assert [name for name, seen in planted.items() if not seen] == []


def test_numbers_of_experts_and_keys_tell_nothing_from_round_to_round(sections):
    """Numbers are drawn anew: over many rounds the first to be invited is not always «Эксперт 1»."""
    from expertise.inviting import _drawn_alias

    world = case.make_case(sections)
    second = case.rounds(world)[1]
    second.assignments.all().delete()
    assert {_drawn_alias(second) for _turn in range(60)} == {1, 2}
