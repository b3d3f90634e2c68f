"""Numbers of registers: without gaps and without doubles (B.18, B.26, D1.3)."""

from django.db import transaction
from django.db.models import F

from community.models import NumberSeries


def next_number(series):
    """Return the next number of the register `series` (a code such as «conclusion-2026»), from 1.

    Must be called inside the transaction that stores what is numbered: when that is rolled back the number is too, and
    the row's lock lets nobody else have it meanwhile. Raises TransactionManagementError outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number belongs to the transaction of what it numbers.")
    NumberSeries.objects.get_or_create(code=series)
    NumberSeries.objects.filter(code=series).update(last=F("last") + 1)
    return NumberSeries.objects.values_list("last", flat=True).get(code=series)
