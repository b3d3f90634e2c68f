"""The picture of this process, brought up to date with one small query before it is read."""

import threading
import time
from datetime import timedelta

from django.utils import timezone

from home.middleware import current_request
from library.facets.index import FacetIndex
from library.facets.rows import load_rows
from library.models import FacetChange

# Changes are kept for a day (`prune_changes`), so a picture older than half of it is read anew.
FRESH_SECONDS = 12 * 3600
KEPT_HOURS = 24
# On a database with several writers a lower number can be committed after a higher one: look back a little.
LOOK_BACK = 100
# More changes than this at once (an import): reading everything is faster than one by one.
MANY = 2000


class _Picture:
    def __init__(self):
        self.lock = threading.Lock()
        self.reset()

    def reset(self):
        self.index, self.labels, self.cursor, self.seen, self.made_at = None, None, 0, frozenset(), 0.0

    def refresh(self):
        with self.lock:
            if self.index is None or time.monotonic() - self.made_at > FRESH_SECONDS:
                self._read_all()
            else:
                self._read_changes()
            return self.index

    def _read_all(self):
        newest = FacetChange.objects.order_by("-pk").values_list("pk", flat=True)[:LOOK_BACK]
        self.seen = frozenset(newest)
        self.cursor = max(self.seen, default=0)
        self.index, self.labels, self.made_at = FacetIndex.of(load_rows()), None, time.monotonic()

    def _read_changes(self):
        rows = (
            FacetChange.objects.filter(pk__gt=self.cursor - LOOK_BACK)
            .order_by("pk")
            .values_list("pk", "page_id")[: MANY + 1]
        )
        fresh = [(pk, page_id) for pk, page_id in rows if pk not in self.seen]
        if not fresh:
            return
        if len(fresh) > MANY:
            self._read_all()
            return
        page_ids = {page_id for _pk, page_id in fresh if page_id}
        if page_ids:
            self.index = self.index.updated(page_ids, load_rows(page_ids))
        self.cursor = max(self.cursor, fresh[-1][0])
        self.seen = frozenset(pk for pk in self.seen | {pk for pk, _ in fresh} if pk > self.cursor - LOOK_BACK)
        self.labels = None


_picture = _Picture()


def current_facets():
    """Return the FacetIndex of all public pages as the database has it now: one small query a request."""
    request = current_request.get()
    if request is None:
        return _picture.refresh()
    if not hasattr(request, "facets"):
        request.facets = _picture.refresh()
    return request.facets


def remember_labels(make):
    """Return the labels kept with the picture, made by `make()` after a change of pages or words."""
    if _picture.labels is None:
        _picture.labels = make()
    return _picture.labels


def forget():
    """Drop the picture: the database was replaced (tests, a restored copy)."""
    with _picture.lock:
        _picture.reset()


def prune_changes(now=None):
    """Delete changes that every living process has read; return how many."""
    moment = (now or timezone.now()) - timedelta(hours=KEPT_HOURS)
    return FacetChange.objects.filter(created_at__lt=moment).delete()[0]
