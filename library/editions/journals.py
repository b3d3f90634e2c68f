"""Journals in lists: their newest issues, the archive by years, where a work was published."""

from django.urls import reverse

from library.models.collections import CollectionItem, MaterialCollectionPage
from library.models.journals import JournalIssueItem, JournalIssuePage, JournalPage


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

    Most works stand in none, and then one query says so; otherwise three.
    """
    found = {"issues": [], "collections": []}
    places = material.pk and list(
        JournalIssueItem.objects.filter(material=material)
        .order_by()
        .values_list("page_id", flat=True)
        .union(CollectionItem.objects.filter(material=material).order_by().values_list("page_id", flat=True))
    )
    if places:
        issues = JournalIssuePage.objects.shown().filter(pk__in=places)
        collections = MaterialCollectionPage.objects.shown().filter(pk__in=places)
        found["issues"] = list(issues.newest().defer("body"))
        found["collections"] = list(collections.order_by("title").defer("body"))
    return found
