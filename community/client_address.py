"""Where a request comes from, as a number nobody can turn back."""

from django.conf import settings
from django.utils.crypto import salted_hmac


def client_address(request):
    """Return the visitor's network address; behind a trusted proxy the last one it added."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and address in settings.TRUSTED_PROXIES.split(","):
        return forwarded.rsplit(",", 1)[-1].strip()
    return address


def sender_key(request):
    """Return 32 characters that stand for the visitor's address and cannot be turned back without the site's secret."""
    return salted_hmac("community.sender", client_address(request)).hexdigest()[:32]
