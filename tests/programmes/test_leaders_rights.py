"""Who leads what: the matrix A.5 walked over pages, plans and screens of the admin, own and others'."""

import pytest
from wagtail.models import Page

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from programmes.actions import set_item_status
from programmes.enums import ItemStatus
from programmes.leading import appoint_leader
from programmes.models import PlanItem, ProgrammePage, Stage
from programmes.permissions import leads, led_by
from tests.making import news
from tests.programmes.house import EVERY, House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(sections):
    return House(sections)


OWN = {name for name in EVERY if name.startswith("own")}
MAY_EDIT = {
    "leader": OWN,
    "part leader": {"own part", "own leaf"},
    "stranger": EVERY - OWN,
    Role.METHODIST: set(),
    Role.EDITOR: EVERY,
    Role.TEACHER: set(),
}
# What was entrusted to a person is not theirs to delete, nor is anything with pages below (that is for editors).
MAY_DELETE = {
    "leader": {"own sister", "own leaf"},
    "part leader": {"own leaf"},
    "stranger": {"other sister", "other leaf"},
    Role.METHODIST: set(),
    Role.EDITOR: EVERY,
    Role.TEACHER: set(),
}
MAY_KEEP = {
    "leader": {"own", "own part"},
    "part leader": {"own part"},
    "stranger": {"other", "other part"},
    Role.METHODIST: set(),
    Role.EDITOR: {"own", "own part", "other", "other part"},
    Role.TEACHER: set(),
}
WHO = pytest.mark.parametrize("who", MAY_EDIT)


@WHO
def test_people_edit_publish_and_add_where_they_lead_and_nowhere_else(house, who):
    rights = {name: page.permissions_for_user(house.user(who)) for name, page in house.pages.items()}
    for asked in ("can_edit", "can_publish", "can_unpublish", "can_copy"):
        assert {name for name, right in rights.items() if getattr(right, asked)()} == MAY_EDIT[who], asked
    assert {name for name, right in rights.items() if right.can_add_subpage()} == MAY_EDIT[who]
    assert {name for name, right in rights.items() if right.can_delete()} == MAY_DELETE[who]


@WHO
def test_the_same_holds_for_pages_whose_type_is_not_known_yet(house, who):
    plain = {name: Page.objects.get(pk=page.pk) for name, page in house.pages.items()}
    user = house.user(who)
    assert {name for name, page in plain.items() if page.permissions_for_user(user).can_edit()} == MAY_EDIT[who]
    assert {name for name, page in plain.items() if page.permissions_for_user(user).can_delete()} == MAY_DELETE[who]


@WHO
def test_nothing_is_moved_or_copied_into_what_others_lead(house, who):
    user, pages = house.user(who), house.pages
    for source in ("own sister", "other sister"):
        for target in ("own", "other"):
            right = pages[source].permissions_for_user(user)
            wanted = {source, target} <= MAY_EDIT[who]
            assert right.can_copy_to(pages[target]) == wanted, (source, target)
            if not pages[source].is_child_of(pages[target]):
                assert right.can_move_to(pages[target]) == wanted, (source, target)


@WHO
def test_the_plan_is_kept_by_those_who_lead_it(house, who):
    user = house.user(who)
    assert {name for name, item in house.items.items() if can(user, "change", item)} == MAY_KEEP[who]
    for name, item in house.items.items():
        if name in MAY_KEEP[who]:
            set_item_status(item=item, status=ItemStatus.DONE, by=user)
        else:
            with pytest.raises(ActionRefused):
                set_item_status(item=item, status=ItemStatus.DONE, by=user)
        item.refresh_from_db()
        assert item.status == (ItemStatus.DONE if name in MAY_KEEP[who] else ItemStatus.PLANNED)


@WHO
def test_lists_of_rows_hold_what_the_rule_allows(house, who):
    user = house.user(who)
    lookups = ("stage__programme", "stage__subproject", "subproject")
    assert set(led_by(user, PlanItem.objects.all(), *lookups)) == {house.items[name] for name in MAY_KEEP[who]}


@WHO
def test_the_screens_of_the_plan_show_own_rows_and_deny_others(client, house, who):
    client.force_login(house.user(who))
    if who in (Role.METHODIST, Role.TEACHER):
        assert client.get("/admin/plan_items/").status_code in {302, 403}
        return
    listed = {row.pk for row in client.get("/admin/plan_items/").context["object_list"]}
    assert listed == {house.items[name].pk for name in MAY_KEEP[who]}
    for name, item in house.items.items():
        for address in ("edit/{}/", "delete/{}/", "history/{}/", "usage/{}/"):
            answer = client.get("/admin/plan_items/" + address.format(item.pk))
            assert answer.status_code == (200 if name in MAY_KEEP[who] else 404), (address, name)


@WHO
def test_the_explorer_and_its_api_list_only_what_people_may_open(client, house, who):
    client.force_login(house.user(who))
    wanted = {page.pk for name, page in house.pages.items() if name in MAY_EDIT[who]}
    everything = {page.pk for page in house.pages.values()}
    if who == Role.TEACHER:
        assert client.get("/admin/pages/").status_code in {302, 403}
        return
    seen = set()
    for parent in (house.sections["programmes"], *house.pages.values()):
        answer = client.get(f"/admin/pages/{parent.pk}/")
        seen |= {row.pk for row in answer.context["object_list"]} if answer.status_code == 200 else set()
    # Above a led part its programme is passed through.
    passed = {house.pages["own"].pk} if who == "part leader" else set()
    assert seen & everything == wanted | passed
    offered = set()
    for offset in (0, 20):
        answer = client.get(f"/admin/api/main/pages/?limit=20&offset={offset}").json()
        offered |= {row["id"] for row in answer["items"]}
    assert offered & everything == wanted | passed
    found = client.get("/admin/pages/search/?q=").context["object_list"]
    assert {row.pk for row in found} & everything == wanted | passed


ADDRESSES = [
    "edit",
    "delete",
    "unpublish",
    "move",
    "copy",
    "history",
    "revisions/{revision}/view",
    "view_draft",
    "usage",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_of_anothers_page_opens_for_a_leader(client, house, address):
    for who in ("leader", "part leader"):
        client.force_login(house.user(who))
        for name in ("other", "other leaf"):
            page = house.pages[name]
            path = address.format(revision=page.latest_revision_id)
            answer = client.get(f"/admin/pages/{page.pk}/{path}/")
            assert answer.status_code in {302, 403}, (who, name)
            assert client.post(f"/admin/pages/{page.pk}/{path}/").status_code in {302, 403, 405}
    assert Page.objects.filter(pk__in=[page.pk for page in house.pages.values()], live=True).count() == len(house.pages)


@pytest.mark.parametrize("action", ["delete", "publish", "unpublish", "move"])
def test_no_bulk_action_touches_anothers_page(client, house, action):
    page, target = house.pages["other leaf"], house.pages["own part"]
    client.force_login(house.user("leader"))
    client.post(
        f"/admin/bulk/wagtailcore/page/{action}/?id={page.pk}", {"chooser": target.pk, "include_descendants": "on"}
    )
    kept = Page.objects.get(pk=page.pk)
    assert (kept.live, kept.path) == (True, page.path)


def test_a_bulk_action_does_touch_own_pages(client, house):
    client.force_login(house.user("leader"))
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={house.pages['own leaf'].pk}")
    assert not Page.objects.get(pk=house.pages["own leaf"].pk).live


def test_a_leader_writes_a_page_under_own_programme_and_not_under_anothers(client, house):
    client.force_login(house.user("leader"))
    for name, status in (("own", 200), ("own part", 200), ("other", 302), ("other part", 302)):
        address = f"/admin/pages/add/home/contentpage/{house.pages[name].pk}/"
        assert client.get(address).status_code == status, name
    client.post(f"/admin/pages/{house.pages['other'].pk}/edit/", {"title": "Моё", "slug": "moe", "action-publish": "1"})
    assert ProgrammePage.objects.get(pk=house.pages["other"].pk).title == "Программа other"


def test_a_part_is_the_programmes_own_to_delete_and_not_its_leaders(house):
    part = house.pages["own sister"]
    appoint_leader(page=part, user=house.people["part leader"], by=house.keeper)
    assert not part.permissions_for_user(house.user("part leader")).can_delete()
    assert part.permissions_for_user(house.user("leader")).can_delete()
    assert not house.pages["own"].permissions_for_user(house.user("leader")).can_move()


def test_a_row_that_names_a_part_of_another_programme_gives_that_parts_leader_nothing(house):
    user, own, other = house.user("part leader"), house.pages["own part"], house.pages["other"]
    assert not leads(user, other, own)
    assert not can(user, "change", PlanItem(stage=house.items["other"].stage, subproject=own))


def test_a_form_saves_no_row_into_anothers_plan(client, house):
    client.force_login(house.user("part leader"))
    mine, others = house.items["own part"], house.items["other"]
    data = {"number": "1", "sort_order": "0", "text": "Чужое дело", "status": "planned"}
    for stage in (others.stage, house.items["own"].stage):
        answer = client.post("/admin/plan_items/new/", {**data, "stage": stage.pk})
        assert answer.status_code == 200
        assert client.post(f"/admin/plan_items/edit/{mine.pk}/", {**data, "stage": stage.pk}).status_code == 200
    assert not PlanItem.objects.filter(text="Чужое дело").exists()
    whole = {"programme": house.pages["own"].pk, "number": "7", "name": "Этап всей программы"}
    assert client.post("/admin/stages/new/", whole).status_code == 200
    assert not Stage.objects.filter(number=7).exists()
    part = {**whole, "subproject": house.pages["own part"].pk}
    assert client.post("/admin/stages/new/", part).status_code == 302
    assert Stage.objects.get(number=7).subproject == house.pages["own part"]
    assert client.post("/admin/plan_items/new/", {**data, "stage": mine.stage_id}).status_code == 302
    assert PlanItem.objects.get(text="Чужое дело").stage == mine.stage


def test_forms_offer_only_what_the_person_leads(client, house):
    client.force_login(house.user("part leader"))
    form = client.get("/admin/stages/new/").context["form"]
    assert set(form.fields["programme"].queryset) == {house.pages["own"]}
    assert set(form.fields["subproject"].queryset) == {house.pages["own part"]}
    form = client.get("/admin/plan_items/new/").context["form"]
    assert set(form.fields["stage"].queryset) == {house.items["own part"].stage}


def test_news_are_kept_by_their_writer_and_by_those_they_are_about(house):
    section, pages = house.sections["news"], house.pages
    about_own = news(section, "О своей", about=[pages["own"]])
    about_part = news(section, "О подпроекте", about=[pages["own"]], parts=[pages["own part"]])
    about_other = news(section, "О чужой", about=[pages["other"]])
    written = news(section, "Написана", owner=house.people["part leader"])
    every = {about_own, about_part, about_other, written}
    wanted = {
        "leader": {about_own, about_part},
        "part leader": {about_part, written},
        "stranger": {about_other},
        Role.METHODIST: every,
        Role.EDITOR: every,
        Role.TEACHER: set(),
    }
    for who, mine in wanted.items():
        user = house.user(who)
        for asked in ("can_edit", "can_publish", "can_delete"):
            assert {page for page in every if getattr(page.permissions_for_user(user), asked)()} == mine, (who, asked)
    assert section.permissions_for_user(house.user("leader")).can_add_subpage()
