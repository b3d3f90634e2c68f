"""The chair's room: what waits for a decision, and the whole case beside each (design §6: chairs work in the cabinet)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import ActionRefused, can
from accounts.posting import posted_from
from community.cabinet import render_room
from expertise.author_voice import decide_appeal
from expertise.concluding import return_draft, sign_conclusion
from expertise.confirming import confirm_edits, refuse_edits
from expertise.deciding import has_part, is_chair
from expertise.decision_forms import AppealDecisionForm, ConfirmForm, SignForm, WordsForm
from expertise.decisions import current_edits, waiting_for
from expertise.enums import AppealState, ConclusionState, RoundState
from expertise.models import Conclusion
from expertise.outcome import compose
from expertise.outcome_errors import ConclusionRefused
from expertise.outcome_words import proposal_of_one_more, proposals_label
from expertise.revoking import revoke_conclusion
from expertise.showing import TONES, place_of

ROOM = "decisions"


@login_required
@never_cache
@require_safe
def decisions(request):
    """Everything that waits for the chair, the oldest first, and what was signed last."""
    if not is_chair(request.user):
        raise PermissionDenied
    return render_room(request, "expertise/decisions.html", ROOM, waiting_for(request.user))


@login_required
@never_cache
@require_safe
def decision(request, pk):
    """One case: the judged version, every review, the draft, and what the chair may do."""
    conclusion = _case(request, pk)
    return _back_at_the_methodist(request) if _is_returned(conclusion) else _show(request, conclusion)


@posted_from("expertise:decision", "pk")
@never_cache
def decision_act(request, pk, act):
    """Do what the chair has chosen; what is refused is shown with the reason and what was typed."""
    conclusion = _case(request, pk)
    if _is_returned(conclusion):
        return _back_at_the_methodist(request)
    form_class, verb, thanks = ACTS[act]
    form = form_class(request.POST, prefix=act)
    if form.is_valid():
        try:
            verb(conclusion, request.user, form.cleaned_data)
        except (ActionRefused, ConclusionRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, thanks)
            return redirect("expertise:decisions")
    return _show(request, conclusion, status=422, bound={act: form})


def _sign(conclusion, by, data):
    sign_conclusion(conclusion=conclusion, by=by, draft_number=data["draft_number"])


def _return(conclusion, by, data):
    return_draft(conclusion=conclusion, by=by, words=data["words"])


def _confirm(conclusion, by, data):
    confirm_edits(conclusion=conclusion, digest=data["digest"], by=by)


def _refuse(conclusion, by, data):
    refuse_edits(conclusion=conclusion, by=by, words=data["words"])


def _appeal(conclusion, by, data):
    decide_appeal(conclusion=conclusion, by=by, granted=data["granted"], answer=data["answer"])


def _revoke(conclusion, by, data):
    revoke_conclusion(conclusion=conclusion, by=by, reason=data["words"])


ACTS = {
    "sign": (SignForm, _sign, _("Заключение подписано: автору ушло письмо.")),
    "return": (WordsForm, _return, _("Проект вернулся методисту.")),
    "confirm": (ConfirmForm, _confirm, _("Правки подтверждены.")),
    "refuse": (WordsForm, _refuse, _("Работа вернулась автору.")),
    "appeal": (AppealDecisionForm, _appeal, _("Ответ на апелляцию отправлен автору.")),
    "revoke": (WordsForm, _revoke, _("Заключение отозвано.")),
}


LABELS = {
    "return": _("Что поправить"),
    "revoke": _("Почему заключение отзывается"),
    "refuse": _("Что ещё поправить"),
}


def _case(request, pk):
    """Return the conclusion for its chair; «not found» to others, so that nobody learns what there is."""
    conclusion = get_object_or_404(Conclusion.objects.with_round(), pk=pk)
    is_theirs = is_chair(request.user) and not has_part(request.user, conclusion.round.page)
    is_unread = conclusion.state == ConclusionState.DRAFT and conclusion.offered_at is None
    if not is_theirs or (is_unread and conclusion.returned_at is None):
        raise Http404
    return conclusion


def _is_returned(conclusion):
    """Tell whether the draft is with its methodist again: an old letter or a second click leads here."""
    return conclusion.state == ConclusionState.DRAFT and conclusion.offered_at is None


def _back_at_the_methodist(request):
    messages.info(request, _("Проект сейчас у методиста: когда его поправят, он появится здесь, и придёт письмо."))
    return redirect("expertise:decisions")


def _show(request, conclusion, status=200, bound=None):
    round = conclusion.round
    outcome = compose(round)
    tone, icon = TONES[conclusion.verdict]
    context = {
        "title": round.title,
        "keep_key": f"decision-{conclusion.pk}",
        "conclusion": conclusion,
        "round": round,
        "files": list(round.files.select_related("file")),
        "outcome": outcome,
        "reviews": outcome.reviews,
        "dissent": outcome.dissent(conclusion.verdict),
        "remarks": [(row, place_of(row), getattr(row, "answer", None)) for row in outcome.remarks],
        "one_more": proposal_of_one_more(outcome) if conclusion.state == ConclusionState.DRAFT else "",
        "proposals": proposals_label(outcome),
        "tone": tone,
        "icon": icon,
        **_forms(request.user, conclusion, bound or {}),
    }
    response = render_room(request, "expertise/decision.html", ROOM, context)
    response.status_code = status
    return response


def _forms(user, conclusion, bound):
    """Return the forms of what is open now; a verb that is barred has its reason instead."""
    number = {"draft_number": conclusion.draft_number}
    forms = {}
    if conclusion.state == ConclusionState.DRAFT and conclusion.round.state == RoundState.OPEN:
        forms["sign_form"] = SignForm(initial=number, prefix="sign")
        forms["return_form"] = _words("return")
        forms["sign_refusal"] = can(user, "sign", conclusion).reason
    if conclusion.state == ConclusionState.SIGNED:
        forms["revoke_form"] = _words("revoke")
        forms.update(_edit_forms(conclusion))
    if conclusion.appeal_state == AppealState.ASKED:
        forms["appeal_form"] = AppealDecisionForm(prefix="appeal")
        forms["appeal_refusal"] = can(user, "decide_appeal", conclusion).reason
    forms.update({f"{act}_form": _relabelled(form, act) for act, form in bound.items()})
    return forms


def _edit_forms(conclusion):
    if conclusion not in Conclusion.objects.waiting_for_edits() or not (found := current_edits(conclusion)):
        return {}
    digest, edits = found
    return {
        "edits": edits,
        "edit_files": edits.files if edits else (),
        "confirm_form": ConfirmForm(initial={"digest": digest}, prefix="confirm"),
        "refuse_form": _words("refuse"),
    }


def _words(act):
    return WordsForm(prefix=act, label=LABELS[act])


def _relabelled(form, act):
    if act in LABELS:
        form.fields["words"].label = LABELS[act]
    return form
