"""The form of a wording in the admin."""

from django import forms
from wagtail.admin.widgets import AdminDateInput

from files.viewsets import stored_file_chooser
from programmes.models import RegulationVersion


class VersionForm(forms.ModelForm):
    """A draft of a wording; saving is the verbs' work."""

    class Meta:
        model = RegulationVersion
        fields = ["starts_on", "file", "text", "changes"]
        widgets = {
            "starts_on": AdminDateInput,
            "file": stored_file_chooser.widget_class,
            "changes": forms.Textarea(attrs={"rows": 3}),
        }
