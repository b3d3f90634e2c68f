"""The files of materials, told to the app of files: where one stands and how another takes its place."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from files.uses import Use, file_places
from library.actions import replace_file
from library.models import MaterialPage


@file_places
def in_materials(file):
    """The materials whose files include `file`."""
    for page in MaterialPage.objects.filter(files__file=file).distinct().order_by("pk"):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Use(f"material-{page.pk}", page.title, address, partial(_replace, page, file))


def _replace(page, old, new, by):
    if replace_file(material=page, old=old, new=new, by=by):
        return _("копия на месте, посетители видят её.")
    return _("копия в черновике: опубликуйте его, и её увидят посетители.")
