from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from files.permissions import public_place
from library.models import ImportBatch, MaterialPage, Shelf

IMPORTERS = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)


@public_place
def among_the_files_of_a_public_material(file):
    """A material that everybody may see carries the file."""
    return MaterialPage.objects.shown().filter(files__file=file).exists()


@rule(MaterialPage, "thank")
def thank_for_material(user, page):
    """Whoever has signed in thanks for the work of others."""
    if not user.is_authenticated:
        return DENIED
    if page.authors.filter(user=user).exists():
        return Verdict(False, _("Это ваша работа: «пригодилось» ставят коллеги."))
    return ALLOWED


@rule(Shelf, "change")
def change_shelf(user, shelf):
    """A shelf is its owner's alone."""
    return ALLOWED if user.is_authenticated and shelf.owner_id == user.pk else DENIED


@rule(ImportBatch, "import")
def import_archive(user, batch) -> Verdict:
    """May `user` bring an old archive into the library, undo that and check the cards? (D8)"""
    return ALLOWED if user.is_authenticated and user.has_role(*IMPORTERS) else DENIED
