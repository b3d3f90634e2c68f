"""No address of the site tells a hidden name to who must not know it: pages, JSON, feeds, search, files, lists, later rounds."""

import pytest
from django.contrib.auth.models import Group

from accounts.enums import Role
from expertise.enums import Anonymity
from tests.anonymity import case, reading
from tests.walking.world import AUTHOR, EXPERT, GUEST, VISITOR, called

pytestmark = pytest.mark.django_db
# Who reads → whose names must not be there, by the setting of the sheet.
HIDDEN = {
    Anonymity.EXPERT_HIDDEN: {
        AUTHOR: case.EXPERTS,
        VISITOR: (*case.EXPERTS, *case.AUTHOR),
        EXPERT: (*case.SECOND, *case.THIRD, *case.GUEST),
        GUEST: (*case.FIRST, *case.SECOND, *case.THIRD),
    },
    Anonymity.BOTH_HIDDEN: {
        AUTHOR: case.EXPERTS,
        EXPERT: (*case.SECOND, *case.THIRD, *case.GUEST, *case.AUTHOR),
        GUEST: (*case.FIRST, *case.SECOND, *case.THIRD, *case.AUTHOR),
    },
}


@pytest.mark.parametrize("anonymity", HIDDEN)
def test_nobody_reads_a_hidden_name_anywhere(sections, anonymity):
    world = case.make_case(sections, anonymity)
    found = {
        actor: reading.leaks(reading.crawled(world, actor), *canaries) for actor, canaries in HIDDEN[anonymity].items()
    }
    assert found == {actor: {} for actor in HIDDEN[anonymity]}


def test_an_author_who_is_a_methodist_reads_no_expert_of_his_own_works_in_the_whole_admin(sections):
    """History, revisions, comparisons, workflow, reports, register, rounds: the second role opens no door."""
    world = case.make_case(sections)
    world.house.author.groups.add(Group.objects.get(name=Role.METHODIST))
    pages = reading.crawled(world, AUTHOR, only="/admin/")
    read = [(address, reading.without_lists_of_accounts(said, case.BYSTANDER[0])) for address, said in pages]
    assert reading.leaks(read, *case.EXPERTS, *case.BYSTANDER) == {}


def test_the_same_walk_finds_the_names_where_they_may_be_read(sections):
    """The control: experts of an open author read him on their sheet, who keeps the round reads its experts."""
    world = case.make_case(sections)
    sheet = reading.leaks(reading.crawled(world, EXPERT, only="/cabinet/reviews/"), *case.AUTHOR)
    assert any("Авторцева" in words for words in sheet.values())
    kept = reading.leaks(reading.crawled(world, called(Role.METHODIST), only="/admin/review/rounds/"), *case.EXPERTS)
    assert {word for words in kept.values() for word in words} >= {case.FIRST[0], case.SECOND[0], case.GUEST[0]}
