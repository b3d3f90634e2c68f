"""The files of materials, told to the app of files: where one stands and how another takes its place."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from files.uses import Use, file_places
from library.actions import replace_file
from library.models import CompiledEdition, MaterialPage


@file_places
def in_materials(file):
    """The materials whose files include `file`."""
    for page in MaterialPage.objects.filter(files__file=file).distinct().order_by("pk"):
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield Use(f"material-{page.pk}", page.title, address, partial(_replace, page, file))


@file_places
def as_editions(file):
    """The editions whose PDF `file` is."""
    for compiled in CompiledEdition.objects.filter(file=file).select_related("page").order_by("pk"):
        address = reverse("wagtailadmin_pages:edit", args=[compiled.pk])
        yield Use(f"edition-{compiled.pk}", _("PDF: %s") % compiled.page.title, address, None)


def _replace(page, old, new, by):
    if replace_file(material=page, old=old, new=new, by=by):
        return _("копия на месте, посетители видят её.")
    return _("копия в черновике: опубликуйте его, и её увидят посетители.")
