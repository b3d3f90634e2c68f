"""Verbs of indicators: a value is added, corrected, withdrawn; the site's own values are snapped by the clock (B.27)."""

import datetime
import re
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from home.changes import note_changes
from programmes.enums import MeasurementSource
from programmes.formulas import is_registered
from programmes.models import Indicator, Measurement
from programmes.models.indicator import PERCENT

# An older date is a slip of the hand: «0216» for «2016».
EARLIEST = datetime.date(1990, 1, 1)
HUNDRED = 100
# «40 из 75»: how leaders count a share (F4-20).
PART_OF_WHOLE = re.compile(r"^\s*(\d{1,9})\s+из\s+(\d{1,9})\s*$", re.IGNORECASE)


class MeasurementRefused(Exception):
    """The value cannot be taken; the text is the reason for the person who typed it."""


def add_measurement(*, indicator, on, value, by, organisation="", note="", proof_text="", proof_url=""):
    """Add the value of an Indicator on a date: a Decimal, or True and False for presence.

    `organisation`: whose number it is, in words; "" of the whole programme (F4-20). Returns the Measurement. Raises
    ActionRefused; MeasurementRefused for the future, a number out of bounds, a value of the wrong kind, a second value of
    one day and organisation, and where the site counts by itself.
    """
    demand(by, "change", indicator)
    with transaction.atomic():
        indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
        if indicator.formula and is_registered(indicator.formula):
            raise MeasurementRefused(_("Этот показатель сайт считает сам."))
        made = Measurement(indicator=indicator, by=by, organisation=_spelt(indicator, organisation))
        _write(made, on=on, value=value, note=note, proof_text=proof_text, proof_url=proof_url)
        _tell(made, "add", by)
    return made


def correct_measurement(*, measurement, on, value, by, organisation=None, note="", proof_text="", proof_url=""):
    """Correct a value that people entered; `organisation` None: whose it is stays.

    Raises as `add_measurement`, and refuses what the site has computed.
    """
    demand(by, "change", measurement.indicator)
    with transaction.atomic():
        kept = Measurement.objects.select_for_update().get(pk=measurement.pk)
        if kept.source == MeasurementSource.COMPUTED:
            raise MeasurementRefused(_("Вычисленное значение не правят: его можно только снять."))
        before = _said(kept)
        kept.by = by
        if organisation is not None:
            kept.organisation = _spelt(kept.indicator, organisation)
        _write(kept, on=on, value=value, note=note, proof_text=proof_text, proof_url=proof_url)
        _tell(kept, "correct", by, before=before)
    return kept


def withdraw_measurement(*, measurement, by, reason=""):
    """Take a value off the site; what it was, and why it went, stays in the indicator's history. Raises ActionRefused."""
    demand(by, "change", measurement.indicator)
    with transaction.atomic():
        kept = Measurement.objects.select_for_update().get(pk=measurement.pk)
        _tell(kept, "withdraw", by, reason=reason)
        kept.delete()


def keep_computed(*, indicator, on, value):
    """Keep what a formula gave on a date, once; returns the Measurement or None where the date has one. For timers."""
    with transaction.atomic():
        made, is_new = Measurement.objects.get_or_create(
            indicator=indicator, on=on, organisation="", defaults={"value": value, "source": MeasurementSource.COMPUTED}
        )
        if is_new:
            note_changes([indicator.programme_id])
    return made if is_new else None


def read_number(text):
    """Return the Decimal that a person typed («12,5», «1 200», «60 %»). Raises MeasurementRefused."""
    plain = "".join(text.split()).replace(",", ".").removesuffix(PERCENT)
    try:
        number = Decimal(plain)
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise MeasurementRefused(_("«%(text)s» — не число.") % {"text": text.strip()[:40]})
    return number


def read_reading(indicator, text):
    """Return what a person typed for `indicator`: True or False for presence, else a Decimal. Raises MeasurementRefused.

    A share of per cent may be typed as its operands: «40 из 75» is 53,3 %, rounded down, so that no target is reached by
    rounding. `with_operands` keeps them.
    """
    match = PART_OF_WHOLE.match(text)
    if match and indicator.unit == PERCENT:
        part, whole = Decimal(match[1]), Decimal(match[2])
        if not whole or part > whole:
            raise MeasurementRefused(_("Часть не может быть больше целого."))
        return (HUNDRED * part / whole).quantize(Decimal("0.1"), ROUND_FLOOR)
    if not indicator.is_presence:
        return read_number(text)
    said = {"есть": True, "да": True, "нет": False}.get(text.strip().casefold())
    if said is None:
        raise MeasurementRefused(_("Здесь отвечают «есть» или «нет»."))
    return said


def with_operands(text, note):
    """Return `note` with the operands of a typed share, «40 из 75», before it where they are not in it yet."""
    match = PART_OF_WHOLE.match(text)
    said = f"{match[1]} из {match[2]}" if match else ""
    return note if said in note else ". ".join(filter(None, [said, note]))


def _write(measurement, *, on, value, **words):
    indicator = measurement.indicator
    _refuse_date(on)
    _refuse_value(indicator, value)
    measurement.on = on
    measurement.value, measurement.presence = (None, value) if indicator.is_presence else (value, None)
    for name, text in words.items():
        setattr(measurement, name, text.strip())
    try:
        measurement.full_clean()
    except ValidationError as error:
        raise MeasurementRefused(" ".join(error.messages)) from error
    measurement.save()


def _spelt(indicator, organisation):
    """Return the organisation as this indicator's values spell it already: a capital letter makes no second school."""
    name = " ".join(organisation.split())
    known = indicator.measurements.exclude(organisation="").order_by().values_list("organisation", flat=True).distinct()
    return next((other for other in known if other.casefold() == name.casefold()), name) if name else ""


def _refuse_date(on):
    if on is None or on < EARLIEST:
        raise MeasurementRefused(_("Проверьте дату."))
    if on > timezone.localdate():
        raise MeasurementRefused(_("Эта дата ещё не наступила: значения вносят о том, что уже есть."))


def _refuse_value(indicator, value):
    if indicator.is_presence != isinstance(value, bool):
        wanted = _("Здесь отвечают «есть» или «нет».") if indicator.is_presence else _("Здесь нужно число.")
        raise MeasurementRefused(wanted)
    if indicator.is_presence:
        return
    if value < 0:
        raise MeasurementRefused(_("Значение не может быть отрицательным."))
    if indicator.unit == PERCENT and value > HUNDRED:
        raise MeasurementRefused(_("Больше 100 % быть не может."))


def _said(measurement):
    said = {"on": measurement.on.isoformat(), "value": str(measurement.reading)}
    return {**said, "organisation": measurement.organisation} if measurement.organisation else said


def _tell(measurement, deed, by, **more):
    indicator = measurement.indicator
    data = {**_said(measurement), **{name: value for name, value in more.items() if value}}
    log(instance=indicator, action=f"programmes.measurement.{deed}", user=by, data=data)
    note_changes([indicator.programme_id])
