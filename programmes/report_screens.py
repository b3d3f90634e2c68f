"""The admin's screens of reports: make a draft, read the site's data anew."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from accounts.permissions import ActionRefused, can
from programmes.enums import ReportKind
from programmes.models import ProgrammePage, ProgrammeReportPage, ReportIndexPage, SubprojectPage
from programmes.report_forms import DraftForm
from programmes.reporting import ReportRefused, draft_report, refresh_report, review_refresh, why_frozen

PLACES = (ProgrammePage, SubprojectPage, ReportIndexPage)


class PageScreen(WagtailAdminTemplateMixin, TemplateView):
    """A screen about one page of the tree."""

    page = None

    def get_page_subtitle(self):
        """Which page."""
        return self.page.get_admin_display_title()

    def get_breadcrumbs_items(self):
        """From the page's own screen to here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        label = self.get_page_subtitle()
        return [*super().get_breadcrumbs_items(), {"url": edit, "label": label}, {"url": "", "label": self.page_title}]


class DraftReportView(PageScreen):
    """«Составить отчёт»: kind and period, and the draft is there with its data."""

    template_name = "programmes/admin/report_draft.html"
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Составить отчёт")

    def dispatch(self, request, pk):
        """Only who may report on this page comes in."""
        self.page = get_object_or_404(Page, pk=pk).specific
        if not isinstance(self.page, PLACES) or not can(request.user, "report", self.page):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_context_data(self, **kwargs):
        """Add the form."""
        form = kwargs.pop("form", None) or DraftForm(initial=_initial(self.request.GET, self.page))
        return super().get_context_data(form=form, place=self.page, **kwargs)

    def post(self, request, pk):
        """Make the draft and open it."""
        form = DraftForm(request.POST)
        if form.is_valid():
            data = {name: form.cleaned_data[name] for name in ("kind", "starts_on", "ends_on")}
            try:
                report = draft_report(**_about(self.page), **data, by=request.user)
            except (ReportRefused, ActionRefused) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Черновик отчёта готов: проверьте данные и допишите выводы."))
                return redirect("wagtailadmin_pages:edit", report.pk)
        return self.render_to_response(self.get_context_data(form=form))


class RefreshReportView(PageScreen):
    """«Обновить данные»: what would change, section by section, and nothing without a click."""

    template_name = "programmes/admin/report_refresh.html"
    header_icon = "rotate"
    page_title = gettext_lazy("Обновить данные отчёта")

    def dispatch(self, request, pk):
        """Only who may write in the report comes in."""
        self.page = get_object_or_404(ProgrammeReportPage, pk=pk)
        if not can(request.user, "change", self.page):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_context_data(self, **kwargs):
        """Add what fresh data would do to each section, or why nothing may be done any more."""
        frozen = why_frozen(self.page)
        diffs = [] if frozen else review_refresh(report=self.page)
        return super().get_context_data(diffs=diffs, frozen=frozen, report=self.page, **kwargs)

    def post(self, request, pk):
        """Write the fresh data where people have not been, and where they ask for it."""
        try:
            diffs = refresh_report(report=self.page, by=request.user, replace=request.POST.getlist("replace"))
        except (ReportRefused, ActionRefused) as refusal:
            messages.error(request, str(refusal))
            return redirect("programmes_report_refresh", pk)
        kept = [diff.section.title for diff in diffs if diff.is_people]
        kept = [title for title in kept if title not in _replaced(diffs, request)]
        messages.success(request, _("Данные обновлены."))
        if kept:
            messages.info(request, _("Правки людей сохранены: %s.") % ", ".join(kept))
        return redirect("wagtailadmin_pages:edit", pk)


def _replaced(diffs, request):
    codes = set(request.POST.getlist("replace"))
    return {diff.section.title for diff in diffs if diff.code in codes}


def _about(page):
    """Return the programme and the subproject that a report below `page` is about."""
    if isinstance(page, SubprojectPage):
        return {"programme": page.get_parent().specific, "subproject": page}
    return {"programme": None if isinstance(page, ReportIndexPage) else page}


def _initial(params, page):
    """Return what the address asks for, and the kind that fits the page; what is no date is left out."""
    initial = {"kind": ReportKind.PUBLIC if isinstance(page, ReportIndexPage) else ReportKind.INTERIM}
    if params.get("kind") in ReportKind.values:
        initial["kind"] = params["kind"]
    for name in ("starts_on", "ends_on"):
        try:
            initial[name] = date.fromisoformat(params.get(name, ""))
        except ValueError:
            initial.pop(name, None)
    return initial
