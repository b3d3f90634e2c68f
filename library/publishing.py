"""The moment in which visitors begin to see something else of a work, whichever button, clock or API brings it.

Wagtail's screens and its API publish by actions that never ask `page.publish`; all of them save the page. So that is where the
guard stands and where versions are written down.
"""

from contextlib import contextmanager

from django.db import transaction

from library.guard import demand_publication
from library.versioning import record_first_version, record_next_version


@contextmanager
def publication(page, update_fields):
    """Let `page`, a MaterialPage, be saved inside; `update_fields` are the save's own (None: all).

    Where the save publishes, the guard is asked first, and what it changes for visitors is written down in the same
    transaction; where it takes the page off the site, what was public is remembered, to compare when it comes back. Raises
    PublicationRefused.
    """
    before = _stored(page, update_fields)
    publishes = before is not None and page.live and not page.alias_of_id and _moment(page) != before
    goes = before is not None and before[0] and not page.live
    if not (publishes or goes):
        yield
        return
    with transaction.atomic():
        if publishes:
            demand_publication(page)
        record_first_version(page.pk)
        yield
        if publishes:
            record_next_version(page.pk)


def _stored(page, update_fields):
    """Return how the stored page stands towards visitors, None where this save cannot change that."""
    if page._state.adding or (update_fields is not None and "live" not in update_fields):
        return None
    rows = type(page).objects.filter(pk=page.pk)
    return rows.values_list("live", "live_revision_id", "last_published_at").first()


def _moment(page):
    return page.live, page.live_revision_id, page.last_published_at
