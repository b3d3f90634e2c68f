"""Consents in forms: a box for each, under it the whole text that is agreed to."""

from django import forms
from django.utils.translation import gettext_lazy as _

from community.consents import current_texts
from community.enums import NEEDED_CONSENTS, ConsentKind

ASKED = {
    ConsentKind.PROCESSING: _("Согласен на обработку моих персональных данных"),
    ConsentKind.PUBLICATION: _("Разрешаю показывать на сайте моё имя и то, что сам отмечу в профиле"),
    ConsentKind.NEWSLETTER: _("Хочу получать новости центра"),
}


class ConsentFields:
    """Adds to a form a box for the text in force of each kind.

    The box is named after the text, not the kind: when a new version appears between the form and its sending, nobody has
    agreed to it by having ticked the old one.
    """

    consent_texts = {}

    def add_consents(self, kinds):
        """Add the boxes of `kinds` at the end of the form."""
        self.consent_texts = {f"consent_{text.pk}": text for text in current_texts(kinds).values()}
        for name, text in self.consent_texts.items():
            needed = text.kind in NEEDED_CONSENTS
            self.fields[name] = forms.BooleanField(
                label=ASKED.get(text.kind, text.get_kind_display()),
                required=needed,
                error_messages={"required": _("Без этого согласия учётной записи быть не может.")},
            )

    @property
    def consent_rows(self):
        """The boxes with their texts, for the template."""
        return [(self[name], text) for name, text in self.consent_texts.items()]

    @property
    def given_texts(self):
        """The texts that were agreed to; of a valid form."""
        return [text for name, text in self.consent_texts.items() if self.cleaned_data.get(name)]
