"""How allauth behaves here."""

from io import BytesIO
from urllib.parse import urlencode, urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect

from accounts.models import User
from accounts.sealing import seal, unseal
from accounts.second_step import needs_second_step
from accounts.stops import next_stop

EMAIL_LENGTH = User._meta.get_field("email").max_length


class AccountAdapter(DefaultAccountAdapter):
    """Letters in the site's own words and with its own addresses; stops between the sign-in and the wanted page."""

    def post_login(self, request, user, **kwargs):
        """Lead where the person wanted to go, or first to the page that must be seen before (accounts.stops)."""
        response = super().post_login(request, user, **kwargs)
        stop = next_stop(user)
        return HttpResponseRedirect(f"{stop}?{urlencode({'next': response.url})}") if stop else response

    def clean_email(self, email):
        """Refuse an address longer than the database keeps."""
        email = super().clean_email(email)
        if len(email) > EMAIL_LENGTH:
            raise ValidationError("Такого длинного адреса не бывает.")
        return email

    def format_email_subject(self, subject):
        """Return the subject as it is: the sender says which site writes."""
        return str(subject)

    def send_mail(self, template_prefix, email, context):
        """Send a letter that knows the site's name and address."""
        site = {"site_name": settings.WAGTAIL_SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**site, **context})

    def get_reset_password_from_key_url(self, key):
        """Return the address for a new password on the site's own host, whatever host the request named."""
        return _own(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request, emailconfirmation):
        """Return the address that confirms an e-mail, on the site's own host too."""
        return _own(super().get_email_confirmation_url(request, emailconfirmation))


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step of signing in: a code of an application."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Сотрудникам второй шаг нужен всегда. Чтобы сменить телефон, обратитесь к администратору.",
    }

    def get_totp_issuer(self):
        """Return the name under which the application keeps the code."""
        return settings.WAGTAIL_SITE_NAME

    def encrypt(self, text):
        """Return a secret as it is kept."""
        return seal(text)

    def decrypt(self, encrypted_text):
        """Return a secret as it was; raises InvalidToken when the site's key has changed (accounts.sealing)."""
        return unseal(encrypted_text)

    def build_totp_svg(self, url):
        """Return the QR code of `url` as SVG: black on white in every colour scheme, so that telephones read it."""
        with BytesIO() as drawing:
            segno.make(url, error="m").save(drawing, kind="svg", scale=5, light="#fff", xmldecl=False)
            return drawing.getvalue().decode()

    def can_delete_authenticator(self, authenticator):
        """Tell whether the second step may be switched off: not by those who must have it."""
        return not needs_second_step(authenticator.user)


def _own(address):
    parts = urlsplit(address)
    return settings.SITE_URL.rstrip("/") + parts.path
