"""Addresses and menu of the boards in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts.permissions import can
from programmes.models import ProgrammePage
from programmes.plan_admin.access import may_keep_plans


class BoardsItem(MenuItem):
    """The way to the boards, for those who keep plans."""

    def is_shown(self, request):
        """Only to those who may open one."""
        return may_keep_plans(request.user)


def boards_item():
    """Return the entry of the admin's menu."""
    return BoardsItem(_("Доски планов"), reverse("programme_plans:index"), icon_name="tasks", order=199)


def board_urls():
    """Return the addresses under /admin/plans/."""
    from programmes.plan_admin import urls

    return [path("plans/", include((urls, "programme_plans")))]


def board_button(page, user, view_name, next_url=None):
    """Yield the button from a programme's page to its board."""
    if isinstance(page.specific, ProgrammePage) and can(user, "plan", page.specific):
        yield Button(_("План"), reverse("programme_plans:board", args=[page.pk]), icon_name="tasks", priority=5)
