"""Indicators of a programme and their values by date (B.27): plain models, changed only by verbs (design §3.2)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from programmes.enums import Combining, MeasurementSource, Period, TargetKind
from programmes.figures import reading_label
from programmes.formulas import formula_choices, formula_title
from programmes.models.part import ProgrammePart
from programmes.querysets import MeasurementQuerySet

PERCENT = "%"
PERCENT_WORDS = {"процент", "процента", "процентов", "проценты"}
WITHIN_100 = Q(at_least__range=(0, 100)) | Q(at_least=None)
WITHIN_100 &= Q(at_most__range=(0, 100)) | Q(at_most=None)
WITHIN_100 &= Q(baseline__range=(0, 100)) | Q(baseline=None)


def bound(name, help_text):
    """A number of an indicator that may be unknown."""
    return models.DecimalField(name, max_digits=14, decimal_places=4, null=True, blank=True, help_text=help_text)


class Indicator(ProgrammePart):
    """A criterion's indicator with its target: bounds of a number or of a frequency, yearly growth, or presence."""

    code = models.CharField(_("шифр"), max_length=12, blank=True)
    criterion = models.CharField(_("критерий"), max_length=300, blank=True)
    text = models.CharField(_("показатель"), max_length=400)
    measurer = models.CharField(
        _("измеритель"), max_length=300, blank=True, help_text=_("Чем измеряется: справка, анкета, мониторинг.")
    )
    responsible = models.CharField(_("ответственные"), max_length=300, blank=True)
    responsible_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ответственный на сайте"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    target_kind = models.CharField(_("вид цели"), max_length=12, choices=TargetKind.choices, default=TargetKind.NUMBER)
    unit = models.CharField(
        _("единица"), max_length=40, blank=True, help_text=_("«%», «чел.», «раз». Не нужна только для наличия.")
    )
    at_least = bound(_("не меньше"), _("Нижняя граница цели."))
    at_most = bound(_("не больше"), _("Верхняя граница цели."))
    period = models.CharField(
        _("за какой срок"), max_length=12, choices=Period.choices, blank=True, help_text=_("Для периодичности.")
    )
    baseline = bound(_("исходное значение"), _("Каким показатель был до программы."))
    combining = models.CharField(
        _("общее значение по организациям"),
        max_length=4,
        choices=Combining.choices,
        default=Combining.MEAN,
        help_text=_("Если значения внесены отдельно по организациям: чем они вместе считаются на эту дату."),
    )
    formula = models.CharField(
        _("формула"), max_length=40, blank=True, choices=formula_choices, help_text=_("Пусто — значения вносят люди.")
    )

    class Meta:
        verbose_name = _("показатель")
        verbose_name_plural = _("показатели")
        ordering = ["programme", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                condition=~Q(code=""),
                name="programmes_indicator_code_once",
                violation_error_message=_("В этой программе уже есть показатель с таким шифром."),
            ),
            models.CheckConstraint(
                condition=Q(target_kind=TargetKind.PRESENCE) | ~Q(unit=""),
                name="programmes_indicator_has_unit",
                violation_error_message=_("Укажите единицу: без неё значение не понять."),
            ),
            models.CheckConstraint(
                condition=~Q(target_kind__in=[TargetKind.NUMBER, TargetKind.PERIODICITY])
                | Q(at_least__isnull=False)
                | Q(at_most__isnull=False),
                name="programmes_indicator_has_target",
                violation_error_message=_("Для числа и периодичности нужна цель: «не меньше» или «не больше»."),
            ),
            models.CheckConstraint(
                condition=~Q(target_kind=TargetKind.PERIODICITY) | ~Q(period=""),
                name="programmes_indicator_has_period",
                violation_error_message=_("Для периодичности укажите, за какой срок."),
            ),
            models.CheckConstraint(
                condition=Q(at_least=None) | Q(at_most=None) | Q(at_most__gte=models.F("at_least")),
                name="programmes_indicator_bounds_in_order",
                violation_error_message=_("«Не больше» не может быть меньше, чем «не меньше»."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=PERCENT) | WITHIN_100,
                name="programmes_indicator_percent_within_100",
                violation_error_message=_("Проценты бывают от 0 до 100."),
            ),
            models.CheckConstraint(
                condition=~Q(unit=PERCENT) | ~Q(combining=Combining.SUM),
                name="programmes_indicator_percent_is_no_sum",
                violation_error_message=_("Проценты организаций не складывают: выберите среднее."),
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.text}".strip()

    def clean(self):
        """Write per cent one way; refuse a kind of target that the values already entered do not fit."""
        super().clean()
        self.unit = PERCENT if self.unit.strip().casefold() in PERCENT_WORDS else self.unit.strip()
        if self.formula and self.is_presence:
            raise ValidationError({"formula": _("Формула даёт число, а не наличие.")})
        if self.pk and self.measurements.filter(presence__isnull=self.is_presence).exists():
            raise ValidationError({"target_kind": _("Уже внесённые значения не подходят к этому виду цели.")})

    @property
    def is_presence(self):
        """Whether its values are «есть» and «нет»."""
        return self.target_kind == TargetKind.PRESENCE

    @property
    def formula_title(self):
        """The name of its formula; empty where people enter the values."""
        return formula_title(self.formula) if self.formula else ""


class Measurement(models.Model):
    """The value of an indicator on a date, of all or of one organisation, with who entered it and what proves it (F4-20)."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("показатель"), on_delete=models.CASCADE, related_name="measurements"
    )
    on = models.DateField(_("дата"))
    organisation = models.CharField(
        _("организация"),
        max_length=200,
        blank=True,
        help_text=_("Пусто — значение всей программы. С названием — одной организации: из таких сайт выведет общее."),
    )
    value = models.DecimalField(_("значение"), max_digits=14, decimal_places=4, null=True, blank=True)
    presence = models.BooleanField(_("наличие"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто внёс"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    note = models.CharField(_("примечание"), max_length=300, blank=True)
    source = models.CharField(
        _("откуда"),
        max_length=10,
        choices=MeasurementSource.choices,
        default=MeasurementSource.MANUAL,
        editable=False,
    )
    proof_text = models.CharField(_("чем подтверждено"), max_length=300, blank=True)
    proof_url = models.URLField(_("адрес подтверждения"), max_length=500, blank=True)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("значение показателя")
        verbose_name_plural = _("значения показателей")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "on", "organisation"],
                name="programmes_measurement_once_a_day",
                violation_error_message=_("На эту дату значение уже внесено: исправьте его."),
            ),
            models.CheckConstraint(
                condition=Q(organisation="") | Q(value__isnull=False, source=MeasurementSource.MANUAL),
                name="programmes_measurement_of_organisation_is_a_number",
                violation_error_message=_("По организациям вносят только числа: наличие бывает общим."),
            ),
            models.CheckConstraint(
                condition=Q(value=None, presence__isnull=False) | Q(value__isnull=False, presence=None),
                name="programmes_measurement_number_or_presence",
                violation_error_message=_("Укажите либо число, либо наличие."),
            ),
            models.CheckConstraint(
                condition=Q(value=None) | Q(value__gte=0),
                name="programmes_measurement_not_negative",
                violation_error_message=_("Значение не может быть отрицательным."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} — {self.on:%d.%m.%Y}"

    @property
    def label(self):
        """The value in words."""
        return reading_label(self.reading, self.indicator)

    @property
    def day(self):
        """The date in figures."""
        return date_format(self.on, "d.m.Y")

    @property
    def reading(self):
        """The number or, for presence, True or False."""
        return self.value if self.presence is None else self.presence
