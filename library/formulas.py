"""Formulas of indicators that the library computes: additions a month (S1:89, S1:468; requirements I02, I03)."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from library.replenishment import replenishment
from programmes.formulas import Computed, Operand, formula

UNIT = "шт."


@formula("materials_centre", gettext_lazy("Материалы в архиве за месяц: весь центр"))
def materials_of_centre(scope, day):
    """Additions of the centre in the last month that is over on `day`, with the months before it."""
    growth = replenishment(day)
    return _of_months(growth["centre"].months if growth else (), day)


@formula("materials_platforms", gettext_lazy("Материалы в архиве за месяц: каждая стажёрская площадка"))
def materials_of_platforms(scope, day):
    """The fewest additions among the platforms in the last month that is over: the norm is each one's."""
    growth = replenishment(day)
    platforms = growth["platforms"] if growth else []
    counted = [(platform.name, _over(platform.months, day)) for platform in platforms]
    operands = tuple(Operand(name, months[0].count, UNIT) for name, months in counted if months)
    if not operands:
        return Computed(None, reason=_("Нет ни одной действующей площадки, у которой прошёл целый месяц."))
    return Computed(min(operand.value for operand in operands), operands)


@formula("materials_programme", gettext_lazy("Материалы программы за месяц"))
def materials_of_programme(scope, day):
    """The same as the centre's for the materials of one programme or subproject."""
    page = scope.subproject or scope.programme
    growth = replenishment(day, within=("subproject" if scope.subproject else "programme", str(page.pk)))
    return _of_months(growth["centre"].months if growth else (), day)


def _of_months(months, day):
    over = _over(months, day)
    if not over:
        return Computed(None, reason=_("В архиве ещё не прошёл ни один целый месяц."))
    operands = [
        Operand(_("за %s") % date_format(over[0].start, "F Y").lower(), over[0].count, UNIT),
        Operand(_("месяцев с нормой за последний год"), sum(month.is_enough for month in over)),
        Operand(_("месяцев за последний год"), len(over)),
    ]
    if over[0] is not months[0]:
        operands.insert(1, Operand(_("пока в этом месяце"), months[0].count, UNIT))
    return Computed(over[0].count, tuple(operands), series=tuple((month.start, month.count) for month in over[::-1]))


def _over(months, day):
    """The months, the newest first, that are over at the end of `day`."""
    last_day = (day + timedelta(days=1)).day == 1
    return months if last_day else months[1:]
