"""The admin's screen that lays a published work before the public (D9)."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from accounts.permissions import ActionRefused
from expertise.enums import RoundPurpose, RoundState
from expertise.errors import ReviewRefused
from expertise.models import ReviewRound, Rubric
from expertise.round_rules import may_manage
from library.desk.moves import MoveRefused
from library.desk.review import open_public_review
from library.models import MaterialPage
from library.schemes import scheme_for


class PublicReviewForm(forms.Form):
    """The window, its call and the sheet."""

    call = forms.CharField(
        label=gettext_lazy("Кого и о чём просите"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Это прочтут на странице работы: что за модель, чьё мнение важно, на что посмотреть."),
    )
    starts_on = forms.DateField(label=gettext_lazy("С какого дня"), widget=AdminDateInput)
    ends_on = forms.DateField(
        label=gettext_lazy("По какой день"),
        widget=AdminDateInput,
        help_text=gettext_lazy("Включительно. На следующий день окно закроется само."),
    )
    rubric = forms.ModelChoiceField(label=gettext_lazy("Лист оценки"), queryset=Rubric.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = Rubric.objects.active()


def may_lay_before_public(user, page):
    """Tell whether `user` may open a public expertise of `page`: who keeps rounds, or leads its programme."""
    return bool(may_manage(user, ReviewRound(page=page, purpose=RoundPurpose.PUBLIC)))


def public_round_of(page):
    """Return the newest public ReviewRound of `page` that was not cancelled, or None."""
    rounds = ReviewRound.objects.filter(page_id=page.pk, purpose=RoundPurpose.PUBLIC)
    return rounds.exclude(state=RoundState.CANCELLED).order_by("-number").first()


class PublicReviewView(WagtailAdminTemplateMixin, TemplateView):
    """From when to when, by which sheet, with which words."""

    template_name = "library/admin/public_review.html"
    header_icon = "group"
    page_title = gettext_lazy("Общественная экспертиза")

    def dispatch(self, request, pk):
        """Only who may lay this very work before the public comes in."""
        self.work = get_object_or_404(MaterialPage, pk=pk)
        if not may_lay_before_public(request.user, self.work):
            raise PermissionDenied
        return super().dispatch(request, pk=pk)

    def get_breadcrumbs_items(self):
        """From the page's own screen to here."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.work.pk])
        here = [{"url": edit, "label": self.work.title}, {"url": "", "label": self.page_title}]
        return [*super().get_breadcrumbs_items(), *here]

    def get_context_data(self, **kwargs):
        """Add the form, with the sheet of the kind."""
        form = kwargs.pop("form", None) or PublicReviewForm(initial={"rubric": scheme_for(self.work.kind).rubric})
        return super().get_context_data(form=form, work=self.work, **kwargs)

    def post(self, request, pk):
        """Open the window and go on to the round's own screen."""
        form = PublicReviewForm(request.POST)
        if form.is_valid():
            try:
                review = open_public_review(page=self.work, by=request.user, **form.cleaned_data)
            except (MoveRefused, ActionRefused, ReviewRefused) as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Окно открыто: призыв стоит на странице работы."))
                return redirect("review_admin:round", review.round_id)
        return self.render_to_response(self.get_context_data(form=form), status=422)
