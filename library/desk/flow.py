"""How a work's page walks through Wagtail's workflow: after the submission's own state, never before it.

The state of the Submission is the truth. The workflow shows it to editors, locks the page, and must never stop the way: where an
administrator has switched it off, or somebody has cancelled it, the next move starts it anew at the right step. No move
names a person: Wagtail's own mails and history would tell the author who it was (design §7).
"""

from wagtail.models import TaskState, WorkflowState

from library.models import EditorialCheckTask, ExpertReviewTask, MethodistCheckTask
from library.models.workflow import work_workflow
from library.submission_enums import SubmissionState

STEPS = {
    SubmissionState.SUBMITTED: MethodistCheckTask,
    SubmissionState.CHECKING: MethodistCheckTask,
    SubmissionState.IN_REVIEW: ExpertReviewTask,
    SubmissionState.DECIDED: ExpertReviewTask,
    SubmissionState.CONFIRMING: ExpertReviewTask,
    SubmissionState.EDITING: EditorialCheckTask,
}


def follow(submission):
    """Bring the workflow of the submission's page to where `submission` stands; nothing where there is no page or workflow."""
    page = submission.page
    if page is None:
        return
    page = page.specific
    if submission.state == SubmissionState.RETURNED:
        _send_back(page)
    elif submission.state in STEPS:
        _bring_to(page, STEPS[submission.state])
    elif submission.state == SubmissionState.PUBLISHED:
        _end(page)
    else:
        _cancel(page)


def _send_back(page):
    state = _current_task(page)
    if state is not None:
        state.reject()


def _bring_to(page, step):
    state = _usable_state(page, step) or _start(page)
    while state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        current = state.current_task_state
        if not _is_before(current, step):
            # There, or beyond where an administrator has taken the step out: the submission's own state guards the work.
            return
        current.specific.approve()
        state.refresh_from_db()


def _usable_state(page, step):
    """Return the page's workflow in progress if it stands at `step` or before it; what stands elsewhere is ended."""
    state = page.current_workflow_state
    if state is None:
        return None
    current = state.current_task_state
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES and _is_of(current, step):
        state.resume()
        return state
    if state.status == WorkflowState.STATUS_IN_PROGRESS and (_is_of(current, step) or _is_before(current, step)):
        return state
    state.cancel()
    return None


def _start(page):
    # Wagtail's mails and history name the sender: there is none.
    workflow = work_workflow()
    return workflow.start(page, user=None) if workflow is not None else None


ORDER = [MethodistCheckTask, ExpertReviewTask, EditorialCheckTask]


def _is_before(task_state, step):
    return any(_is_of(task_state, kind) for kind in ORDER[: ORDER.index(step)])


def _is_of(task_state, step):
    return task_state is not None and isinstance(task_state.task.specific, step)


def _current_task(page):
    state = page.current_workflow_task_state
    return state if state is not None and state.status == TaskState.STATUS_IN_PROGRESS else None


def _end(page):
    state = _current_task(page)
    if state is not None:
        state.approve(update=True)


def _cancel(page):
    state = page.current_workflow_state
    if state is not None:
        state.cancel()
