"""How people come to lead and cease to: named, dismissed, at a page's beginning, and never by an older draft."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db.migrations.loader import MigrationLoader
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from programmes.leading import appoint_leader, dismiss_leader, leaders_of
from programmes.models import Leading, ProgrammePage, Stage, SubprojectPage
from tests.making import person, programme, subproject
from tests.programmes.house import EVERY, House, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(sections):
    return House(sections)


def test_a_new_programme_belongs_to_whom_it_names_and_to_the_leader_who_opened_it(house):
    named, opener, teacher = person(Role.TEACHER), person(Role.PROGRAMME_LEADER), person(Role.TEACHER)
    page = programme(house.sections["programmes"], "Новая", responsible=named, owner=opener)
    assert set(leaders_of(page)) == {named, opener}
    assert fresh(named).has_role(Role.PROGRAMME_LEADER)
    assert not leaders_of(programme(house.sections["programmes"], "Ничья", owner=teacher)).exists()


def test_who_leads_from_above_needs_no_entrusting_below(house):
    leader = house.people["leader"]
    assert not leaders_of(subproject(house.pages["own"], "Ещё часть", responsible=leader)).exists()


def test_a_leader_opens_a_programme_in_the_admin_and_goes_on_with_it(client, house):
    client.force_login(house.user("leader"))
    address = f"/admin/pages/add/programmes/programmepage/{house.sections['programmes'].pk}/"
    assert client.get(address).status_code == 200
    data = {
        "title": "Открыта",
        "slug": "otkryta",
        "kind": "network",
        "body-count": "0",
        "passport-count": "0",
        "comments-TOTAL_FORMS": "0",
    }
    answer = client.post(address, {**data, "comments-INITIAL_FORMS": "0"})
    page = ProgrammePage.objects.get(title="Открыта")
    assert answer.status_code == 302
    assert set(leaders_of(page)) == {house.people["leader"]}
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    client.force_login(house.user("part leader"))
    assert client.get(address).status_code == 302


def test_publishing_an_older_draft_gives_nobody_their_right_back(house):
    page, named = house.pages["own"], person()
    page.responsible = named
    draft = page.save_revision()
    page.responsible = None
    page.save_revision().publish()
    draft.publish()
    assert ProgrammePage.objects.get(pk=page.pk).responsible == named
    assert not can(fresh(named), "change", house.items["own"])


MAY_NAME = {
    "leader": {"own part", "own sister"},
    "part leader": set(),
    "stranger": {"other part", "other sister"},
    Role.METHODIST: set(),
    Role.EDITOR: EVERY - {"own leaf", "other leaf"},
    Role.TEACHER: set(),
}


@pytest.mark.parametrize("who", MAY_NAME)
def test_leaders_of_programmes_are_named_by_editors_and_of_parts_by_those_above(house, who):
    for name in EVERY - {"own leaf", "other leaf"}:
        newcomer, page = person(), house.pages[name]
        if name in MAY_NAME[who]:
            appoint_leader(page=page, user=newcomer, by=house.user(who))
        else:
            with pytest.raises(ActionRefused):
                appoint_leader(page=page, user=newcomer, by=house.user(who))
        assert page.permissions_for_user(fresh(newcomer)).can_edit() == (name in MAY_NAME[who])


def test_who_is_dismissed_keeps_nothing_of_it_and_loses_the_role_with_the_last_page(house):
    leader, pages = house.people["leader"], house.pages
    appoint_leader(page=pages["other"], user=leader, by=house.keeper)
    dismiss_leader(page=pages["own"], user=leader, by=house.keeper)
    assert not pages["own"].permissions_for_user(fresh(leader)).can_edit()
    assert pages["other"].permissions_for_user(fresh(leader)).can_edit()
    assert fresh(leader).has_role(Role.PROGRAMME_LEADER)
    dismiss_leader(page=pages["other"], user=leader, by=house.keeper)
    assert not fresh(leader).groups.exists()
    with pytest.raises(ActionRefused, match="не ведёт"):
        dismiss_leader(page=pages["other"], user=leader, by=house.keeper)


def test_naming_is_written_down_and_a_person_who_left_is_not_named(house):
    newcomer = person()
    appoint_leader(page=house.pages["own"], user=newcomer, by=house.keeper)
    entry = PageLogEntry.objects.filter(action="programmes.leader.appoint").latest("pk")
    assert (entry.page_id, entry.user, entry.data["leader"]) == (house.pages["own"].pk, house.keeper, newcomer.pk)
    newcomer.is_active = False
    newcomer.save()
    with pytest.raises(ActionRefused):
        appoint_leader(page=house.pages["own"], user=newcomer, by=house.keeper)


def test_the_group_of_leaders_follows_the_pages_title_and_goes_with_the_page(house):
    page = house.pages["own sister"]
    appoint_leader(page=page, user=person(), by=house.keeper)
    group = Leading.objects.get(page=page).group
    page.title = "Иначе"
    page.save_revision().publish()
    group.refresh_from_db()
    assert "Иначе" in group.name
    SubprojectPage.objects.get(pk=page.pk).delete()
    assert not Group.objects.filter(pk=group.pk).exists()
    assert not GroupPagePermission.objects.filter(group_id=group.pk).exists()


def test_the_screen_of_leaders_names_and_lets_go_through_the_same_verbs(client, house):
    page, newcomer = house.pages["own part"], person()
    leading = Leading.objects.get(page=page)
    client.force_login(house.user("leader"))
    listed = {row.page_id for row in client.get("/admin/leaders/").context["object_list"]}
    assert listed == {house.pages["own"].pk, page.pk}
    address = f"/admin/leaders/edit/{leading.pk}/"
    assert client.post(address, {"newcomer": newcomer.email.upper()}).status_code == 302
    assert set(leaders_of(page)) == {newcomer}
    assert "никто не зарегистрирован" in client.post(address, {"newcomer": "nobody@example.org"}).content.decode()
    top = Leading.objects.get(page=house.pages["own"])
    assert client.get(f"/admin/leaders/edit/{top.pk}/").status_code == 404
    form = client.get("/admin/leaders/new/").context["form"]
    assert set(form.fields["led"].queryset) == {
        Page.objects.get(pk=house.pages[name].pk) for name in ("own", "own part", "own sister")
    }
    sister = house.pages["own sister"]
    assert client.post("/admin/leaders/new/", {"led": sister.pk, "newcomer": newcomer.email}).status_code == 302
    assert set(leaders_of(sister)) == {newcomer}
    for name in ("own", "other part"):
        data = {"led": house.pages[name].pk, "newcomer": newcomer.email}
        assert client.post("/admin/leaders/new/", data).status_code == 200
        assert newcomer not in leaders_of(house.pages[name])
    appoint_leader(page=page, user=house.people["part leader"], by=house.keeper)
    client.force_login(house.user("part leader"))
    assert client.get(address).status_code == 404


def test_what_there_was_before_is_entrusted_and_the_right_on_all_ends(sections):
    (name,) = (name for name in MigrationLoader(None).disk_migrations if name[1].endswith("leaders_rights"))
    rights = import_module(f"programmes.migrations.{name[1]}")
    named, page = person(Role.PROGRAMME_LEADER), programme(sections["programmes"], "Прежняя")
    ProgrammePage.objects.filter(pk=page.pk).update(responsible=named)
    everywhere = Group.objects.get(name=Role.PROGRAMME_LEADER)
    permission = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=everywhere, page=sections["programmes"], permission=permission)
    rights.entrust_what_there_is(apps, None)
    rights.end_the_right_on_all(apps, None)
    assert set(leaders_of(page)) == {named}
    assert page.permissions_for_user(fresh(named)).can_edit()
    assert not page.permissions_for_user(person(Role.PROGRAMME_LEADER)).can_edit()


def test_a_stage_of_a_part_of_another_programme_is_refused(house):
    stage = Stage(programme=house.pages["own"], subproject=house.pages["other part"], number=9, name="Чужой")
    with pytest.raises(ValidationError, match="другой программы"):
        stage.full_clean()


def test_choosers_of_pages_offer_no_drafts_of_others(client, house):
    own, other = (subproject(house.pages[name], f"Черновик {name}", publish=False) for name in ("own", "other"))
    client.force_login(house.user("leader"))
    for page, kept in ((own, True), (other, False)):
        offered = client.get(f"/admin/choose-page/{page.get_parent().pk}/").json()["html"]
        assert (page.title in offered) == kept
        assert house.pages["other sister"].title in offered or page == own
