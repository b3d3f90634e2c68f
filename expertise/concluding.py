"""Verbs of the conclusion up to the signature (B.18, design §7): draw up, return, sign."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.numbering import next_number
from expertise.deciding import demand_decision, is_chair
from expertise.enums import AssignmentState, ConclusionState, Recommendation, RoundPurpose, RoundState
from expertise.models import Conclusion, ExpertAssignment, ReviewRound
from expertise.moving import note_refusal
from expertise.naming import named_experts
from expertise.outcome import compose, facts_of
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused, DraftHasChanged, NotEnoughReviews
from expertise.outcome_telling import tell_offered, tell_released, tell_returned, tell_signed
from expertise.pdf_asking import ask_for_pdf
from expertise.reviewable import reviewable_of
from home.changes import note_changes
from home.said import demand_words


@transaction.atomic
def draft_conclusion(*, round, verdict, text, summary, by, reason="", offer=True, draft_number=None):
    """Keep the methodist's draft for `round`, made anew or changed; return the Conclusion.

    `reason` is why fewer reviews than wanted are enough; with `offer` the draft goes to the chair, else it stays with the
    methodist. `draft_number` is that of the draft as `by` has read it (None: do not ask). Raises ActionRefused,
    NotEnoughReviews, AlreadyDecided when the round is over, DraftHasChanged when somebody has changed it meanwhile,
    ConclusionRefused for an empty text and for one that names a hidden expert.
    """
    round = ReviewRound.objects.select_for_update().get(pk=round.pk)
    conclusion = Conclusion.objects.filter(round=round).first() or Conclusion(round=round)
    demand_decision(by, "draft", conclusion)
    if round.state != RoundState.OPEN or conclusion.state != ConclusionState.DRAFT:
        raise AlreadyDecided
    if round.purpose == RoundPurpose.PUBLIC:
        raise ConclusionRefused(_("Общественная экспертиза заключения не даёт: её итоги публикуют на странице работы."))
    if _is_kept(conclusion, by, draft_number, (verdict, text.strip(), summary.strip()), offer):
        return conclusion
    _demand_same(conclusion, draft_number)
    if not text.strip() or verdict not in Recommendation.values:
        raise ConclusionRefused(_("Выберите вердикт и напишите текст заключения."))
    conclusion.early_reason = reason.strip()
    _demand_reviews(compose(round), conclusion.early_reason)
    _demand_no_names(round, f"{text}\n{summary}")
    conclusion.verdict, conclusion.text, conclusion.summary = verdict, text.strip(), summary.strip()
    conclusion.drafted_by, conclusion.offered_at = by, timezone.now() if offer else None
    conclusion.draft_number += 1
    conclusion.save()
    log(instance=conclusion, action="expertise.conclusion.draft", user=by, data={"offered": offer})
    if offer:
        tell_offered(conclusion)
    return conclusion


@transaction.atomic
def return_draft(*, conclusion, by, words):
    """Let the chair `by` send a draft back to its methodist with `words`; return the Conclusion.

    Raises ActionRefused, AlreadyDecided when it is signed or not offered, ConclusionRefused without words.
    """
    conclusion = _locked(conclusion)
    demand_decision(by, "return", conclusion)
    if conclusion.state != ConclusionState.DRAFT or conclusion.offered_at is None:
        raise AlreadyDecided
    missing = _("Напишите методисту, что поправить.")
    conclusion.return_words = demand_words(words, Conclusion.return_words, ConclusionRefused, missing)
    conclusion.returned_at, conclusion.offered_at = timezone.now(), None
    conclusion.draft_number += 1
    conclusion.save()
    log(instance=conclusion, action="expertise.conclusion.return", user=by)
    tell_returned(conclusion)
    return conclusion


@transaction.atomic
def sign_conclusion(*, conclusion, by, draft_number=None):
    """Let the chair `by` sign: number, facts and signature are frozen, the round is over; return the Conclusion.

    `draft_number` is that of the draft the chair has read (None: do not ask). Of two chairs one wins, the other's call
    raises AlreadyDecided; so does a second click. Raises ActionRefused, DraftHasChanged, NotEnoughReviews when reviews
    were reopened since, ConclusionRefused when the draft is with its methodist or the work is gone.
    """
    conclusion = _locked(conclusion)
    demand_decision(by, "sign", conclusion)
    _demand_signable(conclusion, by, draft_number)
    outcome = compose(conclusion.round)
    _demand_reviews(outcome, conclusion.early_reason)
    now = timezone.now()
    _close_round(conclusion.round, now)
    conclusion.state, conclusion.year = ConclusionState.SIGNED, timezone.localdate(now).year
    conclusion.number = next_number(f"conclusion-{conclusion.year}")
    conclusion.facts = facts_of(outcome, conclusion.verdict)
    conclusion.signed_by, conclusion.signed_at = by, now
    conclusion.signer_name, conclusion.signer_role = by.get_full_name()[:200], str(Role.CHAIR.value)
    if conclusion.verdict == Recommendation.RECOMMEND:
        conclusion.digest = conclusion.round.digest
    conclusion.save()
    _finish_signing(conclusion, by)
    return conclusion


def _finish_signing(conclusion, by):
    page = conclusion.round.page.specific
    log(instance=conclusion, action="expertise.conclusion.sign", user=by, data={"number": conclusion.label})
    tell_signed(conclusion)
    reviewable_of(page).concluded(conclusion, by)
    note_changes([page.pk])
    ask_for_pdf(conclusion)


def _demand_signable(conclusion, by, draft_number):
    # A superuser passes every rule, but a signature is that of the role.
    if not is_chair(by):
        raise ActionRefused(_("Подписывает председатель экспертного совета."))
    if conclusion.state != ConclusionState.DRAFT or conclusion.round.state != RoundState.OPEN:
        note_refusal(conclusion, conclusion.state, ConclusionState.SIGNED)
        raise AlreadyDecided
    if conclusion.offered_at is None:
        raise ConclusionRefused(_("Проект у методиста: его ещё не передали на подпись."))
    if conclusion.round.page is None:
        raise ConclusionRefused(_("Работы больше нет на сайте: подписывать нечего."))
    if not by.get_full_name():
        raise ConclusionRefused(_("Укажите в кабинете своё имя: им подписывается заключение."))
    _demand_same(conclusion, draft_number)


def _close_round(round, now):
    """End the round and let go the experts who still work; their links and drafts lead nowhere any more."""
    ended = ReviewRound.objects.filter(pk=round.pk, state=RoundState.OPEN)
    if not ended.update(state=RoundState.CONCLUDED, closed_at=now):
        raise AlreadyDecided
    round.state, round.closed_at = RoundState.CONCLUDED, now
    late = list(ExpertAssignment.objects.filter(round=round).unfinished().select_related("expert"))
    ExpertAssignment.objects.filter(pk__in=[row.pk for row in late]).update(
        state=AssignmentState.DISMISSED, reason=_("Круг завершён заключением.")
    )
    tell_released(late)


def _demand_no_names(round, text):
    if named := named_experts(text, round):
        words = _("В тексте названо имя, которого автор не должен знать: %s. Уберите его.")
        raise ConclusionRefused(words % ", ".join(named))


def _locked(conclusion):
    # The round first, as in every other verb: a review that is being sent is either in the facts or too late.
    ReviewRound.objects.select_for_update().get(pk=conclusion.round_id)
    return Conclusion.objects.select_for_update(of=("self",)).select_related("round__page").get(pk=conclusion.pk)


def _is_kept(conclusion, by, draft_number, words, offer):
    """Tell whether this is the second click of the person who has just kept the very same draft."""
    known = (conclusion.verdict, conclusion.text, conclusion.summary)
    just_kept = draft_number is not None and draft_number == conclusion.draft_number - 1
    return just_kept and conclusion.drafted_by == by and known == words and bool(conclusion.offered_at) == offer


def _demand_same(conclusion, draft_number):
    if draft_number is not None and draft_number != conclusion.draft_number:
        raise DraftHasChanged


def _demand_reviews(outcome, reason):
    if not outcome.reviews or (not outcome.is_enough and not reason):
        raise NotEnoughReviews(len(outcome.reviews), outcome.round.experts_wanted)
