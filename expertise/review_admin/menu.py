"""Addresses and menu of the review in the admin; apps above add their entries by the hook «register_review_menu_item»."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from expertise.review_admin.access import keeps_rounds

review_menu = Menu(register_hook_name="register_review_menu_item")


class KeeperItem(MenuItem):
    def is_shown(self, request):
        """Only for those who keep rounds."""
        return keeps_rounds(request.user)


def review_urls():
    """Return the addresses under /admin/review/."""
    from expertise.review_admin import urls

    return [path("review/", include((urls, "review_admin")))]


def review_menu_item():
    """Return the entry of the admin's menu; it is shown while one of its items is."""
    return SubmenuMenuItem(_("Экспертиза"), review_menu, icon_name="clipboard-list", order=150)


@hooks.register("register_review_menu_item")
def rounds_item():
    """The rounds."""
    return KeeperItem(_("Круги экспертизы"), reverse("review_admin:rounds"), icon_name="tasks", order=20)


@hooks.register("register_review_menu_item")
def rubrics_item():
    """The sheets."""
    return KeeperItem(_("Листы оценки"), reverse("rubrics:index"), icon_name="list-ol", order=90)
