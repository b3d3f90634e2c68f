"""How a programme goes, told by what really changed: states, proofs, news, reports, whatever other apps register.

    @progress_source
    def measured(programme, limit): ...

A source returns at most `limit` Changes of the programme that every visitor may see, the newest first.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils import timezone

SHOWN = 40


@dataclass(frozen=True)
class Change:
    """One change.

    moment   when it came about, aware
    kind     what it is, for its badge: «План», «Новость»
    text     what changed
    url      where it is read; empty: nowhere of its own
    detail   a word about it: the new state, the reason
    tone     the tone of the badge (templates/components/badge.html)
    sign     the name of its icon
    lead     a sentence for those who read it elsewhere (feeds)
    key      tells it from all others for good
    """

    moment: datetime
    kind: str
    text: str
    url: str = ""
    detail: str = ""
    tone: str = "none"
    sign: str = "flag"
    lead: str = ""
    key: str = ""

    @property
    def headline(self):
        """What changed and into what, in one line."""
        return f"{self.text} — {self.detail}" if self.detail else self.text


_sources: list[Callable[[object, int], Iterable[Change]]] = []


def progress_source(function):
    """Register the decorated function (programme, limit) -> Changes as one that knows what of a programme changed."""
    if function not in _sources:
        _sources.append(function)
    return function


def changes_of(programme, limit=SHOWN):
    """Return the newest `limit` Changes of `programme` (a ProgrammePage): as many queries as the sources need, at any size."""
    return gathered(programme, limit)[:limit]


def told_of(programme, each):
    """Return the newest Changes of `programme` for those who read them elsewhere, at most `each` of a source.

    So a day of many marks in the plan does not push the news out; of one thing the last change of a day is told.
    """
    told = {}
    for change in gathered(programme, each * 3):
        told.setdefault((change.kind, change.url, timezone.localdate(change.moment)), change)
    left = Counter()
    return [change for change in told.values() if left.update([change.kind]) or left[change.kind] <= each]


def gathered(programme, each):
    """Return the newest Changes of all sources, at most `each` of one, the newest first."""
    # A page that was put on the site past the verb of publishing has no moment, and so is no news.
    changes = [change for source in _sources for change in source(programme, each) if change.moment]
    return sorted(changes, key=lambda change: change.moment, reverse=True)


def updated_at(programme):
    """Return when `programme` last really changed, None where nothing ever did; a save of its page is no change."""
    newest = changes_of(programme, 1)
    return newest[0].moment if newest else None


def progress_of(programme):
    """Return {"updated_at", "days": [(day, [Change])]} for the page of the progress of `programme`."""
    changes = changes_of(programme)
    days = groupby(changes, key=lambda change: timezone.localdate(change.moment))
    return {
        "updated_at": changes[0].moment if changes else None,
        "days": [(day, list(rows)) for day, rows in days],
    }
