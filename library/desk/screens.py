"""The methodist's and editor's screens in the admin: the queue of works and the room of one work."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused, can
from home.working_days import exceptions_between, working_days_between
from library.desk import checking, editing
from library.desk.forms import ExpertsForm, QueueForm, WordsForm
from library.desk.moves import MoveRefused, kind_of
from library.desk.queue import first_tab, parts_of_queue, tabs_of_queue
from library.guard import PublicationRefused
from library.models import Submission
from library.schemes import needs_review, scheme_for
from library.submission_enums import SubmissionState

PER_PAGE = 60


class QueueView(WagtailAdminTemplateMixin, TemplateView):
    """«Работы на рассмотрении»: what waits, the longest first."""

    template_name = "library/admin/queue.html"
    header_icon = "inbox"
    page_title = gettext_lazy("Работы на рассмотрении")

    def dispatch(self, request):
        """Only who works with the queue comes in."""
        if not can(request.user, "queue", Submission):
            raise PermissionDenied
        return super().dispatch(request)

    def get_breadcrumbs_items(self):
        """The admin's front and this list."""
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        """Add the filters and a page of rows; the number of queries does not depend on how many there are."""
        form = QueueForm(self.request.GET)
        chosen = form.cleaned_data if form.is_valid() else {}
        tab = chosen.get("show") or first_tab(self.request.user)
        rows = _filtered(parts_of_queue(self.request.user)[tab], chosen).for_queue()
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("p"))
        page.object_list = _with_ages(list(page.object_list))
        kept = self.request.GET.copy()
        kept.pop("p", None)
        tabs = tabs_of_queue(self.request.user, tab)
        return super().get_context_data(form=form, tabs=tabs, rows=page, query=kept.urlencode(), **kwargs)


def _filtered(rows, chosen):
    for name, lookup in (("kind", "page__kind"), ("subject", "page__subjects"), ("programme", "page__programme")):
        if chosen.get(name):
            rows = rows.filter(**{lookup: chosen[name]})
    if words := (chosen.get("q") or "").strip():
        number = words.removeprefix("№").strip().partition("/")[0]
        by_number = Q(number=int(number)) if number.isascii() and number.isdecimal() and len(number) < 9 else Q()
        rows = rows.filter(Q(versions__title__icontains=words) | by_number).distinct()
    return rows


def _with_ages(rows):
    """Give each row its age in working days, whether its term is over, and where it stands in words."""
    today, labels = timezone.localdate(), {state: str(label).capitalize() for state, label in SubmissionState.choices}
    first = min((timezone.localdate(row.state_since) for row in rows), default=today)
    exceptions = exceptions_between(first, today + timedelta(days=1))
    for row in rows:
        row.age = working_days_between(timezone.localdate(row.state_since), today, exceptions)
        row.is_late = row.due_on is not None and row.due_on < today
        # Django's own `get_state_display` hashes all choices for each row: an eighth of the page.
        row.standing = labels[row.state]
    return rows


class WorkView(WagtailAdminTemplateMixin, TemplateView):
    """One work before the centre: what was sent, what the site has noticed, and what can be done now."""

    template_name = "library/admin/work.html"
    header_icon = "doc-full"

    def dispatch(self, request, pk):
        """Only who may see the queue; a person of the work learns that it is somebody else's to decide."""
        if not can(request.user, "queue", Submission):
            raise PermissionDenied
        self.submission = get_object_or_404(Submission.objects.exclude(number=None), pk=pk)
        self.verdict = can(request.user, "check", self.submission)
        if not self.verdict:
            messages.error(request, str(self.verdict.reason))
            return redirect("library_queue")
        return super().dispatch(request, pk=pk)

    def get_page_title(self):
        """«Работа № 12/2026»."""
        return _("Работа № %s") % self.submission.label

    def get_breadcrumbs_items(self):
        """From the queue to here."""
        queue = {"url": reverse("library_queue"), "label": _("Работы на рассмотрении")}
        return [*super().get_breadcrumbs_items(), queue, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        """Add the last version with its files and findings, what was said before, and the forms of this step."""
        submission = self.submission
        version = submission.versions.prefetch_related("files__file__filetext").first()
        page = submission.page
        kind = kind_of(submission)
        scheme = scheme_for(kind)
        return super().get_context_data(
            keep_key=f"work-{submission.pk}",
            submission=submission,
            version=version,
            draft=page.specific.get_latest_revision_as_object() if page else None,
            returns=submission.returns.select_related("version", "by"),
            rounds=page.review_rounds.all() if page else [],
            needs_review=needs_review(kind.pk if kind else None),
            is_mine=submission.claimed_by_id == self.request.user.pk,
            leads=submission.editor_id == self.request.user.pk,
            may_edit=bool(can(self.request.user, "finish", submission)),
            words=kwargs.pop("words", None) or WordsForm(),
            experts=kwargs.pop("experts", None)
            or ExpertsForm(initial={"rubric": scheme.rubric, "experts": scheme.experts}),
            states=SubmissionState,
            **kwargs,
        )

    def post(self, request, pk):
        """Do what the pressed button says."""
        verb = getattr(self, f"do_{request.POST.get('do', '')}", None)
        if verb is None:
            return redirect("library_work", pk)
        try:
            return verb(request) or redirect("library_work", pk)
        except (MoveRefused, ActionRefused, PublicationRefused) as refusal:
            messages.error(request, str(refusal))
            return redirect("library_work", pk)

    def do_claim(self, request):
        """«Взять себе»."""
        checking.claim_submission(submission=self.submission, by=request.user)
        messages.success(request, _("Работа у вас. Прочитайте её и решите, куда она пойдёт дальше."))

    def do_release(self, request):
        """«Вернуть в очередь»."""
        checking.release_submission(submission=self.submission, by=request.user)
        messages.success(request, _("Работа снова в общей очереди."))

    def do_return(self, request):
        """«Вернуть автору»."""
        return self._with_words(request, checking.return_submission, "remarks", _("Автор получил ваши замечания."))

    def do_refuse(self, request):
        """«Не принимать»."""
        return self._with_words(
            request, checking.refuse_submission, "reason", _("Работа закрыта, автору написано почему.")
        )

    def do_return_from_editing(self, request):
        """The editor's «Вернуть автору»."""
        return self._with_words(request, editing.return_from_editing, "remarks", _("Автор получил ваши замечания."))

    def do_pass(self, request):
        """«Передать редактору»."""
        checking.pass_to_editor(submission=self.submission, by=request.user)
        messages.success(request, _("Работа у редактора."))

    def do_experts(self, request):
        """«Отправить экспертам»: on to the round's own screen, where they are invited."""
        form = ExpertsForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(experts=form), status=422)
        opened = checking.pass_to_experts(submission=self.submission, by=request.user, **form.cleaned_data)
        messages.success(request, _("Экспертиза открыта: теперь пригласите экспертов."))
        return redirect("review_admin:round", opened.pk)

    def do_take_editing(self, request):
        """The editor's «Взять себе»."""
        editing.take_editing(submission=self.submission, by=request.user)
        messages.success(request, _("Работу ведёте вы."))

    def do_publish(self, request):
        """The editor's «Опубликовать»."""
        page = editing.publish_work(submission=self.submission, by=request.user)
        messages.success(request, _("Работа опубликована: %s") % page.full_url)

    def _with_words(self, request, verb, name, said):
        form = WordsForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(words=form), status=422)
        verb(submission=self.submission, by=request.user, **{name: form.cleaned_data["words"]})
        messages.success(request, said)
        return None
