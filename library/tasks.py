"""Background work of the library."""

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from files.sniffing import EXTRACTABLE
from library import prefilling
from library.editions import compiling
from library.enums import WORKING
from library.importing.grip import HOLD, left_batches
from library.importing.work import go_on
from library.links.checking import check_some


@task(backend="background", queue_name="links")
def check_links_task():
    """Look at some links to other sites."""
    check_some()


# Before the reading of files: an import that waits for the files it has brought would never end.
@task(backend="background", queue_name="import", priority=10)
def import_task(batch_id):
    """Go on with one import for a stretch, then queue the next one."""
    if go_on(batch_id):
        import_task.enqueue(batch_id)


@task(backend="background", queue_name="submissions", priority=20)
def look_at_file_task(entry_id):
    """Look over one file of a draft: what the author waits for comes before the rest."""
    prefilling.look_at(entry_id)


def look_at_file(entry):
    """Ask for the report on a SubmissionFile, at once where nothing is to be read; else its reading asks."""
    if entry.file.kind not in EXTRACTABLE:
        transaction.on_commit(lambda: look_at_file_task.enqueue(entry.pk))


def wake_imports():
    """Ask the worker to go on with batches whose worker died, and with those whose task was lost; a timer."""
    waiting = _asked()
    woken = [pk for pk in left_batches() if pk not in waiting]
    for pk in woken:
        import_task.enqueue(pk)
    return len(woken)


def is_left_waiting(batch, now=None):
    """Tell whether no worker has taken up a batch with work to do, or given a sign of life at it, for longer than HOLD."""
    now = now or timezone.now()
    if batch.state not in WORKING:
        return False
    if batch.held_until:
        return batch.held_until < now
    asked_at = _asked().get(batch.pk)
    return asked_at is not None and asked_at < now - HOLD


def _asked():
    """Return {key of a batch: when the worker was asked to go on with it} of what it has not begun."""
    ready = DBTaskResult.objects.ready().filter(task_path=import_task.module_path)
    rows = ready.values_list("args_kwargs", "enqueued_at")
    return {args_kwargs["args"][0]: asked_at for args_kwargs, asked_at in rows}


@task(backend="background", queue_name="editions")
def compile_edition_task(page_id):
    """Make the PDF of one collection or issue."""
    compiling.compile_edition(page_id=page_id)
