"""The full form of a plan's item: its several terms as lines of words, its stage only among those one keeps."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel

from accounts.permissions import can
from programmes.models import ItemDate, PlanItem, Stage
from programmes.planning_bulk import end_of
from programmes.terms import read_term


class StageForm(WagtailAdminModelForm):
    """The form of a stage: only in a plan that one keeps."""

    def clean(self):
        """The subproject belongs to the programme, and its plan is the person's to keep."""
        data = super().clean()
        programme, part = data.get("programme"), data.get("subproject")
        if programme and part and not part.is_child_of(programme):
            self.add_error("subproject", _("Это подпроект другой программы."))
        elif programme and not can(self.for_user, "plan", part or programme):
            self.add_error("programme", _("План этой программы ведёте не вы."))
        return data


class PlanItemForm(WagtailAdminModelForm):
    """The form of an item; its state changes on the board, with a day and a reason."""

    dates_text = forms.CharField(
        label=gettext_lazy("Отдельные сроки"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Если сроков несколько — по одному на строке: «май 2027», «01.05.2027 – 15.05.2027». Тогда «не раньше» и "
            "«не позже» станут первым и последним днём."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stages = self.fields["stage"]
        # Every programme has a first stage: without its programme nobody knows whose.
        stages.label_from_instance = lambda stage: f"{stage.programme.title}: {stage}"
        stages.queryset = Stage.objects.select_related("programme").only("number", "name", "programme__title")
        if self.instance.pk:
            self.initial["dates_text"] = "\n".join(map(_in_words, self.instance.dates.all()))

    def clean_stage(self):
        """Only a stage of a plan that the person keeps."""
        stage = self.cleaned_data["stage"]
        if not can(self.for_user, "plan", stage.subproject or stage.programme):
            raise ValidationError(_("План этого этапа ведёте не вы."))
        return stage

    def clean_dates_text(self):
        """Return {last day: first day or None}, a pair for each line."""
        dates = {}
        for line in filter(None, map(str.strip, self.cleaned_data["dates_text"].splitlines())):
            term = read_term(line)
            if not term.ends_on or term.dates:
                raise ValidationError(_("«%s» — не один срок: напишите «май 2027» или «до 15.05.2027».") % line[:60])
            if term.ends_on in dates:
                raise ValidationError(_("Два срока кончаются в один день: «%s».") % line[:60])
            dates[term.ends_on] = term.starts_on
        return dates

    def clean(self):
        """A term does not end before it begins, and a subproject is one of the stage's programme."""
        data = super().clean()
        dates = data.get("dates_text")
        if dates:
            data["due_on"] = max(dates)
            data["starts_on"] = None if None in dates.values() else min(dates.values())
        elif data.get("starts_on") and data.get("due_on") and data["starts_on"] > data["due_on"]:
            self.add_error("due_on", _("Срок не может кончиться раньше, чем начался."))
        stage, part = data.get("stage"), data.get("subproject")
        if stage and part and not part.is_child_of(stage.programme):
            self.add_error("subproject", _("Это подпроект другой программы."))
        return data

    def save(self, commit=True):
        """Write the item and its terms; where it is new, it stands at the end of its stage."""
        if "stage" in self.changed_data or not self.instance.pk:
            self.instance.sort_order = end_of(self.instance.stage)
        item = super().save(commit)
        wanted = self.cleaned_data["dates_text"]
        if commit and wanted != {date.ends_on: date.starts_on for date in item.dates.all()}:
            item.dates.all().delete()
            ItemDate.objects.bulk_create(
                ItemDate(item=item, starts_on=start, ends_on=end) for end, start in wanted.items()
            )
        return item


def _in_words(date):
    end = date.ends_on.strftime("%d.%m.%Y")
    if date.starts_on == date.ends_on:
        return end
    return f"{date.starts_on.strftime('%d.%m.%Y')} – {end}" if date.starts_on else f"до {end}"


ITEM_PANELS = [
    FieldPanel("stage"),
    MultiFieldPanel(
        [FieldPanel("number"), FieldPanel("direction"), FieldPanel("subproject")], heading=gettext_lazy("Место в плане")
    ),
    *(panel for panel in PlanItem.panels[2:] if getattr(panel, "field_name", "") != "status"),
    MultiFieldPanel([FieldPanel("dates_text")], heading=gettext_lazy("Несколько сроков")),
    HelpPanel(gettext_lazy("Состояние и порядок меняются на доске плана: отметьте там мероприятие.")),
]
