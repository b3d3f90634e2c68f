"""Which work a visitor may have, for the views around its page; the page itself is served by Wagtail."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from files.permissions import may_view
from library.models import MaterialPage


def material_for(request, pk):
    """Return the material with what its page reads, if this visitor may see it on the site. Raises Http404 otherwise.

    Drafts, expired pages and those behind a restriction that the visitor does not pass are «not found» to all alike.
    """
    page = get_object_or_404(MaterialPage.objects.live().unexpired().for_serving(), pk=pk)
    if not all(restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404
    page.is_as_published = True
    return page


def files_for(request, page):
    """Return the MaterialFile rows of `page` whose files the visitor of `request` may have, in their order."""
    return [entry for entry in page.files.all() if entry.file and may_view(request, entry.file)]
