"""Builders of collections, journals and issues."""

import datetime

from library.models import CollectionItem, JournalIssueItem, JournalIssuePage, JournalPage, MaterialCollectionPage
from tests.making import put


def collection(section, title="Сборник", works=(), publish=True, **fields):
    """A collection of `works`: materials, or (material, annotation, reason)."""
    rows = [work if isinstance(work, tuple) else (work, "", "") for work in works]
    items = [
        CollectionItem(material=work, annotation=annotation, reason=reason, sort_order=order)
        for order, (work, annotation, reason) in enumerate(rows)
    ]
    return put(section, MaterialCollectionPage(title=title, items=items, **fields), publish)


def journal(section, title="Дошкольник", **fields):
    return put(section, JournalPage(title=title, **fields))


def issue(parent, number=1, year=2019, works=(), publish=True, **fields):
    """An issue with `works`: materials, or (section, material)."""
    rows = [work if isinstance(work, tuple) else ("", work) for work in works]
    items = [
        JournalIssueItem(section=section, material=work, sort_order=order) for order, (section, work) in enumerate(rows)
    ]
    date = fields.pop("date", datetime.date(year, 3, 1))
    return put(parent, JournalIssuePage(number=number, year=year, date=date, items=items, **fields), publish)


def names(page):
    """The titles of the page's entries, in order."""
    return [entry.title for entry in page.entries()]
