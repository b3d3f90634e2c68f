"""What is asked, for the operations page: counted by day without a write to the database in the request (files.spool).

Only words, a day and times: nobody's address or name is kept, and what looks like an address or a telephone that somebody
typed is covered before it reaches the disk.
"""

import logging
import re
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from files import spool
from files.robots import is_robot
from home.terms import fold
from search.models import AskedQuery

logger = logging.getLogger(__name__)
KEPT = timedelta(days=90)
LONGEST = 200
# Beyond so many different queries a day (a robot that hides what it is) the rest are counted together.
MOST_A_DAY = 20_000
CHUNK = 500
FOUND, NOTHING, SERVING, RESERVE = "+", "0", "s", "r"
PRIVATE = re.compile(r"\S+@\S+|(?:\+7|\b[78])[\s(-]*\d{3}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}\b")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# One statement: two clocks that fold two files at once lose nothing. «nothing» is a word of SQL too.
ADD = """
    INSERT INTO search_askedquery (day, words, times, "nothing", by_reserve, slowest_ms, milliseconds)
    VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (day, words) DO UPDATE SET
        times = search_askedquery.times + excluded.times,
        "nothing" = search_askedquery."nothing" + excluded."nothing",
        by_reserve = search_askedquery.by_reserve + excluded.by_reserve,
        milliseconds = search_askedquery.milliseconds + excluded.milliseconds,
        slowest_ms = CASE WHEN excluded.slowest_ms > search_askedquery.slowest_ms
                     THEN excluded.slowest_ms ELSE search_askedquery.slowest_ms END
"""


@dataclass
class _Counted:
    times: int = 0
    nothing: int = 0
    by_reserve: int = 0
    slowest_ms: int = 0
    milliseconds: int = 0


def note_query(request, result, seconds, now=None):
    """Write down that a person asked for `result` (a queries.Result), which took `seconds`; `now` is a Unix time.

    Only the first page counts, and nothing was found only where no filter was chosen: it is the archive that lacks it then.
    A disk that is full costs the line and never the page: that is logged.
    """
    asked, words = result.asked, line_of(result.asked.query.raw)
    if not words or asked.page not in ("", "1") or _is_nobody(request):
        return
    now = now or time.time()
    lacks = result.total == 0 and not asked.filters and not asked.type
    marks = (NOTHING if lacks else FOUND) + (RESERVE if result.by_reserve else SERVING)
    day = datetime.fromtimestamp(now, timezone.get_default_timezone()).date()
    line = f"{day} {marks} {round(seconds * 1000)} {words}\n"
    try:
        spool.append(Path(settings.QUERIES_ROOT), line.encode("utf-8", "replace"), now)
    except OSError:
        logger.exception("Поисковый запрос не записан в журнал")


def line_of(raw):
    """Return a query as it is counted: small letters, single spaces, nothing that names a person's address or telephone."""
    return " ".join(PRIVATE.sub("…", CONTROL.sub(" ", fold(raw))).split())[:LONGEST].strip()


def fold_queries(now=None):
    """Bring the minutes that are over into AskedQuery, each exactly once; return how many queries. For the clock."""
    folded = 0
    for path in spool.take(Path(settings.QUERIES_ROOT), now or time.time()):
        lines = spool.read(path, _parsed)
        with spool.once(path) as is_new:
            if is_new:
                _add(lines)
                folded += len(lines)
        path.unlink(missing_ok=True)
    return folded


def prune_queries(now=None):
    """Delete the queries of days longer ago than KEPT; return how many rows."""
    return AskedQuery.objects.filter(day__lt=timezone.localdate(now) - KEPT).delete()[0]


def _is_nobody(request):
    # A programme, or a browser that fetches what nobody may look at.
    return is_robot(request.headers.get("User-Agent", "")) or "prefetch" in request.headers.get("Sec-Purpose", "")


def _parsed(line):
    match line.split(" ", 3):
        case [day, marks, milliseconds, words] if len(marks) == 2 and milliseconds.isdecimal() and words.strip():
            try:
                # PostgreSQL has no place for a number that somebody has torn or made up.
                return date.fromisoformat(day), line_of(words), marks, min(int(milliseconds), 10**6)
            except ValueError:
                return None
    return None


def _add(lines):
    counted = {}
    for day, words, marks, milliseconds in lines:
        row = counted.setdefault((day, words), _Counted())
        row.times += 1
        row.nothing += marks[0] == NOTHING
        row.by_reserve += marks[1] == RESERVE
        row.slowest_ms = max(row.slowest_ms, milliseconds)
        row.milliseconds += milliseconds
    kept = _kept(counted)
    with connection.cursor() as cursor:
        for (day, words), row in counted.items():
            words = words if (day, words) in kept else ""
            cursor.execute(ADD, [day, words, row.times, row.nothing, row.by_reserve, row.slowest_ms, row.milliseconds])


def _kept(keys):
    """Return those of `keys` (day, words) that have a row of their own, or still find room for one."""
    kept = set()
    for day in {day for day, _words in keys}:
        wanted = sorted(words for of_day, words in keys if of_day == day)
        rows, known = AskedQuery.objects.filter(day=day), set()
        for start in range(0, len(wanted), CHUNK):
            known |= set(rows.filter(words__in=wanted[start : start + CHUNK]).values_list("words", flat=True))
        room = max(0, MOST_A_DAY - rows.count())
        kept |= {(day, words) for words in known}
        kept |= {(day, words) for words in [words for words in wanted if words not in known][:room]}
    return kept
