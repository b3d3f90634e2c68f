"""The admin's screens of a stage's end: all stages of a programme, close one, open it again (D4.9)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.permissions import ActionRefused, can
from programmes.closing import StageRefused, close_stage, open_items, reopen_stage
from programmes.models import ProgrammePage, Stage
from programmes.report_forms import CloseForm, ReopenForm
from programmes.report_screens import PageScreen


class StagesView(PageScreen):
    """The stages of one programme: which are closed, with what conclusion, and which this person may close."""

    template_name = "programmes/admin/stages.html"
    header_icon = "tasks"
    page_title = gettext_lazy("Завершение этапов")

    def dispatch(self, request, pk):
        """Only who keeps the programme comes in."""
        self.page = get_object_or_404(ProgrammePage, pk=pk)
        if not can(request.user, "report", self.page):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_context_data(self, **kwargs):
        """Add the stages."""
        stages = self.page.stages.select_related("subproject").prefetch_related("items")
        return super().get_context_data(stages=stages, programme=self.page, **kwargs)


class StageEndView(PageScreen):
    """Close a stage that is open, or open one that is closed."""

    template_name = "programmes/admin/stage_end.html"
    header_icon = "tasks"

    def dispatch(self, request, pk):
        """Only who may close it comes in."""
        self.stage = get_object_or_404(Stage.objects.select_related("programme", "subproject"), pk=pk)
        self.page = self.stage.programme
        if not can(request.user, "close", self.stage):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    @property
    def page_title(self):
        """What the screen does."""
        return _("Открыть этап снова") if self.stage.closed_on else _("Завершить этап")

    def get_context_data(self, **kwargs):
        """Add the form and the items that are not settled."""
        kwargs.setdefault("form", self._form())
        return super().get_context_data(stage=self.stage, items=open_items(self.stage), **kwargs)

    def post(self, request, pk):
        """Do it, or say why not."""
        form = self._form(request.POST)
        if form.is_valid():
            try:
                self._act(form.cleaned_data)
            except StageRefused as refusal:
                form.add_error(refusal.about or None, str(refusal))
            except ActionRefused as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect("programmes_stages", self.page.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def _form(self, data=None):
        if self.stage.closed_on:
            return ReopenForm(data)
        initial = {"conclusion": self.stage.conclusion, "on": timezone.localdate()}
        return CloseForm(data, initial=initial, has_open=bool(open_items(self.stage)))

    def _act(self, data):
        if self.stage.closed_on:
            reopen_stage(stage=self.stage, by=self.request.user, **data)
            messages.success(self.request, _("Этап «%s» снова открыт.") % self.stage.name)
        else:
            close_stage(stage=self.stage, by=self.request.user, **data)
            messages.success(self.request, _("Этап «%s» завершён.") % self.stage.name)
