"""Additions by month, counted from the facets in memory: what is not public is not counted, nothing is asked of SQL."""

import re
import time
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone
from django.utils.dates import MONTHS

from library.enums import MonthState
from library.facets import current_facets
from library.models import Platform

NORM = 2
MONTHS_SHOWN = 12
NOT_WORDS = re.compile(r"[\W_]+")
# Tone and sign of the badge.
BADGES = {MonthState.OK: ("ok", "check"), MonthState.LOW: ("no", "cross"), MonthState.GOING: ("wait", "clock")}


@dataclass(frozen=True)
class Month:
    """The additions of one month; `start` is its first day."""

    start: date
    count: int
    is_current: bool
    percent: int = 0

    @property
    def is_enough(self):
        """Whether the norm is met."""
        return self.count >= NORM

    @property
    def state(self):
        """Enough, too few, or still going on (MonthState)."""
        if self.is_enough:
            return MonthState.OK
        return MonthState.GOING if self.is_current else MonthState.LOW

    @property
    def label(self):
        """The state in words: never by colour alone."""
        if self.state == MonthState.GOING:
            return f"пока {self.count} из {NORM}"
        return self.state.label if self.state == MonthState.OK else f"мало: {self.count} из {NORM}"

    @property
    def name(self):
        """«Ноябрь 2026»."""
        return f"{MONTHS[self.start.month]} {self.start.year}".capitalize()

    @property
    def tone(self):
        """The tone of the badge."""
        return BADGES[self.state][0]

    @property
    def icon(self):
        """The sign of the badge."""
        return BADGES[self.state][1]


@dataclass(frozen=True)
class Growth:
    """The months of the centre or of one platform, the newest first; `url` is the platform's page."""

    name: str
    months: tuple[Month, ...]
    url: str = ""

    @property
    def now(self):
        """The current month."""
        return self.months[0]

    @property
    def before(self):
        """The month before it; None where the archive is younger."""
        return self.months[1] if len(self.months) > 1 else None


def replenishment(today=None, *, within=None):
    """Return {"centre": Growth, "platforms": [Growth]} of the last twelve months, or None while the archive is empty.

    Months count by the date of first publication and begin with the archive's first one: a young site is not blamed for
    the time before it. `today` is a date by the centre's clock; `within` is a facet and its value, such as ("programme", "7"):
    only these materials count. Source: S1:89, S1:468, F1-02.
    """
    index = current_facets()
    materials = _materials(index)
    if within:
        materials &= index.value_bits(within[0], [within[1]])
    starts = _starts(index, materials, today)
    if not starts:
        return None
    platforms = [
        Growth(platform.name, _counted(index, materials & works_of_platform(index, platform), starts), url=platform.url)
        for platform in Platform.objects.active()
    ]
    return {"centre": Growth("", _counted(index, materials, starts)), "platforms": platforms}


def growth_of(platform, today=None):
    """Return the Growth of one Platform, of as many months as the archive has; None while the archive is empty."""
    index = current_facets()
    materials = _materials(index)
    starts = _starts(index, materials, today)
    works = materials & works_of_platform(index, platform)
    return Growth(platform.name, _counted(index, works, starts), url=platform.url) if starts else None


def names_of_platform(index, platform):
    """Return the organisations of a FacetIndex, as they are written in materials, that are this Platform."""
    names = {plain_name(name) for name in platform.all_names}
    return [value for value in index.bits.get("organisation", {}) if plain_name(value) in names]


def works_of_platform(index, platform):
    """Return the bits of the works of a Platform in a FacetIndex."""
    return index.value_bits("type", ["material"]) & index.value_bits("organisation", names_of_platform(index, platform))


@lru_cache(maxsize=20_000)
def plain_name(name):
    """Return an organisation's name without what people write now so, now so: case, ё, quotes, spaces."""
    return NOT_WORDS.sub("", name.casefold().replace("ё", "е"))


def first_day(day):
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def _materials(index):
    return index.shown_bits(time.time()) & index.value_bits("type", ["material"])


def _starts(index, materials, today):
    oldest = min(index.counts("month", materials), default=None)
    return _months_to(today or timezone.localdate(), oldest)


def _months_to(today, oldest):
    """Return the first days of at most twelve months up to that of `today`, the newest first, from `oldest` («2026-01») on."""
    if oldest is None or f"{today:%Y-%m}" < oldest:
        return []
    last, starts = today.year * 12 + today.month - 1, []
    for number in range(last, last - MONTHS_SHOWN, -1):
        start = date(number // 12, number % 12 + 1, 1)
        if starts and f"{start:%Y-%m}" < oldest:
            break
        starts.append(start)
    return starts


def _counted(index, bits, starts):
    known = index.bits.get("month", {})
    counts = [(known.get(f"{start:%Y-%m}", 0) & bits).bit_count() for start in starts]
    most = max([NORM, *counts])
    return tuple(
        Month(start, count, is_current=not place, percent=100 * count // most)
        for place, (start, count) in enumerate(zip(starts, counts, strict=True))
    )
