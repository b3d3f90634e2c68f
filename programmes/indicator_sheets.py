"""Every indicator whole: all its values, its chart and the words of both, for the page and the book of indicators."""

from collections import defaultdict

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.charts import draw
from programmes.enums import MeasurementSource
from programmes.figures import number_ru, reading_label, target_label, with_unit
from programmes.formulas import Scope
from programmes.goals import judge
from programmes.models import Indicator, Measurement
from programmes.models.indicator import PERCENT


def indicator_sheets(programme, subproject=None):
    """Return the indicators in order with `standing`, `computed`, `rows` (Measurements, the newest first), `chart`, `table`."""
    items = list(Indicator.objects.of(programme, subproject))
    rows = defaultdict(list)
    for row in Measurement.objects.filter(indicator__programme=programme, indicator__subproject=subproject).until(None):
        rows[row.indicator_id].append(row)
    points = {pk: [(row.on, row.reading) for row in of_one] for pk, of_one in rows.items()}
    judge(items, points, Scope(programme, subproject), timezone.localdate())
    for item in items:
        item.rows = rows[item.pk][::-1]
        _dress(item, points.get(item.pk, []))
    return items


def _dress(item, points):
    """Give an indicator what its panel shows."""
    series = item.computed.series if item.computed else ()
    if series:
        # The months that the formula still knows are said once.
        item.rows = [row for row in item.rows if row.source == MeasurementSource.MANUAL or row.on < series[0][0]]
    item.chart, item.chart_id = _chart_of(item, points, series), f"chart-{item.pk}"
    item.chart_words = _words_of(item, series or points) if item.chart else ""
    item.baseline_label = "" if item.baseline is None else with_unit(item.baseline, item)
    item.bar_label = f"{item.standing.value}; {_('цель')}: {item.standing.target}"
    known = item.computed.reason if item.computed else ""
    item.why = "" if item.standing.reason == known else item.standing.reason
    item.table = [
        {
            "on": date_format(row.on, "j E Y"),
            "value": reading_label(row.reading, item),
            "source": row.get_source_display().capitalize(),
            "note": row.note,
            "proof_text": row.proof_text,
            "proof_url": row.proof_url,
        }
        for row in item.rows
    ]
    item.table += [
        {"on": _month(day), "value": with_unit(value, item), "source": _("Вычислено сайтом")}
        for day, value in reversed(series)
    ]


def _chart_of(item, points, series):
    """The chart of an indicator's values by date or, where its formula knows the months, by month; None for too few."""
    if item.is_presence:
        return None
    bounds = ((item.at_least, _("цель")), (item.at_most, _("не больше")), (item.baseline, _("было вначале")))
    more = {
        "targets": [(value, word) for value, word in bounds if value is not None],
        "write": number_ru,
        "ceiling": 100 if item.unit == PERCENT else None,
    }
    if series:
        months = [(number, date_format(day, "m.Y"), value) for number, (day, value) in enumerate(series)]
        return draw(months, as_bars=True, **more)
    by_years = len({on.year for on, _value in points}) == len(points)
    return draw([(on.toordinal(), date_format(on, "Y" if by_years else "m.Y"), v) for on, v in points], **more)


def _words_of(item, points):
    """The chart in a sentence, for those who do not see it."""
    values = [value for _on, value in points]
    return _("%(from)s – %(to)s: от %(low)s до %(high)s, в конце %(last)s. Цель: %(target)s.") % {
        "from": _month(points[0][0]),
        "to": _month(points[-1][0]),
        "low": number_ru(min(values)),
        "high": number_ru(max(values)),
        "last": with_unit(values[-1], item),
        "target": target_label(item),
    }


def _month(day):
    return date_format(day, "F Y").capitalize()
