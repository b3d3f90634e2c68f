"""Verbs about time: more days for an expert, an end of waiting, a review taken up again."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from community.activity import withdraw_activity
from community.enums import ActivityKind
from expertise.enums import POSTPONEMENT_MOVES, AssignmentState, PostponementState
from expertise.errors import MoveRefused, PostponementRefused, ReasonMissing
from expertise.guest_keys import issue_key
from expertise.models import ExpertAssignment, Postponement
from expertise.moving import lock_open_round, move_assignment, note_refusal
from expertise.round_rules import demand_manage, demand_own
from expertise.telling import (
    tell_expert_released,
    tell_postponement,
    tell_postponement_asked,
    tell_reopened,
)
from home.said import demand_words
from home.working_days import add_working_days

# Nobody waits longer than this for one review.
LONGEST_DELAY = timedelta(days=60)


def ask_postponement(*, assignment, by, until, reason):
    """Ask for more days, `until` a date; return the Postponement. One request waits at a time.

    Raises ActionRefused, ReasonMissing, PostponementRefused, RoundClosed.
    """
    demand_own(by, assignment, "review")
    reason = demand_words(reason, Postponement.reason, ReasonMissing, _("Скажите коротко, почему нужен другой срок."))
    with transaction.atomic():
        lock_open_round(assignment.round_id)
        assignment.refresh_from_db(fields=["state", "work_due_on"])
        if assignment.state != AssignmentState.ACCEPTED:
            raise PostponementRefused(_("Срок переносят, пока отзыв в работе."))
        latest = max(timezone.localdate(), assignment.work_due_on) + LONGEST_DELAY
        latest = min(latest, assignment.round.last_day or latest)
        if not max(assignment.work_due_on, timezone.localdate() - timedelta(days=1)) < until <= latest:
            raise PostponementRefused(
                _("Новый срок должен быть позже нынешнего и не дальше %s.") % latest.strftime("%d.%m.%Y")
            )
        postponement = _ask(assignment, until, reason)
        log(instance=assignment, action="expertise.postponement.ask")
        tell_postponement_asked(postponement)
    return postponement


def decide_postponement(*, postponement, by, grant):
    """Grant the days (`grant` true) or refuse. Raises ActionRefused, MoveRefused, RoundClosed."""
    assignment = postponement.assignment
    demand_manage(by, assignment.round)
    state = PostponementState.GRANTED if grant else PostponementState.REFUSED
    sources = [source for source, targets in POSTPONEMENT_MOVES.items() if state in targets]
    with transaction.atomic():
        lock_open_round(assignment.round_id)
        rows = Postponement.objects.filter(pk=postponement.pk, state__in=sources)
        if not rows.update(state=state, decided_by=by, decided_at=timezone.now()):
            postponement.refresh_from_db(fields=["state"])
            note_refusal(postponement, postponement.state, state)
            raise MoveRefused(_("На эту просьбу уже ответили."))
        postponement.refresh_from_db(fields=["state", "decided_by", "decided_at"])
        if grant:
            waiting = ExpertAssignment.objects.filter(pk=assignment.pk, state=AssignmentState.ACCEPTED)
            if not waiting.update(work_due_on=postponement.until):
                raise MoveRefused(_("Отзыв уже не в работе: срок менять незачем."))
            assignment.refresh_from_db(fields=["work_due_on"])
        log(instance=assignment, action=f"expertise.postponement.{state}", user=by)
        tell_postponement(postponement)


def dismiss_expert(*, assignment, by, reason):
    """Wait for this expert no longer. Raises ActionRefused, ReasonMissing, MoveRefused, RoundClosed."""
    demand_manage(by, assignment.round)
    missing = _("Напишите, почему эксперт освобождён: он прочтёт это в письме.")
    reason = demand_words(reason, ExpertAssignment.reason, ReasonMissing, missing)
    with transaction.atomic():
        move_assignment(assignment, AssignmentState.DISMISSED, reason=reason)
        log(instance=assignment, action="expertise.expert.dismiss", user=by, data={"reason": reason})
        tell_expert_released(assignment, reason)


def reopen_review(*, assignment, by, reason):
    """Give the work back to its expert with new days: a sent review to be amended, one who declined or was dismissed anew.

    Who had accepted goes on where the sheet stands, others are invited again. Raises ActionRefused, ReasonMissing,
    MoveRefused, RoundClosed.
    """
    demand_manage(by, assignment.round)
    if not reason.strip():
        raise ReasonMissing(_("Напишите эксперту, что нужно сделать."))
    today, round = timezone.localdate(), assignment.round
    goes_on = assignment.accepted_at is not None and assignment.state != AssignmentState.DECLINED
    with transaction.atomic():
        if goes_on:
            state, sources = AssignmentState.ACCEPTED, {AssignmentState.SUBMITTED, AssignmentState.DISMISSED}
            fields = {"work_due_on": add_working_days(today, round.work_days)}
        else:
            state, sources = AssignmentState.INVITED, None
            fields = {"answer_due_on": add_working_days(today, round.answer_days), "invited_at": timezone.now()}
        move_assignment(assignment, state, only_from=sources, reason="", **fields)
        withdraw_activity(kind=ActivityKind.REVIEW_SUBMITTED, target=assignment)
        if assignment.is_guest:
            issue_key(assignment)
            assignment.save(update_fields=["key_turn", "key_hash", "key_expires_at"])
        log(instance=assignment, action="expertise.review.reopen", user=by, data={"reason": reason.strip()})
        tell_reopened(assignment, reason.strip())


def _ask(assignment, until, reason):
    try:
        with transaction.atomic():
            return Postponement.objects.create(assignment=assignment, until=until, reason=reason)
    except IntegrityError as error:
        raise PostponementRefused(_("Вы уже попросили о переносе: методист скоро ответит.")) from error
