"""A copy of the database gives nobody the codes of others."""

from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.apps import apps

from accounts.sealing import seal, unseal
from tests.making import person


@pytest.mark.django_db
def test_neither_the_secret_nor_the_spare_codes_lie_open():
    vera, secret = person(), generate_totp_secret()
    TOTP.activate(vera, secret)
    codes = RecoveryCodes.activate(vera).get_unused_codes()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not [code for code in codes if code in kept]
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_what_is_sealed_comes_back_and_never_looks_the_same():
    assert unseal(seal("Секрет")) == "Секрет"
    assert seal("Секрет") != seal("Секрет")


def test_a_new_key_opens_what_the_one_before_has_sealed(settings):
    sealed, before = seal("Секрет"), settings.SECRET_KEY
    settings.SECRET_KEY = "another-key-" + "y" * 40
    with pytest.raises(InvalidToken):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [before]
    assert unseal(sealed) == "Секрет"


@pytest.mark.django_db
def test_second_steps_of_before_are_sealed_once_and_go_on_working():
    vera, secret = person(), generate_totp_secret()
    row = Authenticator.objects.create(user=vera, type="totp", data={"secret": secret})
    migration = import_module("accounts.migrations.0003_seal_second_steps")
    for _turn in range(2):
        migration.seal_all(apps, None)
    row.refresh_from_db()
    assert row.data["secret"] != secret
    assert unseal(row.data["secret"]) == secret
