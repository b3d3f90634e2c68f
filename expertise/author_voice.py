"""Verbs of the author about a signed conclusion: answer it, agree or not, appeal once (peers: the answer to a round)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from expertise.deciding import demand_decision
from expertise.enums import APPEAL_MOVES, AppealState, ConclusionState, Recommendation
from expertise.models import Conclusion
from expertise.moving import note_refusal
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused
from expertise.outcome_telling import tell_appeal_decided, tell_appealed
from expertise.reviewable import reviewable_of
from home.said import demand_words


@transaction.atomic
def answer_conclusion(*, conclusion, by, text, agrees):
    """Keep the author's one answer: whether he `agrees` (bool) and his words; return the Conclusion.

    Words are needed where he does not agree. The same answer sent twice is one. Raises ActionRefused, AlreadyDecided for
    a second, other answer and for what is not in force, ConclusionRefused without words.
    """
    conclusion = _locked(conclusion)
    demand(by, "answer", conclusion)
    text = demand_words(text, Conclusion.author_answer, ConclusionRefused)
    if conclusion.author_answered_at and (conclusion.author_answer, conclusion.author_agrees) == (text, agrees):
        return conclusion
    if conclusion.state != ConclusionState.SIGNED or conclusion.author_answered_at:
        raise AlreadyDecided
    if not agrees and not text:
        raise ConclusionRefused(_("Напишите, с чем вы не согласны."))
    conclusion.author_answer, conclusion.author_agrees, conclusion.author_answered_at = text, agrees, timezone.now()
    conclusion.save(update_fields=["author_answer", "author_agrees", "author_answered_at"])
    log(instance=conclusion, action="expertise.conclusion.answer", user=by, data={"agrees": agrees})
    page = conclusion.round.page
    if page is not None:
        reviewable_of(page).answered(conclusion, by)
    return conclusion


@transaction.atomic
def appeal_conclusion(*, conclusion, by, text):
    """Let the author ask the chair to look at a refusal anew, once for a work; return the Conclusion.

    Raises ActionRefused, AlreadyDecided when the work was appealed before or the conclusion is not in force,
    ConclusionRefused for any verdict but a refusal and without words.
    """
    conclusion = _locked(conclusion)
    demand(by, "appeal", conclusion)
    if conclusion.state != ConclusionState.SIGNED or is_appealed(conclusion.round):
        raise AlreadyDecided
    if conclusion.verdict != Recommendation.REJECT:
        raise ConclusionRefused(_("Апелляцию подают только на отказ. На другое заключение можно ответить."))
    missing = _("Напишите, почему решение нужно пересмотреть.")
    conclusion.appeal_text = demand_words(text, Conclusion.appeal_text, ConclusionRefused, missing)
    conclusion.appeal_state = AppealState.ASKED
    conclusion.appealed_at = timezone.now()
    conclusion.save(update_fields=["appeal_state", "appeal_text", "appealed_at"])
    log(instance=conclusion, action="expertise.conclusion.appeal", user=by)
    tell_appealed(conclusion)
    return conclusion


@transaction.atomic
def decide_appeal(*, conclusion, by, granted, answer):
    """Let a chair, another than the signer where there is one, decide on an appeal; return the Conclusion.

    `granted` (bool): the app that keeps the work opens a new round in the same transaction. Raises ActionRefused,
    AlreadyDecided, ConclusionRefused without an answer.
    """
    conclusion = _locked(conclusion)
    demand_decision(by, "decide_appeal", conclusion)
    state = AppealState.GRANTED if granted else AppealState.REFUSED
    if conclusion.state != ConclusionState.SIGNED or state not in APPEAL_MOVES.get(conclusion.appeal_state, ()):
        note_refusal(conclusion, conclusion.appeal_state or conclusion.state, state)
        raise AlreadyDecided
    missing = _("Напишите автору, почему решили так.")
    conclusion.appeal_answer = demand_words(answer, Conclusion.appeal_answer, ConclusionRefused, missing)
    conclusion.appeal_state = state
    conclusion.appeal_decided_at, conclusion.appeal_decided_by = timezone.now(), by
    conclusion.save()
    log(instance=conclusion, action="expertise.conclusion.decide_appeal", user=by, data={"granted": granted})
    tell_appeal_decided(conclusion)
    if granted and conclusion.round.page is not None:
        page = conclusion.round.page.specific
        reviewable_of(page).appeal_granted(conclusion, by)
    return conclusion


def is_appealed(round):
    """Tell whether the work of `round` was appealed before, in this round or in another."""
    appealed = Conclusion.objects.exclude(appeal_state="")
    return (
        appealed.filter(round__page=round.page_id).exists() if round.page_id else appealed.filter(round=round).exists()
    )


def _locked(conclusion):
    return Conclusion.objects.select_for_update(of=("self",)).select_related("round__page").get(pk=conclusion.pk)
