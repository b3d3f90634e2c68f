"""What people may write into the fields about themselves."""

import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

NAME_SIGNS = frozenset(" .'’()-–")
# Letters and the marks that stand on them.
NAME_CATEGORIES = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Zs"})
# Signs that turn the direction of the text: with them a line reads as what it is not.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def refuse_hidden_signs(text):
    """Raise ValidationError for control characters (line ends and tabs may stand) and signs that turn the text."""
    if any((unicodedata.category(sign) == "Cc" and sign not in "\r\n\t") or sign in TURNING for sign in text):
        raise ValidationError(_("В тексте есть невидимые знаки. Напишите его заново, не вставляя из другой программы."))


class NameField(forms.CharField):
    """A part of a person's name: letters, spaces, hyphens, full stops, brackets.

    Nothing else, because names stand in letters to people who may not have asked for them.
    """

    def __init__(self, *, max_length=150, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        """Return the name with one space where there were several, its letters composed."""
        return " ".join(unicodedata.normalize("NFC", super().to_python(value)).split())

    def validate(self, value):
        """Refuse what is no letter."""
        super().validate(value)
        if any(sign not in NAME_SIGNS and unicodedata.category(sign) not in NAME_CATEGORIES for sign in value):
            raise ValidationError(_("Имя пишут буквами; можно дефис, точку, скобки и пробел."))


class LineField(forms.CharField):
    """One line of words of any kind."""

    default_validators = [refuse_hidden_signs]

    def to_python(self, value):
        """Return the line with one space where there were several or a line ended."""
        return " ".join(unicodedata.normalize("NFC", super().to_python(value)).split())


class TextField(forms.CharField):
    """Words in several lines."""

    default_validators = [refuse_hidden_signs]
    widget = forms.Textarea
