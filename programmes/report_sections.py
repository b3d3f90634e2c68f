"""What a report is made of: sections that apps register, each filled from the site's data for a period (B.31, D4.5).

    @report_section("materials", "Материалы", order=50, centre=True)
    def materials_section(scope): ...

A section returns parts (files.writers: Heading of level 3, Paragraph, Bullets, Table), or None where there is nothing to say.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from programmes.models import ProgrammePage, SubprojectPage


@dataclass(frozen=True)
class Scope:
    """What a report is about: a programme, one part of it (`subproject`), or the whole centre (`programme` is None).

    starts_on, ends_on   the period, both days in it
    """

    programme: ProgrammePage | None
    starts_on: date
    ends_on: date
    subproject: SubprojectPage | None = None

    @property
    def period(self):
        """The two days, for «__range»."""
        return self.starts_on, self.ends_on

    @property
    def moments(self):
        """The first and the last moment of the period by the centre's clock, for «__range»."""
        return tuple(
            timezone.make_aware(datetime.combine(day, hour))
            for day, hour in ((self.starts_on, time.min), (self.ends_on, time.max))
        )

    def about(self):
        """Return the filter of what names its programme and subproject by «programmes» and «subprojects»."""
        if self.subproject:
            return {"subprojects": self.subproject}
        return {"programmes": self.programme} if self.programme else {}


@dataclass(frozen=True)
class Section:
    """A section as it is now: its code, title and parts."""

    code: str
    title: str
    parts: tuple


@dataclass(frozen=True)
class _Maker:
    code: str
    title: str
    order: int
    centre: bool
    make: Callable


_makers: dict[str, _Maker] = {}


def report_section(code, title, order, *, centre=False):
    """Register the decorated function (scope) -> parts or None as the section `code`; `order` places it among the others.

    centre   it can speak of the whole centre too: of a scope without a programme
    Raises ValueError when another function has this code.
    """

    def register(make):
        known = _makers.get(code)
        if known and known.make is not make:
            raise ValueError(f"Section {code} is there already")
        _makers[code] = _Maker(code, title, order, centre, make)
        return make

    return register


def sections_of(scope):
    """Return the Sections of `scope` that have something to say, in order."""
    found = []
    for maker in sorted(_makers.values(), key=lambda maker: (maker.order, maker.code)):
        if (maker.centre or scope.programme) and (parts := maker.make(scope)):
            found.append(Section(maker.code, str(maker.title), tuple(parts)))
    return found
