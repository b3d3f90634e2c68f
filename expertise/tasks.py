"""Background work of the review."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from expertise.clean_files import make_copies
from expertise.enums import CleanState, RoundState
from expertise.models import ReviewRound, RoundFile

UNFINISHED = ("READY", "RUNNING")


@task(backend="background", queue_name="files", priority=5)
def make_clean_copies_task(round_id):
    """Make the copies without names of one round's files."""
    make_copies(round=ReviewRound.objects.get(pk=round_id))


def wake_clean_copies():
    """Ask the worker again for copies whose task was lost; a timer. Returns the number of rounds."""
    waiting = RoundFile.objects.filter(clean_state=CleanState.WAITING, round__state=RoundState.OPEN)
    asked = DBTaskResult.objects.filter(status__in=UNFINISHED, task_path=make_clean_copies_task.module_path)
    known = {row.args_kwargs["args"][0] for row in asked}
    rounds = sorted(set(waiting.values_list("round", flat=True)) - known)
    for round_id in rounds:
        make_clean_copies_task.enqueue(round_id)
    return len(rounds)
