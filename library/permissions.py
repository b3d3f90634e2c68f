from files.permissions import participants_place, public_place
from library.models import MaterialPage


@public_place
def among_the_files_of_a_public_material(file):
    """A material that everybody may see carries the file."""
    return MaterialPage.objects.shown().filter(files__file=file).exists()


@participants_place
def among_the_files_of_a_material_for_participants(file):
    """A material that everybody who signs in may see carries the file (F2-02)."""
    return MaterialPage.objects.for_participants().filter(files__file=file).exists()
