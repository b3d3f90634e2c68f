"""The monthly look at all outer links: a few a run, one a site, so that nobody is troubled (F1-02)."""

import time

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from library.links.gathering import start_round
from library.links.looking import look_at
from library.models import OuterLink

# A run comes once a minute: a site is asked at most once a minute, and the worker is soon free for files and letters.
AT_ONCE = 20
SECONDS = 30


def check_links_due(*, now=None):
    """Gather this month's links if nobody has, and ask the worker to look at some; return whether any wait."""
    from library.tasks import check_links_task

    start_round(now=now)
    waiting = OuterLink.objects.due(_month_start(now)).exists()
    if waiting and not DBTaskResult.objects.ready().filter(task_path=check_links_task.module_path).exists():
        check_links_task.enqueue()
    return waiting


def check_some(*, now=None, look=look_at, seconds=SECONDS):
    """Look at up to AT_ONCE links that are due, no two of one site, for at most about `seconds`; return how many."""
    ends, seen = time.monotonic() + seconds, 0
    one_a_site = OuterLink.objects.due(_month_start(now)).order_by().values("host").annotate(first=Min("pk"))
    firsts = one_a_site.order_by("first").values_list("first", flat=True)[:AT_ONCE]
    for link in OuterLink.objects.filter(pk__in=list(firsts)):
        if time.monotonic() > ends:
            break
        note_look(link=link, seen=look(link.url), now=now)
        seen += 1
    return seen


def note_look(*, link, seen, now=None):
    """Write down what was `seen` (a Look) of `link`; «since» stays while the state does."""
    now = now or timezone.now()
    if link.state != seen.state or link.since is None:
        link.state, link.since = seen.state, now
    link.reason, link.checked_at = seen.reason[:200], now
    link.save(update_fields=["state", "since", "reason", "checked_at"])


def troubled_links():
    """Return the links to see to, the longest troubled first, with the materials that have them."""
    return OuterLink.objects.troubled().prefetch_related("places__material")


def _month_start(now):
    return timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
