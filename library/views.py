"""The library's rooms in the cabinet."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.cabinet import sections_for
from library.paging import pages_for
from library.participants import find_closed

PAGE_SIZE = 30
LONGEST = 200


@require_safe
@login_required
@never_cache
def closed_materials(request):
    """Materials for participants, those with the words of `?q=`."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    found = find_closed(query)
    pages = pages_for(len(found), PAGE_SIZE, request.GET.get("page"), lambda n: _address(query, n))
    title = _("Материалы для участников")
    context = {
        "title": title,
        "query": query,
        "total": len(found),
        "materials": found[pages["offset"] : pages["offset"] + PAGE_SIZE],
        "results": pages,
        "sections": sections_for(request.user, "closed"),
        "crumbs": [{"title": _("Главная"), "url": "/"}, {"title": title, "url": ""}],
    }
    return render(request, "library/closed_materials.html", context)


def _address(query, number):
    return "?" + urlencode({name: value for name, value in (("q", query), ("page", number)) if value})
