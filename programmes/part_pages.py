"""Pages of their own address below a programme's, made of its plain models: «…/indicators/».

They are served by the tree: closed with their programme, kept for visitors as other pages are, and a page of the tree
with the same address stands before them.

    @part_page("indicators", _("Показатели"), "programmes/indicators_page.html")
    def indicators_part(page, request): return {…} or None
"""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from wagtail.url_routing import RouteResult

from home.crumbs import crumbs_of

_parts = {}


def part_page(slug, title, template):
    """Register the decorated function of (page, request) as the context of the part `slug`; None: there is no such page."""

    def register(function):
        _parts[slug] = (title, template, function)
        return function

    return register


class PartPagesMixin:
    """For the classes of programmes' and subprojects' pages."""

    def route(self, request, path_components):
        """Find a part where the tree has no child of this address."""
        if len(path_components) == 1 and path_components[0] in _parts and self.live:
            return RouteResult(self, kwargs={"part": path_components[0]})
        return super().route(request, path_components)

    def serve(self, request, *args, part="", **kwargs):
        """Serve the page or one of its parts."""
        if not part:
            return super().serve(request, *args, **kwargs)
        title, template, context_of = _parts[part]
        context = None if self.expire_at and self.expire_at <= timezone.now() else context_of(self, request)
        if context is None:
            raise Http404
        address = f"{self.get_url(request)}{part}/"
        crumbs = [*crumbs_of(self, request), {"title": title, "url": address}]
        # What the page is called and where it stands, for those who share it: not the programme's own name and place.
        shared = {"title": f"{title}: {self.title}", "url": address}
        frame = {
            "page": self,
            "self": self,
            "request": request,
            "title": title,
            "crumbs": crumbs,
            "shared_page": shared,
        }
        return TemplateResponse(request, template, {**frame, **context})
