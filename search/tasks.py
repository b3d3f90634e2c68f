"""Background work of search."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from search import indexing


@task(backend="background", queue_name="search")
def index_task():
    """Bring the index up to the queue."""
    indexing.catch_up()


def wake_indexer():
    """Ask the worker to index, unless it has been asked and has not begun."""
    if not DBTaskResult.objects.ready().filter(task_path=index_task.module_path).exists():
        index_task.enqueue()
