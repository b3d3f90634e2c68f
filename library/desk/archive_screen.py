"""The admin's screen that sends a published work of the archive to experts (H38)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused, can
from expertise.errors import ReviewRefused
from library.desk.forms import ExpertsForm
from library.desk.moves import MoveRefused
from library.desk.review import send_archive_work
from library.models import MaterialPage
from library.schemes import scheme_for


class SendToExpertsView(WagtailAdminTemplateMixin, TemplateView):
    """By which sheet and by how many experts: the work stays on the site meanwhile."""

    template_name = "library/admin/send_to_experts.html"
    header_icon = "clipboard-list"
    page_title = gettext_lazy("Отправить на экспертизу")

    def dispatch(self, request, pk):
        """Only who may send this very work comes in."""
        self.work = get_object_or_404(MaterialPage, pk=pk)
        verdict = can(request.user, "review", self.work)
        if not verdict:
            raise PermissionDenied(str(verdict.reason))
        return super().dispatch(request, pk=pk)

    def get_breadcrumbs_items(self):
        """From the page's own screen to here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.work.pk])
        here = [{"url": edit, "label": self.work.title}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *here]

    def get_context_data(self, **kwargs):
        """Add the form, filled in as the scheme of the kind says."""
        scheme = scheme_for(self.work.kind)
        usual = {"rubric": scheme.rubric, "experts": scheme.experts}
        return super().get_context_data(
            form=kwargs.pop("form", None) or ExpertsForm(initial=usual), work=self.work, **kwargs
        )

    def post(self, request, pk):
        """Open the round and go on to its own screen, where experts are invited."""
        form = ExpertsForm(request.POST)
        if form.is_valid():
            try:
                opened = send_archive_work(page=self.work, by=request.user, **form.cleaned_data)
            except (MoveRefused, ActionRefused, ReviewRefused) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Экспертиза открыта: теперь пригласите экспертов."))
                return redirect("review_admin:round", opened.pk)
        return self.render_to_response(self.get_context_data(form=form), status=422)
