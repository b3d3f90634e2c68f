"""Downloads are counted without writing to the database in the request (design §8).

The request appends a line to the file of its minute; the clock folds minutes that are over into DownloadCount, each exactly
once, whenever it is killed. A line survives the death of every process from the moment it is written, and costs one `write`.
The visitor stands in it as a hash that holds for a day and leaves with the file after half an hour: no address is kept.
"""

import logging
import os
import time
import uuid
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from files.delivery import NoSuchBytes, has_already, wanted_range
from files.models import DownloadCount, FoldedSpool, StoredFile
from files.robots import is_robot
from home.client_address import client_address

logger = logging.getLogger(__name__)
# One visitor's download of one file is one, however often he clicks within this time.
SAME_VISIT = 30 * 60
# A line belongs to the minute in which it was begun; a little later nobody writes into that file any more.
GRACE = 5
MINUTE = 60
# Minutes that a visit is remembered longer than it lasts: lines wait for their fold so long.
SLACK = 5
PEOPLE, ROBOTS = "p", "r"
# open (being written) → fold (taken by one clock) → done (in the database, kept only to know who came before)
OPEN, TAKEN, DRAFT, DONE = ".open", ".fold", ".draft", ".done"


def is_download(request, parcel):
    """Tell whether the answer to `request` gives the file from its beginning: no HEAD, no 304, no later range."""
    if request.method != "GET" or has_already(request, parcel) or "prefetch" in request.headers.get("Sec-Purpose", ""):
        return False
    try:
        span = wanted_range(request, parcel)
    except NoSuchBytes:
        return False
    return span is None or span[0] == 0


def note_download(request, file, now=None):
    """Write down that `request` downloads `file` (a StoredFile); `now` is a Unix time.

    A disk that is full costs the line and never the download: that is logged.
    """
    now = int(now or time.time())
    agent = request.headers.get("User-Agent", "")
    who = ROBOTS if is_robot(agent) else PEOPLE
    line = f"{now} {file.pk} {who} {_visitor(request, agent, now)}\n"
    try:
        _append(Path(settings.DOWNLOADS_ROOT) / f"{now // MINUTE}{OPEN}", line.encode("ascii"))
    except OSError:
        logger.exception("Скачивание файла %s не записано", file.uuid)


def fold_downloads(now=None):
    """Bring the minutes that are over into the database; return how many downloads were counted. For the clock."""
    now, root = now or time.time(), Path(settings.DOWNLOADS_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    for path in root.glob(f"*{OPEN}"):
        if (int(path.stem) + 1) * MINUTE + GRACE <= now:
            # A name of its own: the database knows by it what it has, on several machines too.
            _rename(path, root / f"{path.stem}-{uuid.uuid4().hex}{TAKEN}")
    counted = sum(_fold(path) for path in sorted(root.glob(f"*{TAKEN}")))
    _forget(root, now)
    return counted


def _visitor(request, agent, now):
    words = f"{client_address(request)} {agent} {request.user.pk or ''}"
    return salted_hmac(f"files.downloads.{_day(now)}", words).hexdigest()[:20]


def _day(moment):
    return datetime.fromtimestamp(moment, timezone.get_default_timezone()).date()


def _append(path, line):
    path.parent.mkdir(parents=True, exist_ok=True)
    # One short write to a file opened for appending is never mixed with another's.
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


def _fold(path):
    """Count one file's lines in the transaction that remembers the file's name; return how many counted.

    Killed after the transaction, it comes to the same lines again, finds the name and counts nothing.
    """
    counted = _first_of_visits(_lines(path), _recent(path.parent))
    with transaction.atomic():
        _folded, is_new = FoldedSpool.objects.get_or_create(name=path.stem)
        if is_new:
            _add(Counter((file_id, _day(moment), who) for moment, file_id, who, _visitor in counted))
    # Who was counted is known for as long as a visit lasts.
    draft = path.with_suffix(DRAFT)
    draft.write_text("".join("{} {} {} {}\n".format(*line) for line in counted), encoding="ascii")
    draft.replace(path.with_suffix(DONE))
    path.unlink(missing_ok=True)
    return len(counted) if is_new else 0


def _first_of_visits(lines, last):
    """Return the lines that count; `last` says when a visitor's download of a file counted, and is brought up to date.

    The time runs from the last one that counted: an hour of clicking is two downloads, not one.
    """
    counted = []
    for line in lines:
        moment, file_id, _who, visitor = line
        if (file_id, visitor) not in last or moment - last[file_id, visitor] >= SAME_VISIT:
            last[file_id, visitor] = moment
            counted.append(line)
    return counted


def _recent(root):
    lines = [line for path in root.glob(f"*{DONE}") for line in _lines(path)]
    return {(file_id, visitor): moment for moment, file_id, _who, visitor in sorted(lines)}


def _add(counts):
    known = set(StoredFile.objects.filter(pk__in={key[0] for key in counts}).values_list("pk", flat=True))
    for (file_id, day, who), number in counts.items():
        if file_id in known:
            column = "people" if who == PEOPLE else "robots"
            row, _created = DownloadCount.objects.get_or_create(file_id=file_id, day=day)
            DownloadCount.objects.filter(pk=row.pk).update(**{column: F(column) + number})


def _lines(path):
    try:
        raw = path.read_text(encoding="ascii", errors="replace").splitlines()
    except FileNotFoundError:
        return []  # another clock has just finished it
    lines = [_parsed(line) for line in raw]
    if None in lines:
        logger.warning("Учёт скачиваний: в %s не разобрано строк: %d", path.name, lines.count(None))
    return [line for line in lines if line]


def _parsed(line):
    match line.split():
        case [moment, file_id, who, visitor] if who in (PEOPLE, ROBOTS) and (moment + file_id).isdecimal():
            return int(moment), int(file_id), who, visitor
    return None


def _rename(path, target):
    try:
        path.rename(target)
    except FileNotFoundError:
        logger.info("Учёт скачиваний: %s уже взял другой процесс", path.name)


def _forget(root, now):
    """Delete what was folded longer ago than a visit lasts, and names nobody will ask for again."""
    for path in root.glob(f"*{DONE}"):
        if (int(path.stem.split("-")[0]) + 1 + SLACK) * MINUTE + SAME_VISIT < now:
            path.unlink(missing_ok=True)
    FoldedSpool.objects.filter(folded_at__lt=timezone.now() - timedelta(days=7)).delete()
