"""Background work of search."""

import logging

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from search import doctor, indexing
from search.engines import EngineFailed, serving_engine
from search.statistics import count_words, needs_count

logger = logging.getLogger(__name__)


# Before an import (10): what is new must be found while an old archive still comes in.
@task(backend="background", queue_name="search", priority=20)
def index_task():
    """Bring the index up to the queue."""
    indexing.catch_up()
    if needs_count():
        count_words()
    wake_feeder()


@task(backend="background", queue_name="search", priority=15)
def feed_task():
    """Bring Elasticsearch up to the database. A server that is away is no failure of ours: the clock wakes us again."""
    try:
        doctor.look_after()
    except EngineFailed as error:
        logger.warning("Elasticsearch не принял изменения (%s): продолжим через минуту", error)


def wake_indexer():
    """Ask the worker to index, unless it has been asked and has not begun."""
    _wake(index_task)


def wake_feeder():
    """Ask the worker to feed Elasticsearch, where the site is served by one."""
    if serving_engine() is not None:
        _wake(feed_task)


def _wake(work):
    if not DBTaskResult.objects.ready().filter(task_path=work.module_path).exists():
        work.enqueue()
