"""What the frame of every page shows, remembered between requests until something changes."""

import copy
from dataclasses import dataclass

from wagtail.models import Page, PageViewRestriction, Site

from home.changes import current_generation
from home.middleware import current_request
from home.models import HomePage, SiteSettings


@dataclass(frozen=True)
class Frame:
    """The one site with its home page, settings and open sections; the ids of pages that themselves are restricted.

    `site` is None where there are several sites: then Wagtail finds the right one for each request.
    """

    generation: int
    site: Site | None
    settings: SiteSettings
    sections: tuple[Page, ...]
    restricted: frozenset[int]


_frame: Frame | None = None


def current_frame():
    """Return the Frame as the database has it now."""
    global _frame
    generation, frame = current_generation(), _frame
    if frame is None or frame.generation != generation:
        _frame = frame = _read(generation)
    return frame


def frame_of_request():
    """Return the Frame within a visitor's request, None elsewhere (the admin, commands, tests of models)."""
    request = current_request.get()
    return current_frame() if request is not None and getattr(request, "has_frame", False) else None


def give_site(request):
    """Spare Wagtail its questions for the site and its home page: one site is known already."""
    request.has_frame = True
    site = current_frame().site
    if site is not None:
        # Copies: a request may leave traces on its site and its home page.
        root_page = copy.copy(site.root_page)
        request._wagtail_site = copy.copy(site)
        request._wagtail_site.root_page = root_page


def _read(generation):
    sites = list(Site.objects.all()[:2])
    site = sites[0] if len(sites) == 1 else None
    home = HomePage.objects.filter(pk=site.root_page_id).first() if site else None
    if home is None:
        site = None
    else:
        site.root_page = home
    default = next((s for s in sites if s.is_default_site), None)
    # Not `for_site`, which writes a row: a visitor's request only reads.
    settings = SiteSettings.objects.filter(site=default).select_related("privacy_page").first() or SiteSettings(
        site=default
    )
    sections = Page.objects.child_of(home).live().public().select_related("content_type") if home else []
    return Frame(generation, site, settings, tuple(sections), _restricted())


def _restricted():
    depths = dict(PageViewRestriction.objects.values_list("page_id", "page__depth"))
    # The root of the tree, which no address leads through, lies above every home.
    homes = Site.objects.values_list("root_page_id", flat=True) if 1 in depths.values() else ()
    return frozenset({*depths, *homes})
