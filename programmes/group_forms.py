"""Forms of the life of councils and groups: they fill in, the verbs decide."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from files.viewsets import stored_file_chooser
from programmes.agreements import agree_plan
from programmes.group_enums import MeetingStatus
from programmes.leaders_forms import PersonField
from programmes.meeting import (
    DETAILS,
    OUTCOME,
    cancel_meeting,
    correct_meeting,
    hold_meeting,
    plan_meeting,
    reopen_meeting,
)
from programmes.membership import keep_member
from programmes.models import GroupMember, Meeting, PlanAgreement

LINES = forms.Textarea(attrs={"rows": 4})


class ByForm(forms.ModelForm):
    """A form that knows who fills it in and leaves writing to a verb, `keep`."""

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def save(self, commit=True):
        """Return what the verb has made."""
        return self.keep()


class MemberForm(ByForm):
    # By address: a list to choose from would show everybody who is registered to every leader.
    email = PersonField(label=_("Почта человека на сайте"), required=False, help_text=_("Если он зарегистрирован."))

    class Meta:
        model = GroupMember
        fields = ["group", "name", "role", "email", "since", "until", "sort_order"]
        widgets = {"since": AdminDateInput, "until": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].initial = self.instance.user.email if self.instance.user else ""

    def keep(self):
        """Save the member by the verb."""
        self.instance.user = self.cleaned_data["email"]
        return keep_member(member=self.instance, by=self.user)


class MeetingForm(ByForm):
    """The whole meeting on one screen; its state is chosen, the verbs let it move or say why not."""

    state = forms.ChoiceField(label=_("Состояние"), choices=MeetingStatus.choices, widget=forms.RadioSelect)
    why = forms.CharField(
        label=_("Почему отменено"), required=False, max_length=300, help_text=_("Нужно только для отменённого.")
    )

    class Meta:
        model = Meeting
        fields = ["group", *DETAILS, "decisions", "protocol_number", "protocol"]
        widgets = {
            "on": AdminDateInput,
            "agenda": LINES,
            "decisions": LINES,
            "protocol": stored_file_chooser.widget_class(),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was = MeetingStatus(self.instance.status)
        self.fields["state"].initial, self.fields["why"].initial = self.was, self.instance.reason
        if self.instance.pk:
            # A meeting stays with its group: its decisions are that group's.
            self.fields["group"].disabled = True

    def _post_clean(self):
        # The verbs check the whole meeting, in the state it is to have; the form's own copy stays as it was but for rights.
        if self.cleaned_data.get("group"):
            self.instance.group = self.cleaned_data["group"]

    def keep(self):
        """Plan or correct the meeting and move it where the form says. Raises MeetingRefused, ActionRefused."""
        data, by = self.cleaned_data, self.user
        details, outcome = ({name: data[name] for name in names} for names in (DETAILS, OUTCOME))
        wanted = MeetingStatus(data["state"])
        if self.instance.pk is None:
            meeting = plan_meeting(group=data["group"], by=by, **details)
            self.was = MeetingStatus.PLANNED
        else:
            leaving = wanted != MeetingStatus.HELD == self.was
            meeting = correct_meeting(meeting=self.instance, by=by, **details, **(outcome if leaving else {}))
        if wanted == self.was:
            return correct_meeting(meeting=meeting, by=by, **outcome)
        if wanted == MeetingStatus.HELD:
            return hold_meeting(meeting=meeting, by=by, **outcome)
        if wanted == MeetingStatus.CANCELLED:
            return cancel_meeting(meeting=meeting, reason=data["why"], by=by)
        return reopen_meeting(meeting=meeting, by=by)


class AgreementForm(ByForm):
    class Meta:
        model = PlanAgreement
        fields = ["group", "agreed_on", "meeting"]
        widgets = {"agreed_on": AdminDateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].required = False

    def keep(self):
        """Agree by the verb. Raises AgreementRefused, ActionRefused."""
        data = self.cleaned_data
        return agree_plan(group=data["group"], on=data["agreed_on"], meeting=data["meeting"], by=self.user)
