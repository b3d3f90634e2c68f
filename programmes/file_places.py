"""The files of the normative base, told to the app of files: where one stands and how another takes its place."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.permissions import ActionRefused
from files.uses import Use, file_places
from programmes.models import RegulationVersion
from programmes.norm_enums import VersionState
from programmes.norms import NormRefused, add_version, change_version


@file_places
def in_regulations(file):
    """The wordings that `file` is."""
    versions = RegulationVersion.objects.filter(file=file).select_related("regulation").order_by("pk")
    for version in versions:
        address = reverse("regulations:versions", args=[version.regulation_id])
        yield Use(f"regulation-{version.pk}", str(version), address, partial(_replace, version))


def _replace(version, new, by):
    try:
        if version.state == VersionState.DRAFT:
            words = {"starts_on": version.starts_on, "text": version.text, "changes": version.changes}
            change_version(version=version, by=by, file=new, **words)
            return _("копия в черновике редакции.")
        # What has been in force never changes: the copy begins a new wording.
        add_version(regulation=version.regulation, by=by, file=new, text=version.text)
    except NormRefused as refusal:
        raise ActionRefused(str(refusal)) from refusal
    return _("редакция вступала в силу и не меняется: с копией начат черновик новой.")
