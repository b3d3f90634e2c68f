"""The page of a document with its wordings, and the page of one wording."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.permissions import can
from home.crumbs import crumbs_of
from programmes.models import Regulation
from programmes.norm_enums import VersionState


def document_context(index, request, slug, number):
    """Return what the template of a document shows; `number` asks for one wording, None for the one in force.

    Raises Http404 for what does not exist or is not this visitor's: a document that is not public, a draft.
    """
    document = get_object_or_404(Regulation.objects.for_rows(), slug=slug)
    is_staff = bool(can(request.user, "change", document))
    if not (document.is_public or is_staff):
        raise Http404
    versions = [
        version
        for version in document.versions.select_related("file__filetext")
        if is_staff or version.state != VersionState.DRAFT
    ]
    for version in versions:
        # One document for all of them: their addresses are asked for without a query.
        version.regulation = document
    version = _wanted(versions, number)
    crumbs = [*crumbs_of(index, request), {"title": document.title, "url": document.url}]
    if number:
        crumbs.append({"title": f"Редакция {number}", "url": version.url})
    return {
        "page": index,
        "title": document.title,
        "document": document,
        "versions": versions,
        "version": version,
        "is_one_version": number is not None,
        "crumbs": crumbs,
    }


def _wanted(versions, number):
    if number is None:
        current = next((version for version in versions if version.state == VersionState.CURRENT), None)
        return current or next(iter(versions), None)
    found = next((version for version in versions if version.number == number), None)
    if found is None:
        raise Http404
    return found
