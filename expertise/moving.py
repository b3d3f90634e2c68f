"""The one way an assignment changes its state: a conditional update by the table of moves, so that of two acts one wins."""

import logging

from django.utils.translation import gettext as _

from expertise.enums import ASSIGNMENT_MOVES, AssignmentState, RoundState
from expertise.errors import MoveRefused, RoundClosed
from expertise.models import ExpertAssignment, ReviewRound

logger = logging.getLogger(__name__)


def note_refusal(row, now, wanted):
    """Write into the server's log that `row` was asked for a move from `now` to `wanted` that its table does not know.

    By key alone: the log is read by more people than may know who is who.
    """
    logger.warning("Refused move of %s %s: %s → %s", row._meta.label, row.pk, now, wanted)


def lock_open_round(round_id):
    """Hold the row of a round until the transaction ends, so that acts in one round come one after another.

    SQLite's transactions queue by themselves. Raises RoundClosed.
    """
    state = ReviewRound.objects.select_for_update().values_list("state", flat=True).get(pk=round_id)
    if state != RoundState.OPEN:
        raise RoundClosed(_("Этот круг уже завершён или отменён."))


def move_assignment(assignment, state, *, only_from=None, where=None, **fields):
    """Move `assignment` into `state` while its round goes on, and bring the object up to date; the caller's transaction.

    `only_from` are the states it may come from (else all that the table allows), `where` narrows the row further
    ({lookup: value}), `fields` are stored with the move. Raises RoundClosed; MoveRefused when the table does not allow the
    move, or somebody was faster.
    """
    lock_open_round(assignment.round_id)
    sources = {source for source, targets in ASSIGNMENT_MOVES.items() if state in targets}
    sources &= set(only_from or sources)
    rows = ExpertAssignment.objects.filter(pk=assignment.pk, state__in=sources, **(where or {}))
    if not rows.update(state=state, **fields):
        assignment.refresh_from_db(fields=["state"])
        note_refusal(assignment, assignment.state, state)
        raise MoveRefused(
            _("Так сделать уже нельзя: экспертиза в состоянии «%s». Обновите страницу.")
            % AssignmentState(assignment.state).label
        )
    assignment.refresh_from_db(fields=["state", *fields])
