"""The one way a work on its way changes its state (rule §3.6)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from home.working_days import add_working_days
from library.desk.flow import follow
from library.models import Submission
from library.schemes import scheme_for
from library.submission_enums import SUBMISSION_MOVES, SubmissionState

# Working days in which the author may look at a conclusion that recommends the work before it goes on to the editor.
AUTHOR_LOOK_DAYS = 3


class MoveRefused(Exception):
    """The work cannot go from its state into the wanted one, or lacks what the move needs; the text is for people."""


@transaction.atomic
def move(*, submission, state, by, data=None, **changes):
    """Bring `submission` into `state` (a SubmissionState) with the other `changes` of its fields; return it, fresh and saved.

    Within one transaction: the row is locked and its state read anew (of two deciders the second is refused), the due date
    is counted in working days by the scheme of its kind, the workflow of the page follows, the log says who (None: the
    clock or the experts' conclusion). `data` goes into the log. Raises MoveRefused outside of SUBMISSION_MOVES.
    """
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if state not in SUBMISSION_MOVES[SubmissionState(current.state)]:
        log(instance=current, action="library.submission.refused", user=by, data={"wanted": str(state)})
        raise MoveRefused(
            _("Работа «%(now)s»: перевести её в «%(wanted)s» нельзя. Обновите страницу.")
            % {"now": current.get_state_display(), "wanted": SubmissionState(state).label}
        )
    now = timezone.now()
    for name, value in {**changes, "state": state, "state_since": now, "due_on": due_on(current, state, now)}.items():
        setattr(submission, name, value)
    submission.save(update_fields=[*changes, "state", "state_since", "due_on"])
    follow(submission)
    log(instance=submission, action=f"library.submission.{state}", user=by, data=data)
    return submission


def due_on(submission, state, now):
    """Return until when the step that begins `now` should end (a date), None for steps without a date."""
    scheme = scheme_for(kind_of(submission))
    days = {
        SubmissionState.SUBMITTED: scheme.check_days,
        SubmissionState.CHECKING: scheme.check_days,
        SubmissionState.RETURNED: scheme.author_days,
        SubmissionState.IN_REVIEW: scheme.answer_days + scheme.work_days,
        SubmissionState.DECIDED: AUTHOR_LOOK_DAYS,
        SubmissionState.CONFIRMING: scheme.check_days,
        SubmissionState.EDITING: scheme.edit_days,
    }.get(SubmissionState(state))
    return None if days is None else add_working_days(timezone.localdate(now), days)


def kind_of(submission):
    """Return the MaterialKind of the work as it was sent last, None where it has none."""
    page = submission.page
    return page.get_latest_revision_as_object().kind if page is not None else None
