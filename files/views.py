"""The one door through which files leave (design §2)."""

from pathlib import PurePath

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from files.delivery import Parcel, deliver
from files.downloads import is_download, note_download
from files.models import PreviewPage, StoredFile
from files.permissions import is_public, may_view

# A list of works shows a picture with each: a browser asks for them again after five minutes, not with every page.
PICTURE_CACHE = "private, max-age=300"


@require_safe
def file_deliver(request, uuid, name):
    """Give a file to who may see it; «not found» to others, so that nobody learns what there is.

    `name` only makes the address readable. `?open` shows a PDF in the browser. Downloads of open files are counted.
    """
    stored = get_object_or_404(StoredFile, uuid=uuid)
    is_open = _is_open(request, stored)
    parcel = Parcel.of_file(stored, inline="open" in request.GET and stored.open_url is not None, is_open=is_open)
    response = deliver(request, parcel)
    if is_open and is_download(request, parcel):
        note_download(request, stored)
    return response


@require_safe
def page_deliver(request, uuid, number, small=False):
    """Give the picture of a file's page to who may see the file itself."""
    page = get_object_or_404(PreviewPage.objects.select_related("file"), file__uuid=uuid, number=number)
    is_open = _is_open(request, page.file)
    content = page.small if small else page.content
    name = f"{PurePath(page.file.name).stem}, {number}.webp"
    # The picture lies under its hash.
    tag = PurePath(content.name).stem
    parcel = Parcel(content, name, content.size, "image/webp", tag, inline=True, is_open=is_open, cache=PICTURE_CACHE)
    return deliver(request, parcel)


def _is_open(request, stored):
    """Tell whether everybody may see `stored`. Raises Http404 when the one who asks may not."""
    if is_public(stored):
        return True
    if not may_view(request, stored):
        raise Http404
    return False
