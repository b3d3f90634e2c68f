"""Who works on a batch now."""

import os
import socket
import time
from datetime import timedelta

from django.db.models import F, Q
from django.utils import timezone

from library.enums import WORKING
from library.models import ImportBatch

# Longer than the slowest step without a sign of life: one file of the largest size copied, or read for 40 s.
HOLD = timedelta(seconds=90)
BEAT_SECONDS = 5


def left_batches():
    """Return the keys of batches with work to do that nobody holds: just begun, or their worker died."""
    held = ImportBatch.objects.filter(state__in=WORKING).exclude(holder="").values_list("pk", "holder")
    dead = [pk for pk, holder in held if _is_dead(holder)]
    return [*ImportBatch.objects.abandoned().exclude(pk__in=dead).values_list("pk", flat=True), *dead]


class Grip:
    """The worker's hold of a batch: nobody else works on it meanwhile; `beat` prolongs it and counts the seconds."""

    def __init__(self, batch_id):
        self._batch_id, self._seen = batch_id, time.monotonic()
        self._name = f"{socket.gethostname()[:100]}:{os.getpid()}"

    def take(self):
        """Return whether the batch has work to do and nobody else holds it."""
        now = timezone.now()
        free = Q(held_until=None) | Q(held_until__lt=now)
        holder = ImportBatch.objects.filter(pk=self._batch_id).values_list("holder", flat=True).first()
        if holder and _is_dead(holder):
            free |= Q(holder=holder)
        waiting = ImportBatch.objects.filter(free, pk=self._batch_id, state__in=WORKING)
        return bool(waiting.update(held_until=now + HOLD, holder=self._name))

    def beat(self):
        """Say that the worker lives."""
        self._write(timezone.now() + HOLD)

    def beat_sometimes(self):
        """The same every few seconds: for loops of quick steps."""
        if time.monotonic() - self._seen > BEAT_SECONDS:
            self.beat()

    def release(self):
        """Let the batch go."""
        self._write(None)

    def _write(self, until):
        now = time.monotonic()
        spent, self._seen = now - self._seen, now
        changes = {"held_until": until, "seconds": F("seconds") + spent, "holder": self._name if until else ""}
        ImportBatch.objects.filter(pk=self._batch_id).update(**changes)


def _is_dead(holder):
    """Tell whether `holder` was a process of this machine that is gone: nobody waits for a killed one."""
    host, _, pid = holder.rpartition(":")
    if host != socket.gethostname()[:100] or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
