"""Where a message comes from, as a number nobody can turn back."""

from django.utils.crypto import salted_hmac

from home.client_address import client_address


def sender_key(request):
    """Return 32 characters that stand for the visitor's address and cannot be turned back without the site's secret."""
    return salted_hmac("community.sender", client_address(request)).hexdigest()[:32]
