"""The library's rooms of the cabinet, in their order."""

from django.utils.translation import gettext_lazy as _

from community.cabinet import Section, register_section
from library.models import MaterialPage, Shelf
from library.participants import count_closed
from library.submission_views import count_waiting


def count_published(user):
    """Return how many works of the person everybody may see."""
    return MaterialPage.objects.shown().filter(authors__user=user).distinct().count()


def count_shelves(user):
    """Return how many shelves the person has."""
    return Shelf.objects.filter(owner=user).count()


register_section(Section("submissions", _("Мои работы"), "library:submissions", count_waiting, order=20))
register_section(Section("works", _("Мои публикации"), "library:cabinet_works", count_published, order=60))
register_section(Section("shelves", _("Мои полки"), "library:cabinet_shelves", count_shelves, order=70))
register_section(
    Section("closed", _("Для участников"), "library:closed_materials", lambda user: count_closed(), order=80)
)
