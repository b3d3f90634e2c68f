"""Secrets of people's second steps lie in the database sealed: who gets hold of a copy of it cannot make their codes."""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Before the sealed text; what was kept before there was a seal has none.
MARK = "sealed:"


def seal(text):
    """Return `text` (str) sealed by the site's key."""
    return MARK + _box().encrypt(text.encode()).decode()


def unseal(sealed):
    """Return the text that `seal` was given; one without a seal comes back as it is.

    Raises cryptography.fernet.InvalidToken when neither SECRET_KEY nor SECRET_KEY_FALLBACKS have sealed it: an empty secret
    instead would let anybody in.
    """
    if not sealed.startswith(MARK):
        return sealed
    return _box().decrypt(sealed.removeprefix(MARK)).decode()


def _box():
    return MultiFernet([Fernet(_key(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret):
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"accounts.sealing").derive(secret.encode())
    return urlsafe_b64encode(derived)
