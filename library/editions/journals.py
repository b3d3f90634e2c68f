"""Journals in lists: their newest issues, the archive by years, where a work was published."""

from django.urls import reverse

from home.remembered import Remembered
from library.models.collections import CollectionItem, MaterialCollectionPage
from library.models.journals import JournalIssueItem, JournalIssuePage, JournalPage

ITEMS = (JournalIssueItem, CollectionItem)
_placed = Remembered()


def journal_cards(index):
    """Return [{"page", "issues_total", "last"}] of the public journals below `index` (a JournalIndexPage), in two queries."""
    journals = list(JournalPage.objects.child_of(index).shown().order_by("path").defer("body"))
    issues = (
        JournalIssuePage.objects.descendant_of(index)
        .shown()
        .newest()
        .defer("body")
        .prefetch_related("cover__renditions")
    )
    by_journal = {}
    for issue in issues:
        by_journal.setdefault(issue.path[: -issue.steplen], []).append(issue)
    cards = []
    for journal in journals:
        own = by_journal.get(journal.path, [])
        cards.append({"page": journal, "issues_total": len(own), "last": own[0] if own else None})
    return cards


def archive_of(journal):
    """Return {"years": [(year, [issue, …])], "feed_url", "atom_url"} of a JournalPage, the last year first (F1-04)."""
    years = {}
    for issue in (
        JournalIssuePage.objects.child_of(journal).shown().newest().defer("body").prefetch_related("cover__renditions")
    ):
        years.setdefault(issue.year, []).append(issue)
    return {
        "years": list(years.items()),
        "feed_url": reverse("library:feed_journal", args=[journal.pk, "rss"]),
        "atom_url": reverse("library:feed_journal", args=[journal.pk, "atom"]),
    }


def published_in(material):
    """Return {"issues", "collections"}: the public issues and collections with this material.

    Most works stand in none, and that is known without asking; otherwise two queries.
    """
    if material.pk not in placed_materials():
        return {"issues": [], "collections": []}
    issues = JournalIssuePage.objects.shown().filter(items__material=material).distinct()
    collections = MaterialCollectionPage.objects.shown().filter(items__material=material).distinct()
    return {
        "issues": list(issues.newest().defer("body")),
        "collections": list(collections.order_by("title").defer("body")),
    }


def placed_materials():
    """Return the ids of materials that stand in any issue or collection; read once after a change."""
    return _placed.get("placed", _read_placed)


def _read_placed():
    items = (model.objects.order_by().values_list("material_id", flat=True) for model in ITEMS)
    return frozenset(pk for ids in items for pk in ids)
