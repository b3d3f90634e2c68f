"""The tree of a new site, and who may do what in which part of it (A.5)."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page

from accounts.enums import STAFF_ROLES, Role
from config.sections import EVERYTHING, RIGHTS, make_sections
from tests.making import material, news, person, programme, stored, subproject

pytestmark = pytest.mark.django_db


def state():
    """What of the tree and its rights can be changed by making sections."""
    rights = GroupPagePermission.objects.values_list("group__name", "page__slug", "permission__codename")
    return sorted(Page.objects.values_list("pk", "path", "slug", "live")), sorted(rights)


def test_a_new_site_has_its_sections_published_and_in_the_menu(sections):
    above = {
        "programmes": "home",
        "reports": "programmes",
        "groups": "programmes",
        "library": "home",
        "collections": "library",
        "journals": "home",
        "news": "home",
        "norms": "home",
    }
    assert set(sections) == {"home", *above}
    for name, parent in above.items():
        page = Page.objects.get(pk=sections[name].pk)
        assert (page.slug, page.live, page.show_in_menus, page.get_parent().pk) == (
            name,
            True,
            True,
            sections[parent].pk,
        )


def test_making_sections_again_changes_nothing(sections):
    before = state()
    again = make_sections()
    assert state() == before
    assert {name: page.pk for name, page in again.items()} == {name: page.pk for name, page in sections.items()}


def test_a_right_that_was_taken_away_stays_away(sections):
    for page, role in (("library", Role.METHODIST), ("home", Role.EDITOR)):
        taken = GroupPagePermission.objects.filter(
            page=sections[page], group__name=role, permission__codename="publish_page"
        )
        assert taken.delete()[0] == 1
    before = state()
    make_sections()
    assert state() == before


def test_all_rights_taken_away_in_a_section_stay_away(sections):
    GroupPagePermission.objects.filter(page=sections["library"]).delete()
    before = state()
    make_sections()
    assert state() == before


def test_a_section_that_was_lost_is_made_anew_with_its_rights(sections):
    Page.objects.get(pk=sections["news"].pk).delete()
    made = make_sections()["news"]
    roles = GroupPagePermission.objects.filter(page=made).values_list("group__name", flat=True)
    assert set(roles) == {str(role) for role in RIGHTS["news"]}


def test_a_section_under_another_name_or_place_is_still_that_section(sections):
    Page.objects.filter(pk=sections["news"].pk).update(title="Лента", slug="lenta")
    assert make_sections()["news"].pk == sections["news"].pk


def test_groups_of_wagtail_give_way_to_ours(sections):
    names = set(Group.objects.values_list("name", flat=True))
    assert {str(role) for role in Role} <= names
    assert not names & {"Editors", "Moderators"}
    approvals = GroupApprovalTask.objects.all()
    assert approvals
    assert all([group.name for group in task.groups.all()] == [str(Role.EDITOR)] for task in approvals)


def test_a_stock_group_with_people_in_it_is_left_alone(db):
    group, _made = Group.objects.get_or_create(name="Editors")
    group.user_set.add(person())
    make_sections()
    assert Group.objects.filter(name="Editors").exists()


@pytest.fixture
def pages(sections):
    """One page of every kind and the sections themselves."""
    page = programme(sections["programmes"])
    return {
        "home": sections["home"],
        "programme": page,
        "subproject": subproject(page),
        "material": material(sections["library"]),
        "collection": sections["collections"],
        "journal": sections["journals"],
        "news": news(sections["news"]),
    }


EVERY = {"home", "programme", "subproject", "material", "collection", "journal", "news"}
MAY_PUBLISH = {
    Role.ADMINISTRATOR: EVERY,
    Role.EDITOR: EVERY,
    Role.METHODIST: {"material", "collection", "journal", "news"},
    Role.MODERATOR: {"material", "collection"},
    # Programmes and news of their own: tests/programmes/test_leaders_rights.py.
    Role.PROGRAMME_LEADER: {"collection"},
}
MAY_CHANGE = {
    **MAY_PUBLISH,
    Role.SUBPROJECT_LEADER: {"collection"},
    Role.COUNCIL: {"journal", "news"},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_publishes_and_changes_what_the_matrix_gives_it(pages, role):
    user = person(role)
    rights = {name: page.permissions_for_user(user) for name, page in pages.items()}
    assert {name for name, right in rights.items() if right.can_publish()} == MAY_PUBLISH.get(role, set())
    assert {name for name, right in rights.items() if right.can_edit()} == MAY_CHANGE.get(role, set())


@pytest.mark.parametrize("role", Role)
def test_only_staff_enter_the_admin(client, sections, role):
    client.force_login(person(role))
    assert (client.get("/admin/").status_code == 200) == (role in STAFF_ROLES)


def test_an_editor_publishes_a_programme_and_a_teacher_cannot_even_open_it(client, pages):
    page = pages["programme"]
    address = f"/admin/pages/{page.pk}/edit/"
    client.force_login(person(Role.EDITOR))
    assert client.get(address).status_code == 200
    client.force_login(person(Role.TEACHER))
    assert client.get(address).status_code in {302, 403}
    assert client.post(address, {"action-publish": "1"}).status_code in {302, 403}


def test_a_methodist_makes_a_material_in_the_admin_with_its_file(client, sections):
    client.force_login(person(Role.METHODIST))
    stored()
    library = sections["library"].pk
    assert client.get(f"/admin/pages/add/library/materialpage/{library}/").status_code == 200
    assert client.get(f"/admin/pages/add/programmes/programmepage/{sections['programmes'].pk}/").status_code == 302


def test_rights_name_only_what_wagtail_knows(sections):
    given = set(GroupPagePermission.objects.values_list("permission__codename", flat=True))
    assert given <= set(EVERYTHING)
    total = sum(len(codenames) for rights in RIGHTS.values() for codenames in rights.values())
    assert GroupPagePermission.objects.filter(page__in=sections.values()).count() == total
