"""Background work of the library."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from library.editions import compiling
from library.importing.work import go_on
from library.links.checking import check_some
from library.models import ImportBatch


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


def wake_imports():
    """Ask the worker to go on with batches whose worker died, and with those whose task was lost; a timer."""
    asked = DBTaskResult.objects.ready().filter(task_path=import_task.module_path)
    waiting = {args_kwargs["args"][0] for args_kwargs in asked.values_list("args_kwargs", flat=True)}
    woken = [pk for pk in ImportBatch.objects.abandoned().values_list("pk", flat=True) if pk not in waiting]
    for pk in woken:
        import_task.enqueue(pk)
    return len(woken)


@task(backend="background", queue_name="editions")
def compile_edition_task(page_id):
    """Make the PDF of one collection or issue."""
    compiling.compile_edition(page_id=page_id)
