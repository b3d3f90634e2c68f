"""Downloads are counted without writing to the database in the request (design §8).

The request leaves a line on the disk and the clock folds it into DownloadCount, exactly once (files.spool).
The visitor stands in it as a hash that holds for a day and leaves with the file after half an hour: no address is kept.
"""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from files import spool
from files.delivery import NoSuchBytes, has_already, wanted_range
from files.models import DownloadCount, FoldedSpool, StoredFile
from files.robots import is_robot
from home.client_address import client_address

logger = logging.getLogger(__name__)
# One visitor's download of one file is one, however often he clicks within this time.
SAME_VISIT = 30 * 60
# Minutes that a visit is remembered longer than it lasts: lines wait for their fold so long.
SLACK = 5
PEOPLE, ROBOTS = "p", "r"
# Of a file that is in the database: kept only to know who came before.
DRAFT, DONE = ".draft", ".done"


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
        spool.append(Path(settings.DOWNLOADS_ROOT), line.encode("ascii"), now)
    except OSError:
        logger.exception("Скачивание файла %s не записано", file.uuid)


def fold_downloads(now=None):
    """Bring the minutes that are over into the database; return how many downloads were counted. For the clock."""
    now, root = now or time.time(), Path(settings.DOWNLOADS_ROOT)
    counted = sum(_fold(path) for path in spool.take(root, now))
    _forget(root, now)
    return counted


def _visitor(request, agent, now):
    words = f"{client_address(request)} {agent} {request.user.pk or ''}"
    return salted_hmac(f"files.downloads.{_day(now)}", words).hexdigest()[:20]


def _day(moment):
    return datetime.fromtimestamp(moment, timezone.get_default_timezone()).date()


def _fold(path):
    """Count one file's lines, unless they have been; return how many counted."""
    counted = _first_of_visits(spool.read(path, _parsed), _recent(path.parent))
    with spool.once(path) as is_new:
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
    lines = [line for path in root.glob(f"*{DONE}") for line in spool.read(path, _parsed)]
    return {(file_id, visitor): moment for moment, file_id, _who, visitor in sorted(lines)}


def _add(counts):
    known = set(StoredFile.objects.filter(pk__in={key[0] for key in counts}).values_list("pk", flat=True))
    for (file_id, day, who), number in counts.items():
        if file_id in known:
            column = "people" if who == PEOPLE else "robots"
            row, _created = DownloadCount.objects.get_or_create(file_id=file_id, day=day)
            DownloadCount.objects.filter(pk=row.pk).update(**{column: F(column) + number})


def _parsed(line):
    match line.split():
        case [moment, file_id, who, visitor] if who in (PEOPLE, ROBOTS) and (moment + file_id).isdecimal():
            return int(moment), int(file_id), who, visitor
    return None


def _forget(root, now):
    """Delete what was folded longer ago than a visit lasts, and names nobody will ask for again."""
    for path in root.glob(f"*{DONE}"):
        if (int(path.stem.split("-")[0]) + 1 + SLACK) * spool.MINUTE + SAME_VISIT < now:
            path.unlink(missing_ok=True)
    FoldedSpool.objects.filter(folded_at__lt=timezone.now() - timedelta(days=7)).delete()
