"""Forms of the admin's screens of indicators, values, risks and results: what they save is done by the verbs."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from accounts.enums import STAFF_ROLES
from accounts.models import User
from accounts.permissions import can
from programmes.enums import RESULT_MOVES, RISK_MOVES, MeasurementSource, ResultState, RiskState
from programmes.measuring import MeasurementRefused, add_measurement, correct_measurement, read_reading, with_operands
from programmes.models import (
    ExpectedResult,
    Indicator,
    Measurement,
    ProgrammePage,
    ResultProof,
    Risk,
    SubprojectPage,
)
from programmes.permissions import leads
from programmes.risks import set_result_state, set_risk_state, write_measures

LINES = forms.Textarea(attrs={"rows": 5})


class PartForm(WagtailAdminModelForm):
    """Something of a programme that the person leads."""

    programme = forms.ModelChoiceField(label=_("Программа"), queryset=ProgrammePage.objects.none())
    subproject = forms.ModelChoiceField(
        label=_("Подпроект"),
        required=False,
        queryset=SubprojectPage.objects.none(),
        help_text=_("Пусто — относится ко всей программе."),
    )
    # The name of the field that holds a person of the site, if the model has one.
    person_field = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The screen narrows both to what the person leads (programmes.led_screens).
        self.fields["programme"].queryset = ProgrammePage.objects.order_by("title")
        self.fields["subproject"].queryset = SubprojectPage.objects.order_by("path")
        if self.person_field:
            staff = Q(groups__name__in=STAFF_ROLES) | Q(is_superuser=True)
            self.fields[self.person_field].queryset = (
                User.objects.filter(staff, is_active=True).distinct().order_by("last_name", "first_name")
            )

    def clean(self):
        """Refuse what others lead."""
        cleaned = super().clean()
        programme = cleaned.get("programme")
        if programme and not leads(self.for_user, programme, cleaned.get("subproject")):
            self.add_error("programme", _("Этой программой руководите не вы; у подпроекта выберите свой."))
        return cleaned


class IndicatorForm(PartForm):
    person_field = "responsible_user"
    # Constraint → the field beside which its reason stands.
    beside = {
        "programmes_indicator_has_unit": "unit",
        "programmes_indicator_has_target": "at_least",
        "programmes_indicator_has_period": "period",
        "programmes_indicator_bounds_in_order": "at_most",
    }

    class Meta:
        model = Indicator
        fields = [
            "programme",
            "subproject",
            "code",
            "criterion",
            "text",
            "measurer",
            "responsible",
            "responsible_user",
            "target_kind",
            "unit",
            "combining",
            "at_least",
            "at_most",
            "period",
            "baseline",
            "formula",
            "sort_order",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # It has an answer that suits nearly everybody.
        self.fields["combining"].required = False

    def add_error(self, field, error):
        """Put the reason of a constraint beside the field it is about; Django would put it above the form."""
        if hasattr(error, "error_dict"):
            places = {str(c.violation_error_message): self.beside.get(c.name) for c in Indicator._meta.constraints}
            for one in error.error_dict.pop(NON_FIELD_ERRORS, []):
                super().add_error(places.get(str(one.message)), one)
            if not error.error_dict:
                return
        super().add_error(field, error)


class MeasurementForm(WagtailAdminModelForm):
    """A value of one indicator: a number, or presence in words."""

    reading = forms.CharField(
        label=_("Значение"), help_text=_("Число («48,5»), доля («40 из 75») или, для наличия, «есть» либо «нет».")
    )
    field_order = ["indicator", "on", "organisation", "reading"]

    class Meta:
        model = Measurement
        fields = ["indicator", "on", "organisation", "note", "proof_text", "proof_url"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = Indicator.objects.select_related("programme")
        if self.instance.pk:
            self.fields["indicator"].disabled = True
            reading = self.instance.reading
            words = {True: _("есть"), False: _("нет")}
            self.fields["reading"].initial = words[reading] if isinstance(reading, bool) else reading.normalize()
            if self.instance.source == MeasurementSource.COMPUTED:
                self.fields["reading"].help_text = _("Вычислено сайтом: такое значение можно только снять.")

    def _get_validation_exclusions(self):
        # The verb judges the whole; here the value itself is not known yet, and once it is kept it is no second one.
        return {*super()._get_validation_exclusions(), "value", "presence", "organisation"}

    def validate_constraints(self):
        """Left to the verb, which knows the value."""

    def clean(self):
        """Do it at once, so that what the verb refuses stands beside its field."""
        cleaned = super().clean()
        indicator = cleaned.get("indicator")
        if self.errors or not indicator:
            return cleaned
        words = {name: cleaned[name] for name in ("organisation", "proof_text", "proof_url")}
        words["note"] = with_operands(cleaned["reading"], cleaned["note"])
        deed = {"on": cleaned["on"], "by": self.for_user, **words}
        try:
            deed["value"] = read_reading(indicator, cleaned["reading"])
            if self.instance.pk:
                self.done = correct_measurement(measurement=self.instance, **deed)
            else:
                self.done = add_measurement(indicator=indicator, **deed)
        except MeasurementRefused as refusal:
            self.add_error("reading", str(refusal))
        return cleaned

    def save(self, commit=True):
        """Return what the verb has made."""
        return self.done


class MovesMixin:
    """A form with the state of its object: only where the table of moves lets it go."""

    def offer_moves(self, states, moves):
        """Fill the field «state» with the present state and those it may become."""
        now = states(self.instance.state)
        allowed = [now, *(state for state in states if state in moves[now])] if self.instance.pk else list(states)
        self.fields["state"] = forms.ChoiceField(
            label=_("Состояние"), choices=[(state.value, state.label) for state in allowed], initial=now.value
        )

    @property
    def new_state(self):
        """The state that was chosen, or None where it stays."""
        chosen = self.cleaned_data["state"]
        return chosen if chosen != self.instance.state else None


class RiskForm(MovesMixin, PartForm):
    measures = forms.CharField(label=_("Меры"), required=False, widget=LINES, help_text=_("По мере на строке."))
    done = forms.MultipleChoiceField(label=_("Какие приняты"), required=False, widget=forms.CheckboxSelectMultiple)
    person_field = "owner_user"

    class Meta:
        model = Risk
        fields = [
            "programme",
            "subproject",
            "text",
            "owner",
            "owner_user",
            "likelihood",
            "impact",
            "sort_order",
            "state_note",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = list(self.instance.measures.all()) if self.instance.pk else []
        self.fields["measures"].initial = "\n".join(measure.text for measure in known)
        self.fields["done"].choices = [(measure.text, measure.text) for measure in known]
        self.fields["done"].initial = [measure.text for measure in known if measure.is_done]
        if not known:
            del self.fields["done"]
        self.offer_moves(RiskState, RISK_MOVES)

    def clean_measures(self):
        """Return the lines; a line that would not fit is refused."""
        lines = [line.strip() for line in self.cleaned_data["measures"].splitlines() if line.strip()]
        if any(len(line) > 400 for line in lines):
            raise forms.ValidationError(_("Мера — не длиннее 400 знаков."))
        return lines

    def save(self, commit=True):
        """Save the card; the state and the measures by their verbs."""
        risk, cleaned = super().save(), self.cleaned_data
        write_measures(risk=risk, texts=cleaned["measures"], done=cleaned.get("done", []), by=self.for_user)
        if self.new_state:
            risk = set_risk_state(risk=risk, state=self.new_state, note=cleaned["state_note"], by=self.for_user)
        return risk


class ResultForm(MovesMixin, PartForm):
    class Meta:
        model = ExpectedResult
        fields = ["programme", "subproject", "text", "kind", "sort_order"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_moves(ResultState, RESULT_MOVES)

    def save(self, commit=True):
        """Save the card; the state by its verb."""
        result = super().save()
        if self.new_state:
            result = set_result_state(result=result, state=self.new_state, by=self.for_user)
        return result


class ProofForm(WagtailAdminModelForm):
    class Meta:
        model = ResultProof
        fields = ["result", "text", "address", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].queryset = ExpectedResult.objects.all()

    def clean_result(self):
        """Refuse a result of others."""
        result = self.cleaned_data["result"]
        if not can(self.for_user, "change", result):
            raise forms.ValidationError(_("Этой программой руководите не вы."))
        return result
