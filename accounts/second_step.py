"""The second step of signing in, which the staff must have where the settings say so (REQUIRE_STAFF_MFA)."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect

ADMIN = "/admin/"
# Whoever is sent to set the second step up must still be able to leave.
OPEN = ("/admin/login/", "/admin/logout/")


def needs_second_step(user):
    """Tell whether `user` may not be without it: everybody who may enter the admin."""
    return settings.REQUIRE_STAFF_MFA and user.has_perm("wagtailadmin.access_admin")


def has_second_step(user):
    """Tell whether `user` has set up the codes of an application."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


class SecondStepMiddleware:
    """Leads staff without a second step from the admin to where it is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        path = request.path_info
        if not path.startswith(ADMIN) or path.startswith(OPEN) or not request.user.is_authenticated:
            return self.get_response(request)
        if needs_second_step(request.user) and not has_second_step(request.user):
            messages.warning(request, "Чтобы войти в управление сайтом, включите второй шаг входа.")
            return redirect("mfa_activate_totp")
        return self.get_response(request)
