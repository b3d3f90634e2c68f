"""A work's move by the centre: the one move of `library.submission_moves`, and the workflow of its page follows."""

from django.db import transaction

from library.desk.flow import follow
from library.submission_errors import MoveRefused
from library.submission_moves import move_submission

__all__ = ["MoveRefused", "kind_of", "move"]


@transaction.atomic
def move(*, submission, state, by, only_from=None, data=None, due_on=None, **changes):
    """Bring `submission` into `state` (a SubmissionState) with `changes` of its fields and return it, brought up to date.

    The move and the workflow's step are one transaction: neither is without the other. `by` is None for the clock and for what
    a signed conclusion brings. Raises MoveRefused outside of SUBMISSION_MOVES and, where the verb names them, of `only_from`.
    """
    action = f"library.submission.{state}"
    work = move_submission(
        submission=submission, to=state, by=by, action=action, only_from=only_from, data=data, due_on=due_on, **changes
    )
    for name in ("state", "state_since", "due_on", *changes):
        setattr(submission, name, getattr(work, name))
    follow(submission)
    return submission


def kind_of(submission):
    """Return the MaterialKind of the work as it was sent last, None where it has none."""
    page = submission.page
    return page.specific.get_latest_revision_as_object().kind if page is not None else None
