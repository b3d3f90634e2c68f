"""The plan along the months: where each bar stands, in per cent of the width, so that the drawing fits any screen."""

import datetime
from dataclasses import dataclass

from django.utils.formats import date_format

from programmes import schedule

# More marks than this along one axis cannot be read on a telephone.
MOST_TICKS = 8
# A plan of more months than this is marked by years.
LONGEST_IN_MONTHS = 36
# A day of twenty years would be no mark at all.
LEAST_WIDTH = 0.8


@dataclass(frozen=True)
class Bar:
    """A term on the axis: `left` and `width` in per cent."""

    left: float
    width: float


@dataclass(frozen=True)
class Line:
    """One item of the plan: its bars and what they say. `is_loose`: the item names no days, its stage's are drawn."""

    row: object
    bars: tuple
    title: str
    is_loose: bool


@dataclass(frozen=True)
class Timeline:
    """The axis with its marks [(left in per cent, label)], the lines of each stage, and today's place or None."""

    ticks: tuple
    stages: tuple
    today: float | None


def timeline_of(groups, today):
    """Return the Timeline of [(stage, [(direction, [Row])])]; None where no day is known at all."""
    lines = [(stage, [row for _direction, rows in parts for row in rows]) for stage, parts in groups]
    spans = {row.item.pk: _spans(row.item) for _stage, rows in lines for row in rows}
    days = [day for known in spans.values() for span in known for day in (span.starts_on, span.ends_on) if day]
    days += [day for stage, _rows in lines for day in (stage.starts_on, stage.ends_on) if day]
    if not days or min(days) == max(days):
        return None
    axis = Axis(min(days), max(days))
    return Timeline(
        ticks=tuple(axis.ticks()),
        stages=tuple(
            (stage, _stage_bar(stage, axis), tuple(_line(row, spans[row.item.pk], axis) for row in rows))
            for stage, rows in lines
        ),
        today=axis.place(today) if axis.start <= today <= axis.end else None,
    )


class Axis:
    """From the first day of a month to the last day of a month."""

    def __init__(self, first, last):
        self.start = first.replace(day=1)
        self.end = schedule.add_months(last.replace(day=1), 1) - datetime.timedelta(days=1)
        self.length = (self.end - self.start).days + 1

    def place(self, day):
        """Return where `day` begins, in per cent."""
        return round(100 * (day - self.start).days / self.length, 2)

    def bar(self, span):
        """Return the Bar of a Span; an open end goes to the edge."""
        left = self.place(max(span.starts_on or self.start, self.start))
        right = self.place(min(span.ends_on or self.end, self.end) + datetime.timedelta(days=1))
        width = max(round(right - left, 2), LEAST_WIDTH)
        return Bar(min(left, 100 - width), width)

    def ticks(self):
        """Yield (place, label): months of a short plan, years of a long one."""
        months = (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1
        if months <= LONGEST_IN_MONTHS:
            step = -(-months // MOST_TICKS)
            for number in range(0, months, step):
                day = schedule.add_months(self.start, number)
                yield self.place(day), f"{day.month:02}.{day.year % 100:02}"
            return
        years = range(self.start.year + (self.start.month > 1), self.end.year + 1)
        for year in years[:: -(-len(years) // MOST_TICKS)]:
            yield self.place(datetime.date(year, 1, 1)), str(year)


def _spans(item):
    """The item's terms; of a repetition without a known beginning its bounds; what is unknown is left to the stage."""
    spans = [span for span in schedule.spans_of(item) if span.starts_on or span.ends_on]
    stage = item.stage
    return [
        # A term that is only a last day is drawn as that day.
        schedule.Span(
            span.starts_on or span.ends_on, span.ends_on or max(filter(None, (stage.ends_on, span.starts_on)))
        )
        for span in spans
    ]


def _line(row, spans, axis):
    item, is_loose = row.item, not spans
    bounds = schedule.bounds_of(item)
    if is_loose and (bounds.starts_on or bounds.ends_on):
        spans = [bounds]
    words = item.term or "; ".join(_in_words(span) for span in spans) or "срок не указан"
    title = f"{words}. {item.status_label.capitalize()}{', просрочено' if row.is_late else ''}"
    return Line(row, tuple(axis.bar(span) for span in spans), title, is_loose)


def _stage_bar(stage, axis):
    known = stage.starts_on or stage.ends_on
    return axis.bar(schedule.Span(stage.starts_on, stage.ends_on)) if known else None


def _in_words(span):
    days = [date_format(day, "j.m.Y") for day in (span.starts_on, span.ends_on) if day]
    return " – ".join(dict.fromkeys(days))
