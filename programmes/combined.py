"""Values of one indicator that organisations have apart, and what they are together on each day (F4-20)."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby

from django.utils.translation import gettext as _

from home.templatetags.face_tags import plural_ru
from programmes.enums import Combining, MeasurementSource

TENTH = Decimal("0.1")
ORGANISATIONS = "организации,организациям,организациям"


@dataclass(frozen=True)
class Line:
    """One line of an indicator's table: whose reading of which day, where it is from, what is said of it and proves it.

    organisation   whose it is in words; "" where the indicator's values are all of the whole programme
    is_combined    the site made it of the organisations' values of that day
    is_computed    a formula gave it, and it was kept
    """

    on: date
    reading: object
    organisation: str = ""
    source: str = ""
    note: str = ""
    proof_text: str = ""
    proof_url: str = ""
    is_combined: bool = False
    is_computed: bool = False


def combined_points(indicator, rows):
    """Return [(date, reading)] of an Indicator, one a day, the oldest first.

    `rows` are (date, organisation, reading) in the order of dates. The day's value of the whole programme is stronger;
    without one the organisations' values are taken together as the indicator says.
    """
    return [(on, _of_day(indicator, list(day))) for on, day in groupby(rows, key=lambda row: row[0])]


def lines_of(indicator, measurements):
    """Return the Lines of an Indicator's Measurements, the newest day first; on a day the whole, then each organisation."""
    apart = any(row.organisation for row in measurements)
    lines = []
    for on, day in groupby(
        sorted(measurements, key=lambda row: (-row.on.toordinal(), row.organisation)), lambda r: r.on
    ):
        rows = list(day)
        if apart and rows[0].organisation:
            reading = _of_day(indicator, [(row.on, row.organisation, row.reading) for row in rows])
            lines.append(Line(on, reading, _together(indicator, len(rows)), _("вычислено сайтом"), is_combined=True))
        lines += [_line(row, apart) for row in rows]
    return lines


def _line(row, apart):
    whose = row.organisation or (_("вся программа") if apart else "")
    words = (row.get_source_display(), row.note, row.proof_text, row.proof_url)
    return Line(row.on, row.reading, whose, *words, is_computed=row.source == MeasurementSource.COMPUTED)


def _together(indicator, number):
    """«среднее по 3 организациям»."""
    return f"{indicator.get_combining_display()} по {plural_ru(number, ORGANISATIONS)}"


def _of_day(indicator, rows):
    whole = [reading for _on, organisation, reading in rows if not organisation]
    if whole:
        return whole[0]
    values = [reading for _on, _organisation, reading in rows]
    if indicator.combining == Combining.SUM:
        return sum(values)
    # Rounded away from the target: no target is reached by rounding.
    rounding = ROUND_CEILING if indicator.at_least is None and indicator.at_most is not None else ROUND_FLOOR
    return (sum(values) / len(values)).quantize(TENTH, rounding)
