"""The screen «Что изменится в поиске»: opened from the form of a term with whatever stands in its fields."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from home.models import Term
from home.viewsets import terms
from search.term_preview import labels_of, preview

LONGEST = 4000


class TermPreviewView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what the names of a term find now and would find; saves nothing."""

    template_name = "search/admin/term_preview.html"
    page_title = gettext_lazy("Что изменится в поиске")
    header_icon = "search"
    http_method_names = ["post", "get", "head"]

    def dispatch(self, request, *args, **kwargs):
        """Only to those who keep the thesaurus."""
        if not terms.permission_policy.user_has_any_permission(request.user, {"add", "change"}):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request):
        """Answer the form of a term: nothing is written."""
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self):
        """Back to the terms."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(terms.get_url_name("index")), "label": _("Термины")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        """Add the preview of what was typed, or of the saved term `?term=`."""
        context = super().get_context_data(**kwargs)
        posted = self.request.POST
        saved = _saved(self.request.GET.get("term", ""))
        if posted:
            fields = [posted.get(name, "")[:LONGEST] for name in ("name", "abbreviation", "synonyms")]
            is_active = bool(posted.get("is_active"))
        else:
            fields = [saved.name, saved.abbreviation, saved.synonyms] if saved else ["", "", ""]
            is_active = bool(saved and saved.is_active)
        labels = labels_of(*fields)
        context["preview"] = preview(labels, saved.code if saved else "", is_active) if labels else None
        context["is_active"] = is_active
        return context


def _saved(pk):
    return Term.objects.filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
