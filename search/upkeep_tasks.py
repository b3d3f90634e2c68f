"""Background work of those who look after the search, and of the night."""

import logging
import time

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from search import drift_notes
from search.doctor import examine
from search.engines import EngineFailed
from search.models import IndexState
from search.rebuilding import rebuild
from search.statistics import count_downloads, count_words
from search.tasks import wake_feeder

logger = logging.getLogger(__name__)
# Seconds of a rebuild at a time: letters and files wait no longer, and no task is taken for one whose worker died.
STRETCH = 60
HOUR = 3


class _TimeIsOver(Exception):
    """The stretch has ended; the rebuild goes on from where it stands."""


@task(backend="background", queue_name="upkeep")
def rebuild_task(goes_on=False):
    """Rebuild for a stretch, then queue the next one."""
    if goes_on and not IndexState.objects.filter(name=IndexState.DATABASE, after__isnull=False).exists():
        return  # somebody else, such as a worker at its start, has finished it
    if _rebuild_some():
        wake_feeder()
    else:
        rebuild_task.enqueue(goes_on=True)


@task(backend="background", queue_name="upkeep")
def check_task():
    """Compare the index with the site by ids and hashes, without reading the texts of pages."""
    try:
        examine(words=False)
    except EngineFailed as error:
        logger.warning("Elasticsearch не удалось сверить с сайтом: %s", error)
        drift_notes.note_failure("elasticsearch", error)


@task(backend="background", queue_name="upkeep")
def nightly_task():
    """Count words and downloads for weighing, and compare the index with the site."""
    count_words()
    count_downloads()
    check_task.enqueue()


def work_at_night(now=None):
    """Ask the worker for the work of the night, once a day; return whether it was asked now. A timer."""
    now = timezone.localtime(now)
    begins = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    asked = DBTaskResult.objects.filter(task_path=nightly_task.module_path, enqueued_at__gte=begins)
    if now < begins or asked.exists():
        return False
    nightly_task.enqueue()
    return True


def is_asked(work):
    """Tell whether the worker has been asked for the task `work` and has not finished it."""
    return DBTaskResult.objects.filter(task_path=work.module_path, status__in=("READY", "RUNNING")).exists()


def _rebuild_some():
    ends = time.monotonic() + STRETCH

    def watch(done, total):
        if time.monotonic() > ends and done < total:
            raise _TimeIsOver

    try:
        rebuild(watch)
    except _TimeIsOver:
        return False
    return True
