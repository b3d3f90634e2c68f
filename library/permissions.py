from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from files.permissions import participants_place, public_place
from home.querysets import is_shown
from library.editions.stamp import stamp_of
from library.models import CompiledEdition, ImportBatch, MaterialCollectionPage, MaterialPage, Shelf

IMPORTERS = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)


@public_place
def among_the_files_of_a_public_material(file):
    """A material that everybody may see carries the file."""
    return MaterialPage.objects.shown().filter(files__file=file).exists()


@participants_place
def among_the_files_of_a_material_for_participants(file):
    """A material that everybody who signs in may see carries the file (F2-02)."""
    return MaterialPage.objects.for_participants().filter(files__file=file).exists()


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


@public_place
def the_present_book_of_a_public_edition(file):
    """It is the PDF of an edition that everybody may see, and nothing in it has changed or was taken away since."""
    for compiled in CompiledEdition.objects.filter(file=file).select_related("page"):
        page = compiled.page.specific
        if is_shown(page) and compiled.stamp == stamp_of(page, page.entries()):
            return True
    return False


@rule(MaterialCollectionPage, "select")
def select_for_a_collection(user, collection):
    """Who may edit the collection's page, or answers for it, chooses its works (D6.1–2)."""
    if not user.is_authenticated:
        return DENIED
    if collection.responsible_id == user.pk or collection.permissions_for_user(user).can_edit():
        return ALLOWED
    return DENIED
