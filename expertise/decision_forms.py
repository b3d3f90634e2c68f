"""What the chair types."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WordsForm(forms.Form):
    """Words to somebody, and the number of the draft that was read."""

    words = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    draft_number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, label="", help_text="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label, self.fields["words"].help_text = label, help_text


class SignForm(forms.Form):
    """The signature is a deed of its own, not a click beside another button."""

    draft_number = forms.IntegerField(widget=forms.HiddenInput)
    is_read = forms.BooleanField(label=_("Я прочитал работу, отзывы и проект заключения и подписываю его"))


class ConfirmForm(forms.Form):
    """The version that was compared."""

    digest = forms.CharField(min_length=64, max_length=64, widget=forms.HiddenInput)
    is_read = forms.BooleanField(label=_("Я сверил правки с замечаниями: работу можно публиковать"))


class AppealDecisionForm(forms.Form):
    """A new round or the refusal stays, with words."""

    granted = forms.TypedChoiceField(
        label=_("Решение"),
        choices=[("yes", _("провести новую экспертизу")), ("no", _("оставить отказ в силе"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    answer = forms.CharField(label=_("Ответ автору"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
