"""Signing out on every device."""

from allauth.account.adapter import get_adapter
from django import forms
from django.contrib.auth import update_session_auth_hash
from django.utils.translation import gettext_lazy as _


class SignOutEverywhereForm(forms.Form):
    """The password, so that nobody signs a person out from a computer left alone."""

    password = forms.CharField(
        label=_("Пароль"),
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, user=None, **kwargs):
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self):
        """Refuse a wrong password; guesses are counted together with those at the sign-in."""
        password = self.cleaned_data["password"]
        if not get_adapter().reauthenticate(self.user, password):
            raise forms.ValidationError(_("Пароль не подошёл."))
        return password

    def save(self, request):
        """End every session of the person but this one.

        A session holds as long as the stored form of the password stays the same; the same password stored anew has
        another one. Links for a forgotten password that are under way end with it.
        """
        self.user.set_password(self.cleaned_data["password"])
        self.user.save(update_fields=["password"])
        update_session_auth_hash(request, self.user)
