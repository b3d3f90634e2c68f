"""What stands below a programme's or a subproject's address without being a page of its own: «…/plan/», «…/passport/pdf/».

Parts are served by the tree: closed with their page, and kept for visitors as pages are. Their slugs are reserved in
`home.slugs.PART_SLUGS`, so that no page below hides behind one.

    @part_page("indicators", _("Показатели"), "programmes/indicators_page.html")
    def indicators_part(page, request): return {…} or None

    @part("passport", "pdf")
    def passport_pdf(page, request): return HttpResponse(…)
"""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.url_routing import RouteResult

from home.crumbs import crumbs_of

_parts = {}


def part(*path):
    """Register the decorated function of (page, request) as what answers at `path`, slugs below the page's address.

    Raises ValueError when the address is taken.
    """

    def register(function):
        if _parts.get(path, function) is not function:
            raise ValueError(f"the part {'/'.join(path)} is taken")
        _parts[path] = function
        return function

    return register


def part_page(slug, title, template):
    """Register the decorated function of (page, request) as the context of the part `slug`; None: there is no such page."""

    def register(function):
        @part(slug)
        def serve(page, request):
            context = function(page, request)
            if context is None:
                raise Http404
            # The page itself is one of the ways back, so the last crumb, which is not shown, is the part.
            crumbs = [*crumbs_of(page, request), {"title": title, "url": ""}]
            # What it is called and where it stands, for those who share it: not the programme's own name and place.
            shared = {"title": f"{title}: {page.title}", "url": f"{page.get_url(request)}{slug}/"}
            frame = {"page": page, "self": page, "request": request, "title": title, "crumbs": crumbs}
            frame["shared_page"] = shared
            return TemplateResponse(request, template, {**frame, **context})

        return function

    return register


def part_paths():
    """Return the addresses of all parts, tuples of slugs."""
    return list(_parts)


class PartPagesMixin:
    """For the classes of programmes' and subprojects' pages."""

    def route(self, request, path_components):
        """Know the addresses of the parts."""
        path = tuple(path_components)
        if self.live and path in _parts:
            return RouteResult(self, kwargs={"part": path})
        return super().route(request, path_components)

    def serve(self, request, *args, part=(), **kwargs):
        """Serve the page or one of its parts; a page whose time is over has none."""
        if not part:
            return super().serve(request, *args, **kwargs)
        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return _parts[part](self, request)
