"""The admin's screen that lays a published work before the public (D9)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from expertise.enums import RoundPurpose, RoundState
from expertise.models import ReviewRound, Rubric
from expertise.round_rules import may_manage
from library.desk.opening_screen import OpeningView
from library.desk.review import open_public_review


class PublicReviewForm(forms.Form):
    """The window, its call and the sheet."""

    call = forms.CharField(
        label=_("Кого и о чём просите"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Это прочтут на странице работы: что за модель, чьё мнение важно, на что посмотреть."),
    )
    starts_on = forms.DateField(label=_("С какого дня"), widget=AdminDateInput)
    ends_on = forms.DateField(
        label=_("По какой день"),
        widget=AdminDateInput,
        help_text=_("Включительно. На следующий день окно закроется само."),
    )
    rubric = forms.ModelChoiceField(label=_("Лист оценки"), queryset=Rubric.objects.none())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rubric"].queryset = Rubric.objects.active()


def may_lay_before_public(user, page):
    """Return the Verdict on `user` opening a public expertise of `page`: who keeps rounds, or leads its programme."""
    return may_manage(user, ReviewRound(page=page, purpose=RoundPurpose.PUBLIC))


def public_round_of(page):
    """Return the newest public ReviewRound of `page` that was not cancelled, or None."""
    rounds = ReviewRound.objects.filter(page_id=page.pk, purpose=RoundPurpose.PUBLIC)
    return rounds.exclude(state=RoundState.CANCELLED).order_by("-number").first()


class PublicReviewView(OpeningView):
    """From when to when, by which sheet, with which words."""

    template_name = "library/admin/public_review.html"
    header_icon = "group"
    page_title = _("Общественная экспертиза")
    form_class = PublicReviewForm
    thanks = _("Окно открыто: призыв стоит на странице работы.")

    def may(self, user):
        """Who keeps rounds, or leads the work's programme."""
        return may_lay_before_public(user, self.work)

    def usual(self, scheme):
        """The sheet of the kind."""
        return {"rubric": scheme.rubric}

    def open(self, data):
        """Open the window."""
        return open_public_review(page=self.work, by=self.request.user, **data).round_id
