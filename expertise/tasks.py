"""Background work of the review."""

from django_tasks import task

from expertise.clean_files import make_copies
from expertise.enums import CleanState
from expertise.models import ReviewRound, RoundFile


@task(backend="background", queue_name="files", priority=5)
def make_clean_copies_task(round_id):
    """Make the copies without names of one round's files."""
    make_copies(round=ReviewRound.objects.get(pk=round_id))


def wake_clean_copies():
    """Ask the worker again for copies whose task was lost; a timer. Returns the number of rounds."""
    waiting = RoundFile.objects.filter(clean_state=CleanState.WAITING, round__state="open")
    rounds = list(waiting.order_by("round").values_list("round", flat=True).distinct())
    for round_id in rounds:
        make_clean_copies_task.enqueue(round_id)
    return len(rounds)
