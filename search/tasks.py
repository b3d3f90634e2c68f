"""Background work of search."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from search import indexing


# Before an import (10): what is new must be found while an old archive still comes in.
@task(backend="background", queue_name="search", priority=20)
def index_task():
    """Bring the index up to the queue."""
    indexing.catch_up()


def wake_indexer():
    """Ask the worker to index, unless it has been asked and has not begun."""
    if not DBTaskResult.objects.ready().filter(task_path=index_task.module_path).exists():
        index_task.enqueue()
