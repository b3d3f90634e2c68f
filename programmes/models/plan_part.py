"""The address of the whole plan below a programme: a part of its page, with its access and its place in the page cache."""

from django.http import Http404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.url_routing import RouteResult

from home.models import BasePage

PART = ["plan"]


class PlanPart:
    """Give a programme's page the address `plan/`."""

    def route(self, request, path_components):
        """Know the address of the plan."""
        if self.live and path_components == PART:
            return RouteResult(self, kwargs={"plan": True})
        return super().route(request, path_components)

    def serve(self, request, *args, plan=False, **kwargs):
        """Serve the page, or its whole plan."""
        if not plan:
            return super().serve(request, *args, **kwargs)
        from programmes.plan_page import plan_page_context

        if self.expire_at and self.expire_at <= timezone.now():
            raise Http404
        context = {**BasePage.get_context(self, request), **plan_page_context(self, request)}
        context["crumbs"] = [*context["crumbs"], {"title": _("Этапы и план"), "url": ""}]
        return TemplateResponse(request, "programmes/plan_page.html", context)
