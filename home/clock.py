"""What the clock does to many rows: each alone, so that a bad one stops nobody (design §7, §10)."""

import logging

from django.db import transaction

logger = logging.getLogger(__name__)


def try_each(rows, act):
    """Do `act(row)` to each of `rows`, each in a transaction of its own; return (done, failed) counts.

    A row that fails is logged and left as it was, so that the next run tries it again. `act` returns False (or 0) where there
    was nothing to do: such a row is in neither count.
    """
    done = failed = 0
    for row in list(rows):
        try:
            with transaction.atomic():
                done += act(row) not in (False, 0)
        except Exception:
            logger.exception("Не удалось: %s (%s)", row, getattr(row, "pk", ""))
            failed += 1
    return done, failed
