"""What a programme or a subproject is held to, for its page: indicators against targets, risks, expected results."""

from collections import defaultdict

from django.utils import timezone

from programmes.combined import combined_points
from programmes.formulas import Scope, compute
from programmes.models import ExpectedResult, Indicator, Measurement, Risk
from programmes.standing import standing_of

# The others stand folded: a page of a programme is no table of figures.
SHOWN_AT_ONCE = 8


def goals_of(programme, subproject=None):
    """Return {"indicators", "risks", "results"} of a programme or of one subproject, for its page.

    Two queries for each, whatever the numbers.
    """
    items = indicators_of(programme, subproject)
    parts = {"first": items[:SHOWN_AT_ONCE], "rest": items[SHOWN_AT_ONCE:]}
    return {
        "indicators": {**summary_of(items), **parts} if items else None,
        "risks": list(Risk.objects.of(programme, subproject).prefetch_related("measures")),
        "results": list(ExpectedResult.objects.of(programme, subproject).prefetch_related("proofs")),
    }


def summary_of(items):
    """Return {"items", "total", "unknown", "reached"} of indicators with their standings."""
    return {
        "items": items,
        "total": len(items),
        "unknown": sum(not item.standing.is_known for item in items),
        "reached": sum(item.standing.is_reached for item in items),
    }


def indicators_of(programme, subproject=None, *, day=None):
    """Return the indicators in order, each with `standing` and `computed` as of `day` (today where None)."""
    items = list(Indicator.objects.of(programme, subproject))
    if not items:
        return []
    known = Measurement.objects.filter(indicator__programme=programme, indicator__subproject=subproject)
    rows = known.until(day).last_of_years()
    points = points_of(items, rows.values_list("indicator", "on", "organisation", "value", "presence"))
    judge(items, points, Scope(programme, subproject), day or timezone.localdate())
    return items


def points_of(items, rows):
    """Return {indicator's key: [(date, reading)]} of `rows`, the oldest first.

    A row is (indicator's key, date, organisation, value, presence); they come in the order of dates.
    """
    found = defaultdict(list)
    for pk, on, organisation, value, presence in rows:
        found[pk].append((on, organisation, value if presence is None else presence))
    return {item.pk: combined_points(item, found[item.pk]) for item in items if item.pk in found}


def judge(items, points, scope, day):
    """Give every Indicator of `items` its `computed` and `standing`; `points`: {its key: [(date, reading)], the oldest first}."""
    # A formula is asked once, however many indicators name it.
    computed = {code: compute(code, scope, day) for code in {item.formula for item in items} if code}
    end = scope.programme.ends_on
    for item in items:
        item.computed = computed.get(item.formula)
        item.standing = standing_of(
            item, points.get(item.pk, []), computed=item.computed, is_over=bool(end and end < day), day=day
        )
