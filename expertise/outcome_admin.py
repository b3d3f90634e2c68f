"""The methodist's screen of a round's outcome: facts, disputes, the draft of the conclusion."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused, can
from expertise.concluding import draft_conclusion
from expertise.enums import ConclusionState, Recommendation, RoundPurpose, RoundState
from expertise.models import Conclusion, ReviewRound
from expertise.outcome import compose
from expertise.outcome_errors import ConclusionRefused
from expertise.outcome_words import draft_text, proposal_of_one_more, proposals_label
from expertise.showing import place_of


class DraftForm(forms.ModelForm):
    """The draft; the verb checks and keeps it."""

    draft_number = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Conclusion
        fields = ["verdict", "text", "summary", "early_reason"]
        widgets = {
            "verdict": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 18}),
            "summary": forms.Textarea(attrs={"rows": 3}),
            "early_reason": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, is_enough, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["verdict"].choices = Recommendation.choices
        if is_enough:
            del self.fields["early_reason"]


class OutcomeView(WagtailAdminTemplateMixin, TemplateView):
    """One round: what has come, and the draft beside it."""

    template_name = "expertise/admin/outcome.html"
    page_title = gettext_lazy("Итоги круга")
    header_icon = "clipboard-list"

    def dispatch(self, request, pk):
        """Only those who see outcomes, and nobody his own work."""
        self.round = get_object_or_404(ReviewRound.objects.select_related("page", "conclusion"), pk=pk)
        self.conclusion = getattr(self.round, "conclusion", None) or Conclusion(round=self.round)
        if not request.user.is_authenticated or not can(request.user, "read", self.conclusion):
            raise PermissionDenied
        self.outcome = compose(self.round)
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        """Which work."""
        return self.round.title

    def get_breadcrumbs_items(self):
        """From the register to here."""
        register = {"url": reverse("expertise_register"), "label": _("Реестр заключений")}
        return [*super().get_breadcrumbs_items(), register, {"url": "", "label": self.page_title}]

    def post(self, request, pk):
        """Keep the draft; a refusal is shown with what was typed."""
        if not self._is_open():
            raise Http404
        form = DraftForm(request.POST, is_enough=self.outcome.is_enough)
        if form.is_valid() and self._keep(form):
            words = _("Проект передан председателю на подпись.") if "offer" in request.POST else _("Проект сохранён.")
            messages.success(request, words)
            return redirect("expertise_outcome", pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        """Add the facts and, while it is being drawn up, the form."""
        may_draft = self._is_open() and bool(can(self.request.user, "draft", self.conclusion))
        form = kwargs.pop("form", None) or (self._form() if may_draft and self.outcome.reviews else None)
        return super().get_context_data(
            round=self.round,
            conclusion=self.conclusion if self.conclusion.pk else None,
            outcome=self.outcome,
            remarks=[(row, place_of(row)) for row in self.outcome.remarks],
            one_more=proposal_of_one_more(self.outcome) if self._is_open() else "",
            proposals=proposals_label(self.outcome),
            form=form,
            verdicts=Recommendation.choices,
            keep_key=f"draft-{self.round.pk}",
            **kwargs,
        )

    def _is_open(self):
        is_open = self.round.state == RoundState.OPEN and self.conclusion.state == ConclusionState.DRAFT
        return is_open and self.round.purpose != RoundPurpose.PUBLIC

    def _form(self):
        known = self.conclusion
        initial = {"draft_number": known.draft_number}
        wanted = self.request.GET.get("verdict", "")
        if not known.pk or wanted in Recommendation.values:
            verdict = wanted if wanted in Recommendation.values else self.outcome.proposed_verdict
            initial |= {"verdict": verdict, "text": draft_text(self.outcome, verdict)}
        return DraftForm(instance=known, initial=initial, is_enough=self.outcome.is_enough)

    def _keep(self, form):
        data = form.cleaned_data
        try:
            draft_conclusion(
                round=self.round,
                verdict=data["verdict"],
                text=data["text"],
                summary=data["summary"],
                reason=data.get("early_reason", ""),
                draft_number=data["draft_number"],
                offer="offer" in self.request.POST,
                by=self.request.user,
            )
        except (ActionRefused, ConclusionRefused) as refusal:
            form.add_error(None, str(refusal))
            return False
        return True
