"""Where a request comes from."""

from django.conf import settings


def client_address(request):
    """Return the visitor's network address; behind a trusted proxy the last one it added."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and address in settings.TRUSTED_PROXIES.split(","):
        return forwarded.rsplit(",", 1)[-1].strip()
    return address
