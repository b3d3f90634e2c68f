"""What has changed since this process looked last: one small query a request keeps everything in memory fresh.

Whatever a process remembers between requests (the frame of pages, facets) is stamped with a generation of this log.
"""

import threading
import time
from collections import deque
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from home.middleware import current_request
from home.models import Change

# Changes are kept for a day (`prune_changes`); a process that slept for half of it starts anew.
FRESH_SECONDS = 12 * 3600
KEPT_HOURS = 24
# On a database with several writers a lower number can be committed after a higher one: look back a little.
LOOK_BACK = 100
# More changes than this at once (an import): reading everything is faster than one by one.
MANY = 2000


class ChangeLog:
    """The changes one process has read. Generations grow; `since` tells what came after one of them."""

    def __init__(self):
        self._lock = threading.Lock()
        self._generation = 0
        self.forget()

    def forget(self):
        """Start anew: whatever was remembered is stale (a restored copy of the database, tests)."""
        with self._lock:
            self._generation += 1
            self._oldest = self._generation
            self._entries, self._cursor, self._seen, self._read_at = deque(maxlen=MANY), None, frozenset(), 0.0

    def generation(self):
        """Read what is new and return the generation that includes it."""
        with self._lock:
            if self._cursor is None or time.monotonic() - self._read_at > FRESH_SECONDS:
                self._start()
            else:
                self._read()
            self._read_at = time.monotonic()
            return self._generation

    def since(self, generation):
        """Return the ids of pages that changed after `generation` (None among them: words did); None where unknown."""
        with self._lock:
            if generation < self._oldest:
                return None
            return {page_id for changed_in, page_id in self._entries if changed_in > generation}

    def _start(self):
        newest = Change.objects.order_by("-pk").values_list("pk", flat=True)[:LOOK_BACK]
        self._seen = frozenset(newest)
        self._cursor = max(self._seen, default=0)
        self._restart()

    def _restart(self):
        self._generation += 1
        self._oldest = self._generation
        self._entries.clear()

    def _read(self):
        # Raw: this one question is asked in every request.
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, page_id FROM home_change WHERE id > %s ORDER BY id LIMIT %s",
                [self._cursor - LOOK_BACK, LOOK_BACK + MANY + 1],
            )
            fresh = [row for row in cursor.fetchall() if row[0] not in self._seen]
        if not fresh:
            return
        self._cursor = max(self._cursor, fresh[-1][0])
        self._seen = frozenset(pk for pk in self._seen | {pk for pk, _ in fresh} if pk > self._cursor - LOOK_BACK)
        if len(fresh) + len(self._entries) > MANY:
            self._restart()
            return
        self._generation += 1
        self._entries.extend((self._generation, page_id) for _pk, page_id in fresh)


log = ChangeLog()


def current_generation():
    """Return the generation of this moment; within a request it is asked for once."""
    request = current_request.get()
    if request is None:
        return log.generation()
    if not hasattr(request, "generation"):
        request.generation = log.generation()
    return request.generation


def note_changes(page_ids):
    """Write down which pages changed, inside the transaction of the change; none: words or settings did."""
    Change.objects.bulk_create([Change(page_id=pk) for pk in page_ids] or [Change(page_id=None)], batch_size=500)


def prune_changes(now=None):
    """Delete changes that every living process has read; return how many."""
    moment = (now or timezone.now()) - timedelta(hours=KEPT_HOURS)
    return Change.objects.filter(created_at__lt=moment).delete()[0]
