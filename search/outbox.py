"""The queue between a change and the index."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from search.models import SearchOutbox

logger = logging.getLogger(__name__)
# One transaction of the index: larger batches hold SQLite's write lock too long for editors.
BATCH = 200
MOST_TRIES = 5


def add(page_ids):
    """Queue pages to be looked at again; call it inside the transaction of the change."""
    SearchOutbox.objects.bulk_create([SearchOutbox(page_id=page_id) for page_id in page_ids], batch_size=500)
    # If the worker cannot be woken the clock wakes it; the change itself must never fail for that.
    transaction.on_commit(_wake_worker, robust=True)


def drain(index, *, now=None):
    """Bring the index up to the queue; return how many rows were done.

    `index(page_ids)` writes a batch and returns {page id: error} of pages it could not read. A batch and the removal of
    its rows are one transaction; a page that fails is tried again later and stops nobody.
    """
    done = 0
    while batch := list(SearchOutbox.objects.due(now).order_by("pk")[:BATCH]):
        with transaction.atomic():
            errors = index({row.page_id for row in batch})
            failed = [row for row in batch if row.page_id in errors]
            SearchOutbox.objects.filter(pk__in={row.pk for row in batch} - {row.pk for row in failed}).delete()
            for row in failed:
                _put_off(row, errors[row.page_id])
        done += len(batch) - len(failed)
    return done


def _put_off(row, error):
    row.tries += 1
    row.error = error[:300]
    # After the last try the row waits a year: visible, and out of the way until somebody looks.
    row.run_at = timezone.now() + (timedelta(minutes=5**row.tries) if row.tries < MOST_TRIES else timedelta(days=365))
    row.save()
    logger.error("Страница %s не попала в поиск (попытка %s): %s", row.page_id, row.tries, error)


def _wake_worker():
    from search.tasks import wake_indexer

    wake_indexer()
