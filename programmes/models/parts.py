"""Addresses below a page that are no pages of their own: `/programmes/<slug>/passport/pdf/`."""

from django.http import Http404
from django.utils import timezone
from wagtail.url_routing import RouteResult


class PartsMixin:
    """Serves what `programmes.parts.PARTS` knows. Wagtail asks for the page's restrictions before any part is served."""

    def route(self, request, path_components):
        """Know the addresses of the parts."""
        from programmes.parts import PARTS

        if self.live and tuple(path_components) in PARTS:
            return RouteResult(self, kwargs={"part": tuple(path_components)})
        return super().route(request, path_components)

    def serve(self, request, part=(), **kwargs):
        """Serve the page or one of its parts; a page whose time is over has none."""
        from programmes.parts import PARTS

        if not part:
            return super().serve(request, **kwargs)
        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return PARTS[part](request, self)
