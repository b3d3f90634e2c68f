"""Verbs of the methodist's first look (D1.4–5)."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import demand
from expertise.models import ReviewRound
from home.said import demand_words
from library.desk.moves import MoveRefused, kind_of, move
from library.desk.telling import tell_author
from library.models import Submission, SubmissionReturn
from library.schemes import needs_review, scheme_for
from library.submission_enums import ReturnStep, SubmissionState

# The methodist decides while the work is before him: what the chair has signed or the editor has is not his to move.
AT_CHECK = frozenset({SubmissionState.CHECKING})
# Where a work stands when it is sent back at a step.
STANDS_AT = {
    ReturnStep.CHECK: AT_CHECK,
    ReturnStep.REVIEW: frozenset({SubmissionState.DECIDED}),
    ReturnStep.EDITS: frozenset({SubmissionState.DECIDED, SubmissionState.CONFIRMING}),
    ReturnStep.EDITING: frozenset({SubmissionState.EDITING}),
}


def claim_submission(*, submission, by):
    """Take the work out of the common queue, or back when its round was cancelled: `by` looks at it.

    Raises ActionRefused, MoveRefused when somebody has it or experts judge it.
    """
    demand(by, "check", submission)
    if ReviewRound.objects.open().filter(page_id=submission.page_id, page__isnull=False).exists():
        raise MoveRefused(_("Работу судят эксперты: взять её себе можно, когда круг отменён."))
    return move(submission=submission, state=SubmissionState.CHECKING, by=by, claimed_by=by)


def release_submission(*, submission, by):
    """Put the work back into the queue. Raises ActionRefused, MoveRefused."""
    demand(by, "check", submission)
    return move(submission=submission, state=SubmissionState.SUBMITTED, by=by, only_from=AT_CHECK, claimed_by=None)


@transaction.atomic
def return_submission(*, submission, by, remarks):
    """Send the work back to its author with what is to be mended. Raises ActionRefused, MoveRefused (also for no words)."""
    demand(by, "check", submission)
    _demand_claim(submission, by)
    send_back(submission=submission, step=ReturnStep.CHECK, by=by, remarks=demand_remarks(remarks))
    tell_author(submission=submission, about="returned")
    return submission


@transaction.atomic
def pass_to_editor(*, submission, by):
    """Let a work of a kind that needs no review go on to the editor. Raises ActionRefused, MoveRefused."""
    demand(by, "check", submission)
    _demand_claim(submission, by)
    kind = kind_of(submission)
    if needs_review(kind.pk if kind else None):
        raise MoveRefused(_("Работы этого вида идут к редактору через экспертизу."))
    move(submission=submission, state=SubmissionState.EDITING, by=by, only_from=AT_CHECK)
    tell_author(submission=submission, about="passed")
    return submission


@transaction.atomic
def pass_to_experts(*, submission, by, rubric=None, experts=None):
    """Open the round over the work's last version; return the ReviewRound. `rubric` and `experts` (how many) are the scheme's
    unless the methodist says otherwise. Raises ActionRefused, MoveRefused when there is no rubric, and what open_round does.
    """
    from library.desk.review import open_round_for

    demand(by, "check", submission)
    _demand_claim(submission, by)
    scheme = scheme_for(kind_of(submission))
    rubric = rubric or scheme.rubric
    if rubric is None:
        raise MoveRefused(_("Выберите лист оценки: для этого вида работ центр его не назначил."))
    move(submission=submission, state=SubmissionState.IN_REVIEW, by=by, only_from=AT_CHECK)
    opened = open_round_for(submission=submission, by=by, rubric=rubric, experts=experts or scheme.experts)
    tell_author(submission=submission, about="in_review")
    return opened


@transaction.atomic
def refuse_submission(*, submission, by, reason):
    """Close what is no methodical work (an advertisement, somebody else's text) with the reason that its author reads.

    Raises ActionRefused, MoveRefused (also for no words).
    """
    demand(by, "check", submission)
    _demand_claim(submission, by)
    missing = _("Напишите автору, почему работа не принята.")
    close_reason = demand_words(reason, Submission.close_reason, MoveRefused, missing)
    move(submission=submission, state=SubmissionState.REJECTED, by=by, only_from=AT_CHECK, close_reason=close_reason)
    tell_author(submission=submission, about="rejected")
    return submission


def demand_remarks(remarks):
    """Return what a person has written for the author as it is kept. Raises MoveRefused for no words and for too many."""
    missing = _("Напишите, что исправить: автор прочтёт именно это.")
    return demand_words(remarks, SubmissionReturn.remarks, MoveRefused, missing)


def send_back(*, submission, step, by, remarks):
    """Move the work to its author and keep who said what at which `step` (a ReturnStep), a whole conclusion too.

    Raises MoveRefused where the work does not stand there.
    """
    with transaction.atomic():
        data = {"step": str(step)}
        move(submission=submission, state=SubmissionState.RETURNED, by=by, only_from=STANDS_AT[step], data=data)
        SubmissionReturn.objects.create(
            submission=submission, version=submission.versions.first(), step=step, by=by, remarks=remarks
        )


def _demand_claim(submission, by):
    # Who decides is who has read it: of two methodists at one work the second is told whose it is.
    if submission.state == SubmissionState.CHECKING and submission.claimed_by_id != by.pk:
        raise MoveRefused(_("Работу смотрит другой методист. Возьмите её себе или поговорите с коллегой."))
