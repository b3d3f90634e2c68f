"""The section «Нормативная база»: the list, and below it every document and each of its wordings."""

import re

from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from home.models import BasePage

VERSION = re.compile(r"v([1-9]\d{0,3})")


class RegulationIndexPage(BasePage):
    """The list of documents. Below it stand `<document>/` and `<document>/v<number>/`, which are no pages."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел нормативной базы")

    def route(self, request, path_components):
        """Know the addresses of documents and of their wordings."""
        if self.live and 1 <= len(path_components) <= 2:
            version = VERSION.fullmatch(path_components[1]) if path_components[1:] else None
            if len(path_components) == 1 or version:
                number = int(version[1]) if version else None
                return RouteResult(self, kwargs={"slug": path_components[0], "number": number})
        return super().route(request, path_components)

    def serve(self, request, slug="", number=None, **kwargs):
        """Serve the list, a document, or one of its wordings."""
        if not slug:
            return super().serve(request, **kwargs)
        from programmes.norm_pages import document_context

        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        return render(request, "programmes/regulation.html", document_context(self, request, slug, number))

    def get_sitemap_urls(self, request=None):
        """The section and every document in it."""
        from programmes.models import Regulation

        urls = super().get_sitemap_urls(request)
        slugs = Regulation.objects.shown().order_by("pk").values_list("slug", flat=True) if urls else ()
        return urls + [{"location": f"{self.get_full_url(request)}{slug}/"} for slug in slugs]

    def get_context(self, request, *args, **kwargs):
        """Add the documents that the address asks for, with the filters."""
        from programmes.norm_list import list_for

        context = super().get_context(request, *args, **kwargs)
        context.update(list_for(self, request))
        return context
