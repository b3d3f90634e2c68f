"""Verbs and reads of leading: who is entrusted with which programme, subproject or group (A.5).

The members of one managed group are the leaders of one page; Wagtail's own page permissions of that group are their
right. So explorer, choosers, reports and bulk actions know it without being told (docs/decisions/0008-leaders.md).
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import GroupPagePermission, Page

from accounts.enums import Role
from accounts.models import User
from accounts.permissions import ActionRefused, demand
from programmes.models import Leading, ProgrammePage

RIGHTS = ("add_page", "change_page", "publish_page")


@transaction.atomic
def appoint_leader(*, page, user, by):
    """Entrust `page` (a programme, a subproject, a group) and all below it to `user`; return the Leading.

    Gives the person the role that opens the admin. Safe to call again. Raises ActionRefused (A.5).
    """
    demand(by, "appoint", page)
    if not user.is_active:
        raise ActionRefused(_("Этот человек больше не входит на сайт: назначить его нельзя."))
    leading = entrust(page=page, user=user)
    log(instance=page, action="programmes.leader.appoint", user=by, data={"leader": user.pk, "name": str(user)})
    return leading


@transaction.atomic
def dismiss_leader(*, page, user, by):
    """Take `page` away from `user`; whoever leads nothing more loses the role too. Raises ActionRefused."""
    demand(by, "appoint", page)
    leading = Leading.objects.filter(page=page.pk, group__user=user).select_related("group").first()
    if leading is None:
        raise ActionRefused(_("%(person)s не ведёт «%(page)s».") % {"person": user, "page": page.title})
    leading.group.user_set.remove(user)
    _forget(user)
    role = role_for(page)
    if not any(role_for(other.page) == role for other in _led(user).select_related("page__content_type")):
        user.groups.remove(*Group.objects.filter(name=role))
    log(instance=page, action="programmes.leader.dismiss", user=by, data={"leader": user.pk, "name": str(user)})


@transaction.atomic
def entrust(*, page, user):
    """Put `user` among those who lead `page`, without asking who wants it: for the page's own beginning."""
    leading = keep_group(page)
    leading.group.user_set.add(user)
    _forget(user)
    user.groups.add(Group.objects.get_or_create(name=role_for(page))[0])
    return leading


def begin_leading(page):
    """Entrust a new page to whom it names responsible, a new programme also to the leader who opened it."""
    beginners = [page.responsible]
    if isinstance(page, ProgrammePage) and page.owner and Role.PROGRAMME_LEADER in page.owner.roles:
        beginners.append(page.owner)
    for user in filter(None, beginners):
        if not Leading.objects.filter(page__path__in=paths_above(page), group__user=user).exists():
            entrust(page=page, user=user)


def keep_group(page):
    """Return the Leading of `page`; make its group, rights and name where they are missing or stale."""
    name = f"Ведут: {page.title[:120]} ({page.pk})"
    leading = Leading.objects.filter(page=page.pk).select_related("group").first()
    if leading is None:
        leading = Leading.objects.create(page_id=page.pk, group=Group.objects.create(name=name))
        permissions = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=RIGHTS)
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=leading.group, page_id=page.pk, permission=permission)
            for permission in permissions
        )
    elif leading.group.name != name:
        leading.group.name = name
        leading.group.save(update_fields=["name"])
    return leading


def role_for(page):
    """Return the Role of those who lead `page`: of a programme, or of a part of one."""
    return Role.PROGRAMME_LEADER if page.specific_class is ProgrammePage else Role.SUBPROJECT_LEADER


def leaders_of(page):
    """Return the active people who lead exactly this page."""
    return User.objects.filter(is_active=True, groups__leading__page=page.pk).order_by("last_name", "pk")


def led_paths(user):
    """Return the paths of the pages `user` leads: one query for the life of the object, as with Wagtail's own rights."""
    if not user.is_authenticated:
        return frozenset()
    if not hasattr(user, "_led_paths"):
        user._led_paths = frozenset(_led(user).values_list("page__path", flat=True))
    return user._led_paths


def led_page_ids(user):
    """Return the ids of all pages in what `user` leads, as a queryset: for filters of rows that belong to pages."""
    paths = led_paths(user)
    if not paths:
        return Page.objects.none().values_list("pk", flat=True)
    return Page.objects.filter(Q(*(("path__startswith", path) for path in sorted(paths)), _connector=Q.OR)).values_list(
        "pk", flat=True
    )


def paths_above(*pages):
    """Return the paths of `pages` and of all above them."""
    return {page.path[:end] for page in pages for end in range(page.steplen, len(page.path) + 1, page.steplen)}


def _led(user):
    return Leading.objects.filter(group__user=user)


def _forget(user):
    if hasattr(user, "_led_paths"):
        del user._led_paths
