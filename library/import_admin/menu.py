"""Addresses and menu of the import in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from library.import_admin.access import may_import


class ImporterItem(MenuItem):
    def is_shown(self, request):
        """Only for those who may import."""
        return may_import(request.user)


class ImporterSubmenu(SubmenuMenuItem):
    def is_shown(self, request):
        """Only for those who may import."""
        return may_import(request.user)


def import_urls():
    """Return the addresses under /admin/import/."""
    from library.import_admin import urls

    return [path("import/", include((urls, "library_import")))]


def import_menu():
    """Return the entry of the admin's menu."""
    items = [
        ImporterItem(_("Переносы"), reverse("library_import:batch_list"), icon_name="upload", order=10),
        ImporterItem(_("Проверить после импорта"), reverse("library_import:card_list"), icon_name="check", order=20),
    ]
    return ImporterSubmenu(_("Импорт архива"), Menu(items=items), icon_name="upload", order=240)
