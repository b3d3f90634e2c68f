from files.permissions import public_place
from library.models import MaterialPage


@public_place
def among_the_files_of_a_public_material(file):
    """A material that everybody may see carries the file."""
    return MaterialPage.objects.shown().filter(files__file=file).exists()
