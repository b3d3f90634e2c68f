"""A quick look at what was read out of a file."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from files.enums import TextState
from files.leaves import contents_of, leaves_of
from files.models import StoredFile
from files.permissions import may_view
from home.frame import give_site

MOST_DIGITS = 9


@require_safe
def file_text(request, uuid):
    """Show one leaf of a file's text (`?page=N`) to who may see the file; «not found» to others.

    Robots keep the work's page, not this one: the text is a copy of the file. Source: F1-02.
    """
    stored = get_object_or_404(StoredFile.objects.select_related("filetext"), uuid=uuid)
    reading = getattr(stored, "filetext", None)
    if not may_view(request, stored) or reading is None or reading.state != TextState.DONE:
        raise Http404
    give_site(request)
    leaves = leaves_of(reading.text, reading.places)
    number = _number(request.GET.get("page", ""), len(leaves))
    leaf = leaves[number - 1]
    context = {
        "file": stored,
        "title": stored.title,
        "reason": reading.reason,
        "leaf": leaf,
        "lines": [line for line in reading.text[leaf.start : leaf.end].splitlines() if line.strip()],
        "number": number,
        "total": len(leaves),
        "jumps": _jumps(leaves, contents_of(leaves, reading.places)),
        "crumbs": [{"title": "Главная", "url": "/"}, {"title": stored.title, "url": ""}],
    }
    response = render(request, "files/file_text.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-cache"
    return response


def _number(wanted, total):
    known = wanted.isascii() and wanted.isdecimal() and len(wanted) <= MOST_DIGITS
    return min(max(int(wanted), 1), total) if known else 1


def _jumps(leaves, headings):
    """Return [(leaf number, words)] of the list to jump by: the headings, else every leaf by its name."""
    if headings:
        return [(heading.leaf, heading.label) for heading in headings]
    return [(number, leaf.label or f"Часть {number}") for number, leaf in enumerate(leaves, start=1)]
