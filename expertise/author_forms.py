"""What the author types about a conclusion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from expertise.enums import AnswerKind


def _area(label, length, help_text="", required=True):
    widget = forms.Textarea(attrs={"rows": 4, "class": "input"})
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text, widget=widget)


class AnswerForm(forms.Form):
    """Agree or not, and why."""

    agrees = forms.TypedChoiceField(
        label=_("Вы согласны с заключением?"),
        choices=[("yes", _("да")), ("no", _("нет, есть возражения"))],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    text = _area(
        _("Что вы хотите сказать центру"), 4000, _("Обязательно, если не согласны. Ответить можно один раз."), False
    )


class AppealForm(forms.Form):
    """Why the refusal should be looked at anew."""

    text = _area(
        _("Почему решение нужно пересмотреть"), 4000, _("Апелляцию рассматривает председатель, одну на работу.")
    )


class RemarkAnswerForm(forms.Form):
    """Done and where, or declined and why."""

    kind = forms.ChoiceField(label=_("Ответ"), choices=AnswerKind.choices, required=False, widget=forms.RadioSelect)
    text = _area(_("Где исправлено или почему нет"), 4000, required=False)
