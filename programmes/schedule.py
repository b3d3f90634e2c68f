"""What the dates of a plan item mean on a day: its terms, what comes next, what is late.

Pure: the item's stage and dates must be at hand (`PlanItemQuerySet.for_plan`), nothing is asked here.
"""

import datetime
from calendar import monthrange
from dataclasses import dataclass

from programmes.enums import NEVER_LATE, SETTLED, ItemStatus

# Twenty years of months: a repetition without an end is not followed further.
MOST_TERMS = 240


@dataclass(frozen=True)
class Span:
    """From a day to a day; either may be unknown."""

    starts_on: datetime.date | None
    ends_on: datetime.date | None

    def covers(self, day):
        """Tell whether `day` lies within; an unknown end is open, and a span without both covers nothing."""
        if not (self.starts_on or self.ends_on):
            return False
        return (not self.starts_on or self.starts_on <= day) and (not self.ends_on or day <= self.ends_on)


def spans_of(item):
    """Return the item's own terms as [Span], in order; empty where it names no day."""
    dates = [Span(date.starts_on, date.ends_on) for date in item.dates.all()]
    if dates:
        return dates
    if item.every_months:
        return _repetitions(item)
    return [Span(item.starts_on, item.due_on)] if item.starts_on or item.due_on else []


def bounds_of(item):
    """Return the Span from the first to the last day of the item: of its own dates, else of its stage's."""
    if item.starts_on or item.due_on:
        return Span(item.starts_on or item.stage.starts_on, item.due_on)
    return Span(item.stage.starts_on, item.stage.ends_on)


def due_of(item):
    """Return the day after which the item is late, or None: the first term if nothing has begun, else the last one."""
    spans = [span for span in spans_of(item) if span.ends_on]
    if not spans:
        return bounds_of(item).ends_on
    return (spans[0] if item.status == ItemStatus.PLANNED else spans[-1]).ends_on


def next_due(item, day):
    """Return the next last day of a term on or after `day`, or None; nothing is due of what is settled."""
    if item.status in SETTLED:
        return None
    ends = [span.ends_on for span in spans_of(item) if span.ends_on] or [bounds_of(item).ends_on]
    return min((end for end in ends if end and end >= day), default=None)


def is_late(item, day):
    """Tell whether the term is over and the item is neither settled nor said to go on."""
    due = due_of(item)
    return item.status not in NEVER_LATE and due is not None and due < day


def is_now(item, day):
    """Tell whether the item is being done, or should be on `day`."""
    if item.status in SETTLED:
        return False
    if item.status in (ItemStatus.IN_PROGRESS, ItemStatus.CONTINUES):
        return True
    return any(span.covers(day) for span in spans_of(item) or [bounds_of(item)])


def add_months(day, months):
    """Return the same day `months` later; the last of the month where that has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _repetitions(item):
    """«Раз в 6 месяцев» from February: until 31 July, until 31 January and so on, as far as the bounds go."""
    bounds, spans = bounds_of(item), []
    if not bounds.starts_on:
        return [bounds] if bounds.ends_on else []
    for number in range(MOST_TERMS):
        start = add_months(bounds.starts_on, number * item.every_months)
        end = add_months(bounds.starts_on, (number + 1) * item.every_months) - datetime.timedelta(days=1)
        if bounds.ends_on and end > bounds.ends_on:
            break
        spans.append(Span(start, end))
    return spans or [bounds]
