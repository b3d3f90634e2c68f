"""The one door through which files leave (design §2)."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.permissions import can
from files.delivery import deliver
from files.models import StoredFile


@require_safe
def file_deliver(request, uuid, name):
    """Give a file to who may see it; «not found» to others, so that nobody learns what there is.

    `name` only makes the address readable. `?open` shows a PDF in the browser.
    """
    stored = get_object_or_404(StoredFile, uuid=uuid)
    if not can(request.user, "view", stored):
        raise Http404
    return deliver(request, stored, inline="open" in request.GET and stored.open_url is not None)
