"""The normative base in the admin: cards of documents, and for each a screen of its wordings."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import DeleteView, EditView, IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from accounts.permissions import ActionRefused, can
from programmes import norms
from programmes.models import Regulation
from programmes.norm_enums import REGULATION_MOVES, RegulationStatus, VersionState
from programmes.norm_forms import VersionForm

LIST_BUTTON = "button button-small button-secondary"


class VersionsView(WagtailAdminTemplateMixin, TemplateView):
    """The wordings of one document and what may be done with them; every button is a verb."""

    template_name = "programmes/admin/regulation_versions.html"
    header_icon = "doc-full"
    page_title = gettext_lazy("Редакции")

    def dispatch(self, request, pk):
        """Only who keeps the normative base comes in."""
        self.document = get_object_or_404(Regulation, pk=pk)
        if not can(request.user, "change", self.document):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        """Which document."""
        return self.document.title

    def get_breadcrumbs_items(self):
        """From the list over the card to here."""
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("regulations:index"), "label": _("Нормативная база")},
            {"url": reverse("regulations:edit", args=[self.document.pk]), "label": self.document.title},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        """Add the wordings, the form of the draft, the statuses that may follow."""
        versions = list(self.document.versions.select_related("file"))
        for version in versions:
            version.regulation = self.document
        draft = self._draft()
        return super().get_context_data(
            document=self.document,
            versions=versions,
            draft=draft,
            form=kwargs.pop("form", None) or VersionForm(instance=draft),
            moves=[(move.value, move.label) for move in REGULATION_MOVES[RegulationStatus(self.document.status)]],
            **kwargs,
        )

    def post(self, request, pk):
        """Do what the pressed button says and show the wordings again."""
        act = {"save": self._save, "enforce": self._enforce, "drop": self._drop, "status": self._set_status}
        try:
            answer = act.get(request.POST.get("do"), self._save)(request)
        except (norms.NormRefused, ActionRefused) as refusal:
            messages.error(request, str(refusal))
            answer = None
        return answer or redirect("regulations:versions", pk)

    def _draft(self):
        return self.document.versions.filter(state=VersionState.DRAFT).first()

    def _save(self, request):
        draft = self._draft()
        form = VersionForm(request.POST, instance=draft)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if draft is None:
                norms.add_version(regulation=self.document, by=request.user, **form.cleaned_data)
            else:
                norms.change_version(version=draft, by=request.user, **form.cleaned_data)
        except norms.NormRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(request, _("Черновик редакции сохранён. Посетители его пока не видят."))
        return None

    def _enforce(self, request):
        version = norms.enforce_version(version=self._need_draft(), by=request.user)
        messages.success(request, _("Редакция %d вступила в силу.") % version.number)

    def _drop(self, request):
        norms.drop_version(version=self._need_draft(), by=request.user)
        messages.success(request, _("Черновик редакции удалён."))

    def _set_status(self, request):
        status = request.POST.get("status", "")
        if status not in RegulationStatus.values:
            raise norms.NormRefused(_("Выберите состояние."))
        document = norms.set_regulation_status(regulation=self.document, status=status, by=request.user)
        messages.success(request, _("Состояние документа: %s.") % document.get_status_display())

    def _need_draft(self):
        draft = self._draft()
        if draft is None:
            raise norms.NormRefused(_("Черновика уже нет: возможно, его ввёл в действие или удалил кто-то другой."))
        return draft


class RegulationIndexView(IndexView):
    def get_list_buttons(self, instance):
        """Lead straight to the wordings."""
        return [
            Button(
                _("Редакции"), reverse("regulations:versions", args=[instance.pk]), classname=LIST_BUTTON, priority=5
            ),
            *super().get_list_buttons(instance),
        ]


class RegulationEditView(EditView):
    @property
    def header_buttons(self):
        """Lead from the card to its wordings."""
        versions = reverse("regulations:versions", args=[self.object.pk])
        return [*super().header_buttons, HeaderButton(_("Редакции"), versions, icon_name="history")]

    @property
    def can_delete(self):
        """Offer to delete only what nobody can have agreed to."""
        return super().can_delete and not self.object.versions.in_force_once().exists()


class RegulationDeleteView(DeleteView):
    def get_object(self, queryset=None):
        """Refuse a document that has been in force: people refer to its wordings. It loses its force instead."""
        document = super().get_object(queryset)
        if document.versions.in_force_once().exists():
            raise PermissionDenied
        return document


class RegulationViewSet(ModelViewSet):
    model = Regulation
    name = "regulations"
    icon = "doc-full"
    menu_label = gettext_lazy("Нормативная база")
    add_to_admin_menu = True
    menu_order = 210
    copy_view_enabled = False
    index_view_class = RegulationIndexView
    edit_view_class = RegulationEditView
    delete_view_class = RegulationDeleteView
    list_display = [
        "title",
        Column("kind_label", label=gettext_lazy("Вид"), accessor="kind_label"),
        Column("details", label=gettext_lazy("Реквизиты"), accessor="details"),
        Column("status_label", label=gettext_lazy("Состояние"), accessor="status_label"),
        BooleanColumn("is_public", label=gettext_lazy("На сайте")),
    ]
    list_filter = ["kind", "status", "programmes", "is_public"]
    search_fields = ["title", "number", "issuer", "summary"]
    list_per_page = 50
    exclude_form_fields = ["slug", "status"]

    def get_urlpatterns(self):
        """Add the screen of wordings."""
        return [*super().get_urlpatterns(), path("versions/<int:pk>/", VersionsView.as_view(), name="versions")]


regulations = RegulationViewSet()
