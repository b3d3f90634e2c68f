from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from files import actions
from files.models import StoredFile
from files.sniffing import WHAT_WE_TAKE, FileRefused


class StoredFileForm(forms.ModelForm):
    """Upload in the chooser: the file is checked by its content before it is stored."""

    upload = forms.FileField(label=_("Файл"), help_text=WHAT_WE_TAKE)

    class Meta:
        model = StoredFile
        fields = []

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_upload(self):
        """Refuse with the reason what `store_file` refuses; keep what it has stored."""
        upload = self.cleaned_data["upload"]
        try:
            self.instance = actions.store_file(content=upload, name=upload.name, user=self.user)
        except FileRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return upload

    def save(self, commit=True):
        """Return the StoredFile; it is stored already."""
        return self.instance

    def _post_clean(self):
        # The instance is complete and immutable: there is nothing to copy into it and nothing to validate.
        pass
