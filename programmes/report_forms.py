"""Forms of the admin's screens of reports and of a stage's end."""

from datetime import date, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from programmes.enums import ReportKind
from programmes.spans import half_year_of, school_year_of, span_label, year_of

OWN = "own"


def periods_offered(today):
    """Return [(first day, last day)] that reports are mostly made for: this and the last half-year, school year, year."""
    found = []
    for period_of in (half_year_of, school_year_of, year_of):
        this = period_of(today)
        found += [this, period_of(this[0] - timedelta(days=1))]
    return found


class DraftForm(forms.Form):
    """What report on what period."""

    kind = forms.ChoiceField(label=_("Вид отчёта"), choices=ReportKind.choices)
    period = forms.ChoiceField(label=_("За какой период"), widget=forms.RadioSelect)
    starts_on = forms.DateField(label=_("Первый день"), required=False, widget=AdminDateInput)
    ends_on = forms.DateField(label=_("Последний день"), required=False, widget=AdminDateInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        periods = periods_offered(timezone.localdate())
        self.fields["period"].choices = [
            *((f"{first}/{last}", span_label(first, last)) for first, last in periods),
            (OWN, _("другой, по дням ниже")),
        ]
        self.initial.setdefault(
            "period", self._period_asked([value for value, _label in self.fields["period"].choices])
        )

    def clean(self):
        """Turn the chosen period into its days."""
        data = super().clean()
        period = data.get("period")
        if period and period != OWN:
            self._refuse_other_days(period, data)
            data["starts_on"], data["ends_on"] = (date.fromisoformat(day) for day in period.split("/"))
        elif period and not (data.get("starts_on") and data.get("ends_on")) and not self.errors:
            raise ValidationError(_("Назовите первый и последний день периода."))
        return data

    def _refuse_other_days(self, period, data):
        """Days that were typed beside another choice would be lost without a word."""
        typed = [data[name].isoformat() for name in ("starts_on", "ends_on") if data.get(name)]
        if not set(typed) <= set(period.split("/")):
            self.add_error("period", _("Дни ниже не из этого периода: выберите «другой, по дням ниже» или сотрите их."))

    def _period_asked(self, offered):
        """Return the choice that the address asks for: one of those offered, «own» for other days, else the first."""
        days = [self.initial.get(name) for name in ("starts_on", "ends_on")]
        if not all(days):
            return offered[0]
        asked = "{}/{}".format(*days)
        return asked if asked in offered else OWN


class CloseForm(forms.Form):
    """A stage's end: when, and what it came to."""

    conclusion = forms.CharField(
        label=_("Вывод"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("К чему пришёл этап: по выводу на строке. Вывод увидят посетители под этапом."),
    )
    on = forms.DateField(label=_("Завершён"), widget=AdminDateInput)
    confirmed = forms.BooleanField(label=_("Завершить этап с этими незавершёнными делами"), required=False)

    def __init__(self, *args, has_open, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_open:
            del self.fields["confirmed"]


class ReopenForm(forms.Form):
    """Why a closed stage is open again."""

    reason = forms.CharField(label=_("Почему этап открывается снова"), max_length=300)
