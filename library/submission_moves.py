"""The one place where a work changes its state."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.changes import note_changes
from home.working_days import add_working_days
from library.models import Submission
from library.schemes import scheme_of
from library.submission_enums import SUBMISSION_MOVES, ReturnStep, SubmissionState
from library.submission_errors import MoveRefused

logger = logging.getLogger(__name__)
# Where a returned work goes next: to the step that has returned it.
AFTER_RETURN = {
    ReturnStep.CHECK: SubmissionState.SUBMITTED,
    ReturnStep.REVIEW: SubmissionState.IN_REVIEW,
    ReturnStep.EDITS: SubmissionState.CONFIRMING,
    ReturnStep.EDITING: SubmissionState.EDITING,
}
# Whose term counts in a state: fields of ReviewScheme.
TERMS = {
    SubmissionState.SUBMITTED: "check_days",
    SubmissionState.CHECKING: "check_days",
    SubmissionState.RETURNED: "author_days",
    SubmissionState.DECIDED: "author_days",
    SubmissionState.CONFIRMING: "check_days",
    SubmissionState.EDITING: "edit_days",
}


def lock_submission(submission):
    """Return the work as the database has it now, locked until the end of the transaction."""
    return Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)


@transaction.atomic
def move_submission(*, submission, to, by, action, only_from=None, due_on=None, data=None, **changes):
    """Carry the work over to the state `to`, write `changes` of its fields and log `action`; return it as it is stored.

    Who may is the calling verb's to ask. `only_from` (SubmissionStates) narrows the table to the verb's own step: the same
    move may be one person's deed in one state and another's in the next. `due_on` (a date) is the end of the new turn; where
    it is None, the term of the kind's scheme counts from today. `data` goes into the log, without words of the work. Raises
    MoveRefused for a move that SUBMISSION_MOVES or `only_from` does not know, whichever of two windows comes second.
    """
    work = lock_submission(submission)
    is_in_turn = only_from is None or work.state in only_from
    if to not in SUBMISSION_MOVES[SubmissionState(work.state)] or not is_in_turn:
        logger.warning("Refused move of work %s: %s → %s by %s", work.pk, work.state, to, getattr(by, "pk", None))
        raise MoveRefused(
            str(_("Сейчас работа в состоянии «%s», это действие уже не нужно.")) % work.get_state_display()
        )
    before, work.state, work.state_since = work.state, to, timezone.now()
    work.due_on = due_on or _term(work, to)
    for name, value in changes.items():
        setattr(work, name, value)
    work.save()
    if work.page_id:
        note_changes([work.page_id])
    log(instance=work, action=action, user=by, data={"from": str(before), "to": str(to), **(data or {})})
    return work


def _term(work, state):
    name = TERMS.get(SubmissionState(state))
    if name is None:
        return None
    return add_working_days(timezone.localdate(), getattr(scheme_of(work.card.get("kind")), name))
