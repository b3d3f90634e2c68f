"""Risks of a programme with what is done against them (B.28), and expected results with their proofs (B.2)."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.choices import label_of
from programmes.enums import (
    RESULT_BADGES,
    RISK_BADGES,
    ResultKind,
    ResultState,
    RiskScale,
    RiskState,
)
from programmes.models.part import ProgrammePart
from programmes.models.proof import Proof


class Risk(ProgrammePart):
    """What may go wrong."""

    text = models.CharField(_("риск"), max_length=400)
    owner = models.CharField(_("кто следит"), max_length=200, blank=True, help_text=_("Должность или роль."))
    owner_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто следит, на сайте"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    likelihood = models.PositiveSmallIntegerField(_("вероятность"), choices=RiskScale.choices, null=True, blank=True)
    impact = models.PositiveSmallIntegerField(
        _("тяжесть последствий"), choices=RiskScale.choices, null=True, blank=True
    )
    state = models.CharField(
        _("состояние"), max_length=12, choices=RiskState.choices, default=RiskState.IDENTIFIED, editable=False
    )
    state_note = models.CharField(_("пояснение к состоянию"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("риск")
        verbose_name_plural = _("риски")
        ordering = ["programme", "sort_order", "pk"]

    def __str__(self):
        return self.text

    @property
    def badge(self):
        """Tone and sign of the state."""
        return RISK_BADGES[RiskState(self.state)]

    @property
    def state_label(self):
        """The state in words."""
        return label_of(RiskState, self.state)

    @property
    def likelihood_label(self):
        """How likely it is, in a word; empty where nobody has said."""
        return label_of(RiskScale, self.likelihood) if self.likelihood else ""

    @property
    def impact_label(self):
        """How heavy it would be, in a word; empty where nobody has said."""
        return label_of(RiskScale, self.impact) if self.impact else ""


class RiskMeasure(models.Model):
    """One way to prevent a risk or to make up for it."""

    risk = models.ForeignKey(Risk, verbose_name=_("риск"), on_delete=models.CASCADE, related_name="measures")
    sort_order = models.PositiveIntegerField(_("порядок"), default=0)
    text = models.CharField(_("мера"), max_length=400)
    is_done = models.BooleanField(_("принята"), default=False)

    class Meta:
        verbose_name = _("мера")
        verbose_name_plural = _("меры")
        ordering = ["risk", "sort_order", "pk"]

    def __str__(self):
        return self.text


class ExpectedResult(ProgrammePart):
    """What the programme promises, and whether it came true."""

    text = models.CharField(_("результат"), max_length=400)
    kind = models.CharField(_("вид"), max_length=12, choices=ResultKind.choices, default=ResultKind.RESULT)
    state = models.CharField(
        _("состояние"), max_length=12, choices=ResultState.choices, default=ResultState.EXPECTED, editable=False
    )

    class Meta:
        verbose_name = _("ожидаемый результат")
        verbose_name_plural = _("ожидаемые результаты")
        ordering = ["programme", "sort_order", "pk"]

    def __str__(self):
        return self.text

    @property
    def badge(self):
        """Tone and sign of the state."""
        return RESULT_BADGES[ResultState(self.state)]

    @property
    def state_label(self):
        """The state in words."""
        return label_of(ResultState, self.state)

    @property
    def kind_label(self):
        """The kind in words."""
        return label_of(ResultKind, self.kind)


class ResultProof(Proof):
    """What proves a result."""

    result = models.ForeignKey(
        ExpectedResult, verbose_name=_("результат"), on_delete=models.CASCADE, related_name="proofs"
    )

    class Meta(Proof.Meta):
        verbose_name = _("подтверждение результата")
        verbose_name_plural = _("подтверждения результатов")

    def clean(self):
        """Refuse an address that is neither a page of the site nor of the Web: a browser would run «javascript:»."""
        super().clean()
        if self.address and not self.address.startswith(("/", "https://", "http://")):
            raise ValidationError({"address": _("Адрес начинается с «/», «https://» или «http://».")})
