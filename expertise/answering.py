"""The author's answers to remarks: done and where, or declined and why; all of them before a new version is sent."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import demand
from expertise.enums import MENDED_AFTER, AnswerKind, AssignmentState, ConclusionState
from expertise.models import Remark, RemarkAnswer, ReviewRound
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused
from home.said import demand_words


@transaction.atomic
def answer_remark(*, remark, by, kind, text):
    """Keep the author's answer to `remark` (`kind` is an AnswerKind); return the RemarkAnswer.

    It may be changed until the new version is judged or confirmed. Raises ActionRefused, AlreadyDecided when it is too
    late or too early, ConclusionRefused without words or for too many.
    """
    remark = Remark.objects.select_related("assignment__round__page", "assignment__round__conclusion").get(pk=remark.pk)
    demand(by, "answer", remark)
    if remark.assignment.state != AssignmentState.SUBMITTED or not may_answer_remarks(remark.assignment.round):
        raise AlreadyDecided
    missing = _("Отметьте, исправлено ли, и напишите, где или почему нет.")
    if kind not in AnswerKind.values:
        raise ConclusionRefused(missing)
    text = demand_words(text, RemarkAnswer.text, ConclusionRefused, missing)
    answer, _created = RemarkAnswer.objects.update_or_create(remark=remark, defaults={"kind": kind, "text": text})
    return answer


def may_answer_remarks(round):
    """Tell whether the author is mending the work after `round`: it was returned, and no later round has begun."""
    conclusion = getattr(round, "conclusion", None)
    return (
        conclusion is not None
        and conclusion.state == ConclusionState.SIGNED
        and conclusion.verdict in MENDED_AFTER
        and conclusion.edits_confirmed_at is None
        and not ReviewRound.objects.filter(page=round.page_id, number__gt=round.number).exists()
    )


def unanswered_remarks(round):
    """Return the remarks of `round` that the author has not answered: a resubmission waits for all, wishes too."""
    return Remark.objects.sent().unanswered().filter(assignment__round=round)
