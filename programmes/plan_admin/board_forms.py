"""Forms of the plan's board: what to show, what to do with the chosen items, a quick new one."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programmes.enums import ItemStatus
from programmes.models import PlanItem
from programmes.schedule import is_late, is_now, spans_of

WHEN = {
    "": (gettext_lazy("любой срок"), lambda item, today: True),
    "late": (gettext_lazy("просрочено"), is_late),
    "now": (gettext_lazy("идёт сейчас"), is_now),
    "undated": (gettext_lazy("без дат"), lambda item, today: not spans_of(item)),
    "nobody": (gettext_lazy("без ответственных"), lambda item, today: not item.responsible),
}


class FilterForm(forms.Form):
    """Which items are shown; every field may be empty."""

    q = forms.CharField(label=gettext_lazy("Слова"), required=False, max_length=100)
    stage = forms.ChoiceField(label=gettext_lazy("Этап"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Состояние"), required=False)
    when = forms.ChoiceField(label=gettext_lazy("Срок"), required=False)

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", _("все этапы")), *((str(stage.pk), str(stage)) for stage in stages)]
        self.fields["status"].choices = [("", _("любое состояние")), *ItemStatus.choices]
        self.fields["when"].choices = [(code, label) for code, (label, _query) in WHEN.items()]

    def shown(self, items):
        """Return the list of those of `items` (a queryset with dates) that are asked for; a wrong answer is no filter."""
        self.is_valid()
        asked, query = getattr(self, "cleaned_data", {}), Q()
        if asked.get("stage"):
            query &= Q(stage=asked["stage"])
        if asked.get("status"):
            query &= Q(status=asked["status"])
        fits, today = WHEN[asked.get("when", "")][1], timezone.localdate()
        words = asked.get("q", "").casefold().split()
        return [item for item in items.filter(query) if fits(item, today) and _has(item, words)]

    @property
    def is_on(self):
        """Something is asked."""
        self.is_valid()
        return any(getattr(self, "cleaned_data", {}).values())


def _has(item, words):
    """Compared here: SQLite does not know that «К» is «к»."""
    text = f"{item.number} {item.text} {item.direction} {item.responsible}".casefold()
    return all(word in text for word in words)


class BulkForm(forms.Form):
    """One deed for many items: a state, people, another stage."""

    # The arrows are buttons of the same form: the browser would ask for a deed before it moves an item.
    use_required_attribute = False

    deed = forms.ChoiceField(label=gettext_lazy("Что сделать с отмеченными"))
    on = forms.DateField(
        label=gettext_lazy("С какого дня"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Для состояния; пусто — сегодня."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Причина или пояснение"),
        required=False,
        max_length=PlanItem._meta.get_field("status_reason").max_length,
        help_text=gettext_lazy("Для состояния: почему перенесено, чем закончилось."),
    )
    responsible = forms.CharField(
        label=gettext_lazy("Ответственные"),
        required=False,
        max_length=PlanItem._meta.get_field("responsible").max_length,
        help_text=gettext_lazy("Для записи ответственных; пусто — убрать."),
    )

    def __init__(self, *args, stages, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["deed"].choices = [
            ("", _("— выберите —")),
            (_("Состояние"), [(f"status:{code}", label) for code, label in ItemStatus.choices]),
            (_("Ответственные"), [("responsible", _("записать ответственных"))]),
            (_("Перенести в этап"), [(f"stage:{stage.pk}", str(stage)) for stage in stages]),
        ]

    def clean_on(self):
        """A state of the future is none."""
        day = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("День состояния ещё не наступил."))
        return day


class AddForm(forms.Form):
    """A quick new item at the end of a stage."""

    number = forms.CharField(label=gettext_lazy("№"), required=False, max_length=12)
    text = forms.CharField(label=gettext_lazy("Новое мероприятие"), max_length=5_000)
    term = forms.CharField(label=gettext_lazy("Срок"), required=False, max_length=160)
    responsible = forms.CharField(label=gettext_lazy("Ответственные"), required=False, max_length=300)
