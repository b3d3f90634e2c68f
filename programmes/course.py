"""How a programme goes, as a row of dated entries: news, what was done of the plan, and what apps above add.

Sources register themselves: `@course_source` on `def function(programme, limit) -> list[CourseEntry]`, newest first,
public only, in a constant number of queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry

from programmes.enums import ItemStatus
from programmes.models import NewsPage, PlanItem


@dataclass(frozen=True)
class CourseEntry:
    """One line of a programme's course; `key` tells it from all others for good, `url` is a path on this site."""

    key: str
    title: str
    url: str
    at: datetime
    kind: str
    text: str = ""


_sources: list[Callable] = []


def course_source(function):
    """Register the decorated function (programme, limit) -> list of CourseEntry."""
    if function not in _sources:
        _sources.append(function)
    return function


def course_of(programme, limit):
    """Return the newest entries of a programme from all sources, at most `limit` of each, newest first."""
    entries = [entry for source in _sources for entry in source(programme, limit)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


@course_source
def news_of(programme, limit):
    """The programme's news."""
    news = NewsPage.objects.shown().filter(programmes=programme).newest().for_brief_rows()[:limit]
    return [
        CourseEntry(page.full_url, page.title, page.url, _moment(page), page.kind_label, page.lead) for page in news
    ]


@course_source
def done_of(programme, limit):
    """Changes of the plan: which item came into which status. Of an item the last change of a day is told."""
    items = {str(item.pk): item for item in PlanItem.objects.filter(stage__programme=programme)}
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(PlanItem),
        action="programmes.item.status",
        object_id__in=items,
    ).order_by("-timestamp", "-pk")
    told = {}
    for entry in entries[: limit * 3]:
        told.setdefault((entry.object_id, timezone.localdate(entry.timestamp)), entry)
    return [_of_item(items[entry.object_id], entry, programme) for entry in list(told.values())[:limit]]


def _of_item(item, entry, programme):
    status = entry.data.get("status", item.status)
    label = ItemStatus(status).label.capitalize() if status in ItemStatus.values else item.status_label
    return CourseEntry(
        f"{programme.full_url}#plan-{entry.pk}",
        f"{label}: {item.text}",
        f"{programme.url}#plan",
        entry.timestamp,
        "план",
    )


def _moment(page):
    """News are dated by their day; within it the moment of publication tells their order."""
    published = page.first_published_at
    if published and timezone.localdate(published) == page.date:
        return published
    return timezone.make_aware(datetime.combine(page.date, time(9)))
