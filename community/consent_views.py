"""My consents: what I agreed to, when, and how to take it back."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.posting import posted_from
from community.cabinet import render_room
from community.consent_fields import ConsentFields
from community.consents import ConsentRefused, current_texts, give_consent, missing_consents, revoke_consent
from community.enums import AFTER_REVOCATION, NEEDED_CONSENTS, OFFERED_CONSENTS, ConsentKind
from community.models import Consent, ConsentText, DeedConsent
from home.client_address import client_address

MOST_DEEDS = 100


class NeededConsentsForm(ConsentFields, forms.Form):
    """The needed consents whose text is new to the person."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_consents([text.kind for text in missing_consents(user)])


def needed_stop(user):
    """Where a person is led after the sign-in while a needed consent is missing, or None."""
    return reverse("community:consents_needed") if missing_consents(user) else None


@login_required
@never_cache
def consents(request):
    """Every consent of mine, and those I may still give."""
    own = list(Consent.objects.of(request.user))
    held = {consent.text.kind for consent in own if consent.revoked_at is None}
    rows = [
        {
            "consent": consent,
            "after": AFTER_REVOCATION[ConsentKind(consent.text.kind)],
            "is_needed": consent.text.kind in NEEDED_CONSENTS,
        }
        for consent in own
    ]
    offered = [text for kind, text in current_texts(OFFERED_CONSENTS).items() if kind not in held]
    context = {
        "title": _("Согласия"),
        "held": [row for row in rows if row["consent"].revoked_at is None],
        "past": [row for row in rows if row["consent"].revoked_at],
        "offered": offered,
        "missing": missing_consents(request.user),
        "deeds": list(DeedConsent.objects.of(request.user).prefetch_related("target")[:MOST_DEEDS]),
    }
    return render_room(request, "community/cabinet_consents.html", "settings", context)


@posted_from("community:cabinet_consents")
def consent_give(request, pk):
    """I agree to this text."""
    text = get_object_or_404(ConsentText, pk=pk, kind__in=(*OFFERED_CONSENTS, *NEEDED_CONSENTS))
    try:
        give_consent(person=request.user, text=text, address=client_address(request))
    except ConsentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Согласие записано."))
    return redirect("community:cabinet_consents")


@posted_from("community:cabinet_consents")
def consent_revoke(request, pk):
    """I take this consent back."""
    consent = get_object_or_404(Consent.objects.select_related("text"), pk=pk, person=request.user)
    try:
        revoke_consent(consent=consent, by=request.user)
    except ConsentRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Согласие отозвано."))
    return redirect("community:cabinet_consents")


@login_required
@never_cache
def consents_needed(request):
    """The new text of a needed consent: shown after the sign-in, agreed to now or later, then on to the wanted page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = reverse("community:cabinet_profile")
    form = NeededConsentsForm(request.POST or None, user=request.user)
    if not form.consent_texts:
        return redirect(wanted)
    if request.method == "POST" and form.is_valid():
        for text in form.given_texts:
            give_consent(person=request.user, text=text, address=client_address(request))
        messages.success(request, _("Спасибо, согласие записано."))
        return redirect(wanted)
    has_earlier = Consent.objects.filter(person=request.user, text__kind__in=NEEDED_CONSENTS).exists()
    context = {"title": _("Нужно ваше согласие"), "form": form, "next": wanted, "has_earlier": has_earlier}
    return render_room(request, "community/cabinet_consents_needed.html", "settings", context)
