"""Once a month what formulas give is kept, so that growth by years can be seen (B.27)."""

from datetime import timedelta

from django.utils import timezone

from programmes.formulas import Scope, compute, registered_codes
from programmes.measuring import keep_computed
from programmes.models import Indicator, Measurement

# A clock that stood still catches up within these days; later the month's figure would be no longer of the month.
DAYS = 5
HOUR = 3


def snapshot_computed(*, now=None):
    """Keep the value of every computed indicator as of the last day of the month before; return how many were kept.

    In the first days of a month, at night; a month that has its value is not asked again.
    """
    now = timezone.localtime(now)
    if now.day > DAYS or (now.day == 1 and now.hour < HOUR):
        return 0
    last_day = now.date().replace(day=1) - timedelta(days=1)
    waiting = (
        Indicator.objects.filter(formula__in=registered_codes(), programme__live=True)
        .exclude(pk__in=Measurement.objects.filter(on=last_day, organisation="").values("indicator"))
        .select_related("programme", "subproject")
        .order_by("pk")
    )
    kept = 0
    for indicator in waiting:
        computed = compute(indicator.formula, Scope(indicator.programme, indicator.subproject), last_day)
        if computed.value is not None:
            kept += keep_computed(indicator=indicator, on=last_day, value=computed.value) is not None
    return kept
