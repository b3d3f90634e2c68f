"""The past of the demo: what is told of an earlier day stands in the log and among the news as of that day."""

import datetime
from contextlib import contextmanager

from django.utils import timezone
from wagtail.models import ModelLogEntry

# Nothing of the demo happens at night.
HOUR = 11


def moment_of(day):
    """Return a moment of working hours of `day` (a date), never one that is still to come."""
    return min(timezone.make_aware(datetime.datetime.combine(day, datetime.time(HOUR))), timezone.now())


@contextmanager
def dated(day):
    """Let what the verbs write into the log inside stand there as of `day`, a date; None leaves it as it is."""
    newest = ModelLogEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    if day:
        ModelLogEntry.objects.filter(pk__gt=newest).update(timestamp=moment_of(day))
