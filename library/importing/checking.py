"""Verbs of the people who look at guessed cards after an import (H38)."""

from django.db import transaction
from django.utils import timezone

from accounts.permissions import demand
from library.models import ImportBatch, ImportRow, MaterialAuthor


@transaction.atomic
def accept_card(*, row, by, changes=None):
    """Say that the card of an ImportRow is right, after `changes` where it was not; return the row.

    `changes` are {field: value} of title, annotation, kind, year, subjects, levels (lists of words) and authors (a list
    of names); what differs is saved as a revision and published when the page is live. Raises ActionRefused.
    """
    demand(by, "import", ImportBatch)
    row = ImportRow.objects.select_for_update().get(pk=row.pk)
    if changes and row.material:
        _change(row.material.get_latest_revision_as_object(), changes, by)
    row.needs_check, row.checked_by, row.checked_at = False, by, timezone.now()
    row.save(update_fields=["needs_check", "checked_by", "checked_at"])
    return row


@transaction.atomic
def accept_cards(*, batch, by, only=None):
    """Say of every card of `batch` that still waits that it is right; return how many. Raises ActionRefused.

    `only` (keys of ImportRows) leaves the others waiting.
    """
    demand(by, "import", ImportBatch)
    waiting = batch.rows.to_check()
    if only is not None:
        waiting = waiting.filter(pk__in=only)
    return waiting.update(needs_check=False, checked_by=by, checked_at=timezone.now())


def _change(page, changes, by):
    authors = changes.pop("authors", None)
    changed = authors is not None and authors != [author.name for author in page.authors.all()]
    if changed:
        page.authors = [MaterialAuthor(name=name, sort_order=order) for order, name in enumerate(authors)]
    for field, value in changes.items():
        now = getattr(page, field)
        now = list(now.all()) if hasattr(now, "all") else now
        if now != value:
            setattr(page, field, value)
            changed = True
    if changed:
        revision = page.save_revision(user=by, log_action=True)
        if page.live:
            revision.publish(user=by, skip_permission_checks=True)
