"""Figures of indicators in Russian words."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from programmes.enums import Period, TargetKind

NBSP = "\u00a0"


def number_ru(number):
    """Return «1 250,5» of a number: no zeros at the end, a comma, spaces between thousands."""
    plain = Decimal(number).normalize()
    places = max(0, -plain.as_tuple().exponent)
    return number_format(plain, places, force_grouping=True).replace(" ", NBSP)


def with_unit(number, indicator):
    """Return «48 %», «48 чел.», «3 в месяц» for a number of `indicator`."""
    if indicator.target_kind == TargetKind.PERIODICITY:
        return f"{number_ru(number)} {Period(indicator.period).label}"
    return f"{number_ru(number)}{NBSP}{indicator.unit}"


def reading_label(reading, indicator):
    """Return the value of a measurement in words: a number with its unit, «есть» or «нет»; «н/д» of None."""
    if reading is None:
        return _("н/д")
    if indicator.is_presence:
        return _("есть") if reading else _("нет")
    return with_unit(reading, indicator)


def target_label(indicator):
    """Return the target in words: «не меньше 60 %», «от 1 до 2 раз в месяц», «ежегодный рост», «наличие»."""
    if indicator.target_kind == TargetKind.GROWTH:
        return _("ежегодный рост")
    if indicator.is_presence:
        return f"{_('наличие')} {_('каждый год')}" if indicator.period == Period.YEAR else _("наличие")
    low, high = indicator.at_least, indicator.at_most
    if low is not None and high is not None:
        words = _("от %(low)s до %(high)s") % {"low": number_ru(low), "high": number_ru(high)}
    elif low is not None:
        words = _("не меньше %s") % number_ru(low)
    else:
        words = _("не больше %s") % number_ru(high)
    words = f"{words}{NBSP}{indicator.unit}"
    return f"{words} {Period(indicator.period).label}" if indicator.period else words
