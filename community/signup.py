"""The form by which people sign up."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from community.consent_fields import ConsentFields
from community.enums import NEEDED_CONSENTS, OFFERED_CONSENTS
from community.signing_up import sign_up
from community.words import NameField
from home.client_address import client_address

NAMES = ("first_name", "patronymic", "last_name")


class SignupForm(ConsentFields, AllauthSignupForm):
    """Address, name, password and each consent apart; nothing else is asked.

    What is answered, and how long it takes, is the same whether or not the address has an account already.
    """

    first_name = NameField(label=_("Имя"), widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    patronymic = NameField(
        label=_("Отчество"), required=False, widget=forms.TextInput(attrs={"autocomplete": "additional-name"})
    )
    last_name = NameField(label=_("Фамилия"), widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    # Hidden from people by the style sheet; a robot fills every field.
    website = forms.CharField(required=False, label=_("Оставьте это поле пустым"))
    field_order = ["last_name", "first_name", "patronymic", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Электронная почта")
        self.fields["email"].help_text = _("На неё придёт письмо со ссылкой; потом она нужна для входа.")
        for name in ("email", "password1"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        # A password of a book's length would only keep the processor busy.
        self.fields["password1"].max_length = 1000
        self.add_consents([*NEEDED_CONSENTS, *OFFERED_CONSENTS])

    def clean_password1(self):
        """Refuse a password nobody types."""
        password = self.cleaned_data["password1"]
        if len(password) > self.fields["password1"].max_length:
            raise forms.ValidationError(_("Пароль слишком длинный: хватит и ста знаков."))
        return password

    def try_save(self, request):
        """Return (User, None), or (None, the usual answer) for an address that is taken and for a robot."""
        if self.cleaned_data["website"]:
            return None, get_adapter().respond_email_verification_sent(request, None)
        if not self.account_already_exists:
            try:
                return self.save(request), None
            except IntegrityError:
                # Somebody has taken the address in this very moment.
                self.account_already_exists = True
        # As long as it takes to make an account.
        make_password(self.cleaned_data["password1"])
        return super().try_save(request)

    @transaction.atomic
    def save(self, request):
        """Make the account; return the User."""
        user = sign_up(
            email=self.cleaned_data["email"],
            password=self.cleaned_data["password1"],
            names={name: self.cleaned_data[name] for name in NAMES},
            texts=self.given_texts,
            address=client_address(request),
        )
        setup_user_email(request, user, [EmailAddress(email=user.email)])
        return user
