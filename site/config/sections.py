"""The tree of a new site and who works in which part of it (A.5)."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission, GroupPagePermission

from accounts.enums import STAFF_ROLES, Role
from home.actions import make_home
from library.models import JournalIndexPage, MaterialCollectionIndexPage, MaterialIndexPage
from programmes.models import (
    GroupIndexPage,
    NewsIndexPage,
    ProgrammeIndexPage,
    RegulationIndexPage,
    ReportIndexPage,
)

WRITE = ("add_page", "change_page", "publish_page")
EVERYTHING = (*WRITE, "lock_page", "unlock_page", "bulk_delete_page")
# Section → role → what it may do there. Until expert review exists a methodist publishes in the library.
RIGHTS = {
    "home": {Role.ADMINISTRATOR: EVERYTHING, Role.EDITOR: EVERYTHING},
    "library": {Role.METHODIST: WRITE, Role.MODERATOR: ("change_page", "publish_page")},
    # Those who publish in the library do so in its collections too, by the right on the page above.
    "collections": {Role.PROGRAMME_LEADER: WRITE, Role.SUBPROJECT_LEADER: ("add_page", "change_page")},
    # The editorial council and its editors make the journals (D6); editors have their right from home.
    "journals": {Role.METHODIST: WRITE, Role.COUNCIL: ("add_page", "change_page")},
    # Reports are published by editors, who have their right from home (programmes.report_rules).
    "reports": {},
    # A leader's right is on their own programme (programmes.leading); home gives editors theirs.
    "programmes": {},
    "groups": {},
    "news": {
        Role.METHODIST: WRITE,
        Role.PROGRAMME_LEADER: WRITE,
        Role.SUBPROJECT_LEADER: WRITE,
        Role.COUNCIL: ("add_page", "change_page"),
    },
    # Its documents are no pages: who keeps them is said by model permissions (programmes' migrations).
    "norms": {Role.PROGRAMME_LEADER: ("change_page", "publish_page")},
}
# Name and address → page type, title, the section it stands in.
SECTIONS = {
    "programmes": (ProgrammeIndexPage, "Программы", "home"),
    "reports": (ReportIndexPage, "Отчёты", "programmes"),
    "groups": (GroupIndexPage, "Советы и группы", "programmes"),
    "library": (MaterialIndexPage, "Библиотека", "home"),
    "collections": (MaterialCollectionIndexPage, "Сборники и кейсы", "library"),
    "journals": (JournalIndexPage, "Журналы", "home"),
    "news": (NewsIndexPage, "Новости", "home"),
    "norms": (RegulationIndexPage, "Нормативная база", "home"),
}


@transaction.atomic
def make_sections():
    """Make home, its sections and the groups' rights where they are missing; return {name: page}.

    Safe to call again: what there is stays, rights that an administrator took away from an existing section stay away.
    """
    home = make_home()
    pages, new = {"home": home}, set() if GroupPagePermission.objects.filter(page=home).exists() else {"home"}
    for slug, (model, title, above) in SECTIONS.items():
        page = model.objects.first()
        if page is None:
            page = pages[above].add_child(instance=model(title=title, slug=slug, show_in_menus=True))
            page.save_revision().publish()
            new.add(slug)
        pages[slug] = page
    for name in new:
        _grant(pages[name], RIGHTS[name])
    if new:
        _share_pictures()
        _replace_stock_groups()
    return pages


def _grant(page, rights):
    groups = {group.name: group for group in Group.objects.filter(name__in=rights)}
    permissions = {p.codename: p for p in Permission.objects.filter(content_type__app_label="wagtailcore")}
    GroupPagePermission.objects.bulk_create(
        (
            GroupPagePermission(group=groups[role], page=page, permission=permissions[codename])
            for role, codenames in rights.items()
            for codename in codenames
        ),
        ignore_conflicts=True,
    )


def _share_pictures():
    """Everybody on the staff may add and choose pictures."""
    root = Collection.get_first_root_node()
    permissions = Permission.objects.filter(
        content_type__app_label="wagtailimages", codename__in=("add_image", "choose_image")
    )
    GroupCollectionPermission.objects.bulk_create(
        (
            GroupCollectionPermission(group=group, collection=root, permission=permission)
            for group in Group.objects.filter(name__in=STAFF_ROLES)
            for permission in permissions
        ),
        ignore_conflicts=True,
    )


def _replace_stock_groups():
    """Wagtail's own groups give way to ours; its approval goes to the editors."""
    editors = Group.objects.get(name=Role.EDITOR)
    for task in GroupApprovalTask.objects.filter(groups__name="Moderators"):
        task.groups.set([editors])
    Group.objects.filter(name__in=("Editors", "Moderators"), user=None).delete()
