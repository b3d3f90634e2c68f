"""The page where a visitor offers to judge a work in its public expertise (D9)."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.client_address import sender_key
from community.consents import current_texts
from community.enums import ConsentKind
from expertise.enums import RoundState
from expertise.errors import PublicReviewRefused, TooManyVolunteers
from expertise.models import PublicReview
from expertise.volunteers import volunteer
from home.client_address import client_address
from library.access import material_for


class VolunteerForm(forms.Form):
    """Who offers help; `agreement` is the key of the text that was read."""

    name = forms.CharField(label=gettext_lazy("Имя и фамилия"), max_length=160)
    email = forms.EmailField(label=gettext_lazy("Почта"), help_text=gettext_lazy("На неё придёт личная ссылка."))
    place = forms.CharField(label=gettext_lazy("Где работаете или учитесь"), max_length=200)
    part = forms.CharField(
        label=gettext_lazy("Кто вы"), max_length=160, help_text=gettext_lazy("Учитель, родитель, выпускник, методист…")
    )
    # Hidden from people by the style sheet; a robot fills every field.
    website = forms.CharField(required=False, label=gettext_lazy("Оставьте это поле пустым"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def work_public_review(request, pk):
    """Show the call and take the offer while the window is open; whoever has offered before sees the same thanks."""
    page = material_for(request, pk)
    rows = PublicReview.objects.filter(round__page=page.pk, round__state=RoundState.OPEN).select_related("round__page")
    review = rows.first()
    if review is None or not review.takes_volunteers:
        raise Http404
    text = current_texts([ConsentKind.EXPERT]).get(ConsentKind.EXPERT)
    form, refusal, status = VolunteerForm(request.POST or None), "", 200
    if request.method == "POST":
        refusal, status = _take(request, review, form, text)
        if not refusal and form.is_valid():
            messages.success(request, _("Спасибо! Если вы нужны в этот раз, на почту придёт личная ссылка."))
            return redirect(page.get_url(request))
    title = _("Стать общественным экспертом")
    context = {
        "title": title,
        "crumbs": [
            {"title": _("Главная"), "url": "/"},
            {"title": page.title, "url": page.get_url(request)},
            {"title": title, "url": ""},
        ],
        "work": page,
        "review": review,
        "form": form,
        "text": text,
        "refusal": refusal,
    }
    return render(request, "library/work_public_review.html", context, status=status)


def _take(request, review, form, text):
    """Return (why not, status); a robot is thanked like a person and forgotten."""
    if not form.is_valid():
        return "", 422
    said = {name: form.cleaned_data[name] for name in ("name", "email", "place", "part")}
    if form.cleaned_data["website"]:
        return "", 200
    read = text if text and request.POST.get("agreement") == str(text.pk) else None
    try:
        volunteer(review=review, text=read, address=client_address(request), sender_key=sender_key(request), **said)
    except TooManyVolunteers as refusal:
        return str(refusal), 429
    except PublicReviewRefused as refusal:
        return str(refusal), 422
    return "", 200
