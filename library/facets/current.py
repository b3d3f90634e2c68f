"""The picture of this process, brought up to date before it is read (home.changes says what is new)."""

import threading

from home.changes import current_generation, log
from library.facets.index import FacetIndex
from library.facets.rows import load_rows


class Picture:
    """A FacetIndex with the names of its values, as of one generation of changes."""

    def __init__(self):
        self._lock = threading.Lock()
        self.forget()

    def forget(self):
        """Read everything anew at the next question."""
        self._index, self._labels, self._generation = None, None, -1

    def index(self, generation, changes=log):
        """Return the FacetIndex of `generation`; only what changed since the last one is read."""
        with self._lock:
            if self._generation < generation:
                self._bring_up(changes.since(self._generation) if self._index is not None else None)
                self._generation = generation
            return self._index

    def labels(self, make):
        """Return the names kept with the picture, made by `make()` after a change."""
        labels = self._labels
        if labels is None:
            labels = self._labels = make()
        return labels

    def _bring_up(self, changed):
        self._labels = None
        if changed is None:
            self._index = FacetIndex.of(load_rows())
            return
        page_ids = {page_id for page_id in changed if page_id}
        if page_ids:
            self._index = self._index.updated(page_ids, load_rows(page_ids))


_picture = Picture()


def current_facets():
    """Return the FacetIndex of all public pages as the database has it now."""
    return _picture.index(current_generation())


def remember_labels(make):
    """Return the labels kept with the picture, made by `make()` after a change of pages or words."""
    return _picture.labels(make)


def forget():
    """Drop the picture: the database was replaced (tests, a restored copy)."""
    _picture.forget()
    log.forget()
