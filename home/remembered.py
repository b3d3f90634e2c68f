"""What a process remembers of the database between requests, until anything that every visitor sees may differ.

    _goals = Remembered()

    def goals_of(page):
        return _goals.of(page, read_goals)

Only what every visitor may see: nothing here asks who it is. What is remembered is shared by requests and never changed.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min
from django.utils import timezone
from wagtail.models import Page

from home.changes import current_generation

# More pages of one kind than anybody looks at between two changes: beyond it a memory starts anew.
MOST = 200


@dataclass(frozen=True)
class Moment:
    """As long as it is the same, the public site is: nothing was written, no page's time has ended, the day is the same.

    generation  of the log of changes (home.changes)
    ends_at     when the time of a page of the site ends next, whether or not the clock takes it off at once; None: never
    """

    generation: int
    day: date
    ends_at: datetime | None


_moment: Moment | None = None


def current_moment():
    """Return the Moment; it asks for nothing while it is the same, but for the generation once a request."""
    global _moment
    # The generation first: what changes meanwhile makes the moment stale, never the other way round.
    generation, now = current_generation(), timezone.now()
    day, known = timezone.localdate(now), _moment
    if known is None or (known.generation, known.day) != (generation, day) or (known.ends_at and known.ends_at <= now):
        _moment = known = Moment(generation, day, _next_end(now))
    return known


class Remembered:
    """Values by key, all of one moment."""

    def __init__(self, most=MOST):
        self._most = most
        self.clear()

    def get(self, key, read):
        """Return what `read()` gave at this moment for `key`."""
        moment, (known_at, values) = current_moment(), self._known
        if known_at != moment or (key not in values and len(values) >= self._most):
            values = {}
            self._known = moment, values
        if key not in values:
            # Into the values of the moment that was looked up: another thread may be at the next one already.
            values[key] = read()
        return values[key]

    def of(self, page, read):
        """Return what `read(page)` gave at this moment; of an object that visitors do not see so, what it gives now."""
        return self.get(page.pk, lambda: read(page)) if page.is_as_published else read(page)

    def clear(self):
        """Remember nothing."""
        self._known = None, {}


def _next_end(now):
    return Page.objects.live().filter(expire_at__gt=now).aggregate(end=Min("expire_at"))["end"]
