"""Every indicator whole: all its values, its chart and the words of both, for the page and the book of indicators."""

from collections import defaultdict

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.charts import draw
from programmes.combined import lines_of
from programmes.figures import number_ru, reading_label, target_label, with_unit
from programmes.formulas import Scope
from programmes.goals import judge, points_of
from programmes.models import Indicator, Measurement
from programmes.models.indicator import PERCENT


def indicator_sheets(programme, subproject=None):
    """Return the indicators in order with `standing`, `computed`, `lines` (combined.Line, the newest first), `chart`, `table`."""
    items = list(Indicator.objects.of(programme, subproject))
    found = Measurement.objects.filter(indicator__programme=programme, indicator__subproject=subproject)
    rows, measured = defaultdict(list), list(found.until(None))
    for row in measured:
        rows[row.indicator_id].append(row)
    facts = ((row.indicator_id, row.on, row.organisation, row.value, row.presence) for row in measured)
    points = points_of(items, facts)
    judge(items, points, Scope(programme, subproject), timezone.localdate())
    for item in items:
        item.lines = lines_of(item, rows[item.pk])
        item.is_apart = any(row.organisation for row in rows[item.pk])
        _dress(item, points.get(item.pk, []))
    return items


def _dress(item, points):
    """Give an indicator what its panel shows."""
    series = item.computed.series if item.computed else ()
    if series:
        # The months that the formula still knows are said once.
        item.lines = [line for line in item.lines if not line.is_computed or line.on < series[0][0]]
    item.chart, item.chart_id = _chart_of(item, points, series), f"chart-{item.pk}"
    item.chart_words = _words_of(item, series or points) if item.chart else ""
    item.baseline_label = "" if item.baseline is None else with_unit(item.baseline, item)
    item.bar_label = f"{item.standing.value}; {_('цель')}: {item.standing.target}"
    known = item.computed.reason if item.computed else ""
    item.why = "" if item.standing.reason == known else item.standing.reason
    item.table = [
        {
            "on": date_format(line.on, "j E Y"),
            "organisation": line.organisation,
            "is_combined": line.is_combined,
            "value": reading_label(line.reading, item),
            "source": line.source.capitalize(),
            "note": line.note,
            "proof_text": line.proof_text,
            "proof_url": line.proof_url,
        }
        for line in item.lines
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
