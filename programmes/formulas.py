"""Named formulas of indicators: apps above register theirs in `ready()`, the page shows the operands (B.27, D4).

    @formula("materials_centre", _("Материалы в архиве за месяц: центр"))
    def materials_of_centre(scope, day): return Computed(...)

A formula that cannot be computed says why: «н/д» is an answer, a guess is not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from programmes.figures import number_ru


@dataclass(frozen=True)
class Scope:
    """What a formula counts for: a programme, or a subproject of it (else None)."""

    programme: object
    subproject: object = None


@dataclass(frozen=True)
class Operand:
    """One number that a formula is made of; `value` None: not known."""

    name: str
    value: Decimal | int | None
    unit: str = ""

    @property
    def label(self):
        """The number in words."""
        if self.value is None:
            return _("н/д")
        return f"{number_ru(self.value)}\u00a0{self.unit}" if self.unit else number_ru(self.value)


@dataclass(frozen=True)
class Computed:
    """What a formula says: `value` (None: «н/д», then `reason` is a sentence), what it is made of, and its history.

    series  ((first day of a month or year, number), …), the oldest first; empty where the formula knows only today
    """

    value: Decimal | int | None
    operands: tuple[Operand, ...] = ()
    reason: str = ""
    series: tuple[tuple[date, Decimal | int], ...] = ()


# Formulas that programmes name already, and what they wait for (B.27; requirements I01, I04, I17–I20).
AWAITED = {
    "teachers_involved": (
        _("Доля педагогов округа в сообществе"),
        _("Нужны профили педагогов и общее число педагогов округа."),
    ),
    "requests_to_offers": (_("Запросы к представленному опыту"), _("Нужны предложения и запросы матрицы сети.")),
    "executed_to_requested": (
        _("Проведённые мероприятия к запрошенным"),
        _("Нужны договорённости матрицы сети и отметки об исполнении."),
    ),
    "certificates_to_participants": (
        _("Сертификаты к числу участников"),
        _("Нужны участники мероприятий и выданные им сертификаты."),
    ),
    "network_organisations": (
        _("Организации со статусом «Сетевая ОО»"),
        _("Нужны статусы организаций с датами присвоения."),
    ),
    "online_conferences": (_("Онлайн-конференции за месяц"), _("Нужен календарь мероприятий с их формой.")),
}

Formula = Callable[[Scope, date], Computed]
_formulas: dict[str, tuple[str, Formula]] = {}


def formula(code: str, title: str):
    """Register the decorated function of (Scope, date) as the formula `code`.

    Raises ValueError when another function has the code already.
    """

    def register(function: Formula) -> Formula:
        if _formulas.get(code, (title, function))[1] is not function:
            raise ValueError(f"{code} is already a formula")
        _formulas[code] = (title, function)
        return function

    return register


def is_registered(code):
    """Tell whether an app computes the formula `code` now."""
    return code in _formulas


def registered_codes():
    """Return the codes of all formulas that can be asked now."""
    return list(_formulas)


def formula_title(code):
    """Return the name of a formula in words; its code where nobody knows it any more."""
    if code in _formulas:
        return _formulas[code][0]
    return AWAITED[code][0] if code in AWAITED else code


def formula_choices():
    """Return (code, title) of every formula by title, those that wait for their app too."""
    return sorted(((code, str(formula_title(code))) for code in {*_formulas, *AWAITED}), key=lambda pair: pair[1])


def compute(code, scope, day):
    """Return the Computed of a formula for `scope` as of the end of `day`; «н/д» with what is missing where none computes it."""
    if code in _formulas:
        return _formulas[code][1](scope, day)
    missing = AWAITED[code][1] if code in AWAITED else _("Такой формулы на сайте нет.")
    return Computed(None, reason=str(missing))
