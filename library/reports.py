"""The library's reports in the admin: how the archive grows, and what of it needs an editor's hand (F1-02)."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.enums import Role
from library.doubles import find_doubles
from library.enums import LINK_ADVICE, LinkState
from library.links.checking import troubled_links
from library.models import LinkRound, OuterLink
from library.replenishment import replenishment

PER_SCREEN = 100
# Who works on materials: the screen names closed ones too.
KEEPERS = (Role.METHODIST, Role.MODERATOR, Role.EDITOR, Role.ADMINISTRATOR)


def replenishment_report(request):
    """Show the additions of the centre and of every platform by month."""
    growth = replenishment()
    rows = [(_("Центр в целом"), growth["centre"]), *((p.name, p) for p in growth["platforms"])] if growth else []
    context = {"page_title": _("Пополнение архива"), "header_icon": "calendar-alt", "growth": growth, "rows": rows}
    return render(request, "library/admin/replenishment.html", context)


def may_keep_order(user):
    """Tell whether `user` sees to links and doubles."""
    return user.has_role(*KEEPERS)


def upkeep_report(request):
    """Show links that do not open and works that may stand twice, each with what to do."""
    if not may_keep_order(request.user):
        raise PermissionDenied
    links = list(troubled_links()[:PER_SCREEN])
    context = {
        "page_title": _("Порядок в архиве"),
        "header_icon": "warning",
        "links": [(link, LINK_ADVICE[LinkState(link.state)]) for link in links],
        "checked": OuterLink.objects.exclude(checked_at=None).count(),
        "total": OuterLink.objects.count(),
        "round": LinkRound.objects.order_by("-month").first(),
        "doubles": find_doubles(),
    }
    return render(request, "library/admin/upkeep.html", context)
