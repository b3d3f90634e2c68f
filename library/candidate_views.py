"""The admin's screen of choosing works for a collection (D6.1–2)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.permissions import ActionRefused, can
from library.collecting import CandidateRefused, decline_candidate, propose_candidates, select_candidate
from library.enums import CandidateState
from library.models import CollectionCandidate, MaterialCollectionPage
from programmes.models import ProgrammePage

VERBS = {"select": select_candidate, "decline": decline_candidate}
# What waits for a decision stands first.
ORDER = models.Case(
    models.When(state=CandidateState.PROPOSED, then=0), models.When(state=CandidateState.SELECTED, then=1), default=2
)


class ProposeForm(forms.Form):
    """Which works to look at."""

    year = forms.IntegerField(label=gettext_lazy("Год"), required=False, min_value=1900, max_value=2100)
    programme = forms.ModelChoiceField(
        label=gettext_lazy("Программа"), required=False, queryset=ProgrammePage.objects.none(), empty_label="любая"
    )
    approved_only = forms.BooleanField(label=gettext_lazy("Только рекомендованные экспертами"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = ProgrammePage.objects.live().order_by("title")


class CandidatesView(WagtailAdminTemplateMixin, TemplateView):
    """The list of candidates of one collection with a decision and its reason at each; every button is a verb."""

    template_name = "library/admin/candidates.html"
    header_icon = "list-ul"
    page_title = gettext_lazy("Отбор работ")

    def dispatch(self, request, pk):
        """Only who may choose for this collection comes in."""
        self.collection = get_object_or_404(MaterialCollectionPage, pk=pk)
        if not can(request.user, "select", self.collection):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_page_subtitle(self):
        """Whose works are chosen."""
        return self.collection.get_admin_display_title()

    def get_breadcrumbs_items(self):
        """From the collection's own screen to here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.collection.pk])
        label = self.get_page_subtitle()
        return [*super().get_breadcrumbs_items(), {"url": edit, "label": label}, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        """Add the form and the candidates, in three queries however many there are."""
        candidates = (
            CollectionCandidate.objects.filter(collection=self.collection)
            .select_related("material__expert_status", "decided_by")
            .defer("material__body")
            .order_by(ORDER, models.F("material__first_published_at").desc(nulls_last=True), "pk")
        )
        start = {"year": self.collection.year, "programme": self.collection.programme_id}
        more = {"form": kwargs.pop("form", None) or ProposeForm(initial=start), "candidates": candidates}
        return super().get_context_data(collection=self.collection, **more, **kwargs)

    def post(self, request, pk):
        """Do what the pressed button says and show the list again."""
        try:
            if request.POST.get("do") in VERBS:
                self._decide(request)
            else:
                form = ProposeForm(request.POST)
                if not form.is_valid():
                    return self.render_to_response(self.get_context_data(form=form))
                new = propose_candidates(collection=self.collection, by=request.user, **form.cleaned_data)
                messages.success(request, _("Новых работ на отборе: %d.") % new)
        except (CandidateRefused, ActionRefused) as refusal:
            messages.error(request, str(refusal))
        return redirect("library_candidates", pk)

    def _decide(self, request):
        candidate = get_object_or_404(
            CollectionCandidate, collection=self.collection, pk=_number(request.POST.get("candidate"))
        )
        verb = VERBS[request.POST["do"]]
        candidate = verb(candidate=candidate, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(
            request,
            _("«%(title)s»: %(state)s.") % {"title": candidate.material.title, "state": candidate.get_state_display()},
        )


def _number(text):
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else 0
