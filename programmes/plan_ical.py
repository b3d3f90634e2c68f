"""The terms of a plan for calendars: each thing once, on the last day of its term unless the term is short."""

from urllib.parse import urljoin, urlsplit

from django.conf import settings

from files.writers import Occasion, write_calendar
from programmes import schedule
from programmes.enums import ItemStatus
from programmes.models import PlanItem
from programmes.plan_rows import read_stages

# A longer term would lie over everything in a calendar: its last day stands for it.
SHORT_DAYS = 7
# Every month has it, so a repetition on it is never skipped.
LAST_COMMON_DAY = 28


def plan_calendar(programme):
    """Return the bytes of the iCalendar file of the plan of `programme`: items that name a day (RFC 5545)."""
    items = [item for stage in read_stages(programme) for item in stage.plan]
    return _calendar(programme.title, items, f"{programme.get_url()}plan/")


def group_calendar(group):
    """Return the same of the plan of a council or a group, which stands on its own page (F2-06)."""
    items = PlanItem.objects.for_plan().filter(stage__group=group).select_related("stage")
    return _calendar(group.title, items.order_by("stage__number", "sort_order", "pk"), group.get_url())


def _calendar(title, items, path):
    address = urljoin(settings.SITE_URL, path)
    return write_calendar(title, [occasion for item in items for occasion in _occasions(item, address)])


def _occasions(item, address):
    spans = [span for span in schedule.spans_of(item) if span.ends_on]
    if not spans:
        return
    if item.every_months and not item.dates.all():
        rule = _rule(item, spans)
        if rule:
            yield _occasion(item, spans[0].ends_on, spans[0].ends_on, address, rule=rule)
            return
    for number, span in enumerate(spans, start=1):
        is_short = span.starts_on and (span.ends_on - span.starts_on).days < SHORT_DAYS
        starts_on = span.starts_on if is_short else span.ends_on
        yield _occasion(item, starts_on, span.ends_on, address, number if len(spans) > 1 else None)


def _occasion(item, starts_on, ends_on, address, number=None, rule=""):
    uid = f"plan-item-{item.pk}" if number is None else f"plan-item-{item.pk}-{number}"
    facts = {"Срок": item.term, "Место": item.place, "Отвечает": item.responsible, "Состояние": item.status_label}
    return Occasion(
        uid=f"{uid}@{urlsplit(settings.SITE_URL).hostname or 'metodset'}",
        title=" ".join(str(item).split()),
        starts_on=starts_on,
        ends_on=ends_on,
        changed_at=item.updated_at,
        text="\n".join(f"{name}: {fact}" for name, fact in facts.items() if fact),
        url=f"{address}#item-{item.pk}",
        rule=rule,
        is_cancelled=item.status == ItemStatus.CANCELLED,
    )


def _rule(item, spans):
    """Return the RRULE of a repetition, or "" where months of different lengths would tear it."""
    ends = [span.ends_on for span in spans]
    is_last_day = all(schedule.add_months(end.replace(day=1), 1).toordinal() - end.toordinal() == 1 for end in ends)
    if len(ends) < 2 or not (is_last_day or ends[0].day <= LAST_COMMON_DAY):
        return ""
    bounded = f";UNTIL={ends[-1]:%Y%m%d}" if schedule.bounds_of(item).ends_on else ""
    day = ";BYMONTHDAY=-1" if is_last_day else ""
    return f"FREQ=MONTHLY;INTERVAL={item.every_months}{day}{bounded}"
