"""What happens by the clock (design §10): each deed alone, so that one that fails stops nobody."""

import logging
from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from community.digests import send_digests
from community.notices import send_waiting
from community.signing_up import prune_unconfirmed
from expertise.chair_reminders import remind_of_decisions
from expertise.outcome_tasks import wake_conclusion_pdfs
from expertise.public_reviews import close_ended_windows
from expertise.reminders import remind_of_reviews
from expertise.tasks import wake_clean_copies
from expertise.volunteers import forget_volunteers
from files.actions import read_newly_readable
from files.downloads import fold_downloads
from home.actions import keep_statistics, publish_due, unpublish_expired
from home.changes import prune_changes
from library.desk.reminders import remind_of_works, take_silence_for_consent
from library.importing.uploads import prune_uploads
from library.links.checking import check_links_due
from library.replenishment.reminders import remind_of_replenishment
from library.submission_timers import see_to_forgotten_drafts
from library.tasks import wake_imports
from programmes.plan_admin.import_views import prune_plan_uploads
from programmes.plan_reminders import remind_of_plan
from programmes.review_reminders import remind_of_review
from programmes.snapshots import snapshot_computed
from search import tasks as search_tasks
from search.journal import fold_queries, prune_queries
from search.models import SearchOutbox
from search.upkeep_tasks import work_at_night

logger = logging.getLogger(__name__)
# Longer than the longest honest task (40 s of reading a file, with room).
LONGEST_TASK = timedelta(minutes=10)
MOST_TRIES = 3
KEPT = timedelta(days=7)


def run_all():
    """Run every timer; return {name: what it said or the error}."""
    results = {}
    for timer in TIMERS:
        try:
            results[timer.__name__] = timer()
        except Exception as error:
            logger.exception("Таймер %s", timer.__name__)
            results[timer.__name__] = repr(error)
    return results


def return_lost_tasks(now=None):
    """Put tasks whose worker died back into the queue; after three tries they fail visibly.

    A killed worker leaves its row RUNNING for ever: a known gap of django-tasks (its issue 46).
    """
    lost = DBTaskResult.objects.running().filter(started_at__lt=(now or timezone.now()) - LONGEST_TASK)
    returned = failed = 0
    for row in lost:
        if len(row.worker_ids) < MOST_TRIES:
            returned += DBTaskResult.objects.running().filter(pk=row.pk).update(status="READY", started_at=None)
        else:
            row.set_failed(RuntimeError("Обработчик трижды погиб на этой задаче."))
            failed += 1
    return returned, failed


def wake_search():
    """Ask the worker to index when rows wait, such as those put off after an error, and to look after Elasticsearch."""
    waiting = SearchOutbox.objects.due().exists()
    if waiting:
        search_tasks.wake_indexer()
    search_tasks.wake_feeder()
    return waiting


def prune_tasks(now=None):
    """Delete finished tasks of last week; failures stay a month to be looked at."""
    now = now or timezone.now()
    done = DBTaskResult.objects.successful().filter(finished_at__lt=now - KEPT).delete()[0]
    return done + DBTaskResult.objects.failed().filter(finished_at__lt=now - 4 * KEPT).delete()[0]


TIMERS = (
    publish_due,
    unpublish_expired,
    return_lost_tasks,
    send_digests,
    send_waiting,
    fold_downloads,
    fold_queries,
    prune_queries,
    wake_search,
    read_newly_readable,
    wake_imports,
    prune_unconfirmed,
    prune_uploads,
    prune_plan_uploads,
    see_to_forgotten_drafts,
    prune_changes,
    prune_tasks,
    keep_statistics,
    remind_of_replenishment,
    remind_of_plan,
    remind_of_review,
    remind_of_reviews,
    remind_of_decisions,
    remind_of_works,
    take_silence_for_consent,
    wake_clean_copies,
    close_ended_windows,
    forget_volunteers,
    wake_conclusion_pdfs,
    snapshot_computed,
    check_links_due,
    work_at_night,
)
