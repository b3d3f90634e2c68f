"""Lines that a request leaves on the disk instead of in the database, and that the clock counts exactly once (design §8).

The request appends a line to the file of its minute: it survives the death of every process from that moment, and costs one
`write`. The clock takes the minutes that are over and remembers each file's name in the transaction that counts its lines:
killed anywhere, it comes to the same file again, finds the name and counts nothing.
"""

import logging
import os
import uuid
from contextlib import contextmanager

from django.db import transaction

from files.models import FoldedSpool

logger = logging.getLogger(__name__)
MINUTE = 60
# A line belongs to the minute in which it was begun; a little later nobody writes into that file any more.
GRACE = 5
# open (being written) → fold (taken by one clock)
OPEN, TAKEN = ".open", ".fold"


def append(root, line, moment):
    """Write `line` (bytes) into the folder `root`; `moment` is a Unix time. Raises OSError when the disk does not take it."""
    write(root / f"{int(moment) // MINUTE}{OPEN}", line)


def write(path, line):
    """Add `line` to a file: one short write to a file opened for appending is never mixed with another's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


def take(root, now):
    """Return the files of `root` with minutes that are over, in order: those that another clock has left too."""
    root.mkdir(parents=True, exist_ok=True)
    for path in root.glob(f"*{OPEN}"):
        if (int(path.stem) + 1) * MINUTE + GRACE <= now:
            # A name of its own: the database knows by it what it has, on several machines too.
            _rename(path, root / f"{path.stem}-{uuid.uuid4().hex}{TAKEN}")
    return sorted(root.glob(f"*{TAKEN}"))


@contextmanager
def once(path):
    """Open the transaction in which the lines of a taken file count; give whether they still have to."""
    with transaction.atomic():
        _folded, is_new = FoldedSpool.objects.get_or_create(name=path.stem)
        yield is_new


def read(path, parsed):
    """Return `parsed(line)` of every line of a file; what it finds no sense in (None) is left out and logged."""
    try:
        raw = path.read_text(encoding="utf-8", errors="replace").split("\n")
    except FileNotFoundError:
        return []  # another clock has just finished it
    lines = [parsed(line) for line in raw if line]
    if None in lines:
        logger.warning("В %s/%s не разобрано строк: %d", path.parent.name, path.name, lines.count(None))
    return [line for line in lines if line]


def _rename(path, target):
    try:
        path.rename(target)
    except FileNotFoundError:
        logger.info("%s/%s уже взял другой процесс", path.parent.name, path.name)
