from accounts.enums import Role
from accounts.permissions import ALLOWED, DENIED, Verdict, rule
from files.permissions import public_place
from library.models import ImportBatch, MaterialPage

IMPORTERS = (Role.METHODIST, Role.EDITOR, Role.ADMINISTRATOR)


@public_place
def among_the_files_of_a_public_material(file):
    """A material that everybody may see carries the file."""
    return MaterialPage.objects.shown().filter(files__file=file).exists()


@rule(ImportBatch, "import")
def import_archive(user, batch) -> Verdict:
    """May `user` bring an old archive into the library, undo that and check the cards? (D8)"""
    return ALLOWED if user.is_authenticated and user.has_role(*IMPORTERS) else DENIED
