"""A page that also stands on other people's sites."""

from django.http import Http404
from django.utils import timezone
from wagtail.url_routing import RouteResult

PART = "embed"


class EmbeddableMixin:
    """Adds `embed/` below the page: a small page of its own for an <iframe> (F4-02)."""

    def route(self, request, path_components):
        """Know the address of the block."""
        if self.live and path_components == [PART]:
            return RouteResult(self, kwargs={"part": PART})
        return super().route(request, path_components)

    def serve(self, request, part="", **kwargs):
        """Serve the page or its block."""
        if not part:
            return super().serve(request, **kwargs)
        from programmes.embedding import serve_embed

        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return serve_embed(request, self)
