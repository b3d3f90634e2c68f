"""Pages of trial platforms below the library: all of them at «platforms/», one at «platforms/<code>/» (F1-25).

A platform is a word of a flat list and no page of the tree; the library serves it, so it is closed and kept with the library.
"""

import time
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from home.crumbs import crumbs_of
from library.models.platforms import PLATFORMS_SLUG, Platform

NEWEST = 6


@dataclass(frozen=True)
class PlatformRow:
    """A platform in a list: how many works it has, and its Growth (None while the archive is empty)."""

    platform: Platform
    total: int
    growth: object


class PlatformPagesMixin:
    """For the class of the library's page."""

    def route(self, request, path_components):
        """Know the addresses of platforms."""
        if self.live and path_components[:1] == [PLATFORMS_SLUG] and len(path_components) <= 2:
            return RouteResult(self, kwargs={"platforms": tuple(path_components[1:])})
        return super().route(request, path_components)

    def serve(self, request, *args, platforms=None, **kwargs):
        """Serve the library, the list of platforms or one of them; a library whose time is over has none."""
        if platforms is None:
            return super().serve(request, *args, **kwargs)
        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return _serve_one(self, request, platforms[0]) if platforms else _serve_list(self, request)

    def get_sitemap_urls(self, request=None):
        """The library, the list of platforms and each of them."""
        urls = super().get_sitemap_urls(request)
        codes = list(Platform.objects.active().values_list("code", flat=True)) if urls else []
        section = f"{self.get_full_url(request)}{PLATFORMS_SLUG}/"
        return urls + ([{"location": section}, *({"location": f"{section}{code}/"} for code in codes)] if codes else [])


def platform_rows(platforms):
    """Return a PlatformRow for each of `platforms`, counted in memory."""
    from library.facets import current_facets
    from library.replenishment import growth_of, works_of_platform

    index = current_facets()
    shown = index.shown_bits(time.time())
    return [
        PlatformRow(platform, (works_of_platform(index, platform) & shown).bit_count(), growth_of(platform))
        for platform in platforms
    ]


def _serve_list(library, request):
    rows = platform_rows(Platform.objects.active())
    return _answer(library, request, "library/platforms.html", _("Стажёрские площадки"), (), {"rows": rows})


def _serve_one(library, request, code):
    # Imported here: the listing is built from the models, and this is a part of one.
    from library.facets import current_facets
    from library.facets.form import address
    from library.listing import cards_in_order
    from library.replenishment import names_of_platform, works_of_platform

    platform = Platform.objects.select_related("programme").filter(code=code).first()
    if platform is None:
        raise Http404
    index, (row,) = current_facets(), platform_rows([platform])
    works = works_of_platform(index, platform) & index.shown_bits(time.time())
    found = {
        "platform": platform,
        "row": row,
        "works": cards_in_order(index.newest_ids(works, 0, NEWEST)) if works else [],
        "works_url": address(library.get_url(request), {"organisation": names_of_platform(index, platform)}),
    }
    return _answer(library, request, "library/platform.html", platform.name, (_("Стажёрские площадки"), code), found)


def _answer(library, request, template, title, below, context):
    """Render a page below the library; `below` is the list's title and the platform's code, () for the list itself."""
    section, crumbs = f"{library.get_url(request)}{PLATFORMS_SLUG}/", crumbs_of(library, request)
    if below:
        crumbs = [*crumbs, {"title": below[0], "url": section}]
    url = f"{section}{below[1]}/" if below else section
    frame = {
        "page": library,
        "self": library,
        "title": title,
        "crumbs": [*crumbs, {"title": title, "url": ""}],
        # What it is called and where it stands, for those who share it: not the library's own name and place.
        "shared_page": {"title": title, "url": url},
        "section_url": section,
    }
    return render(request, template, {**frame, **context})
