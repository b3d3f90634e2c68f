"""Sign-in of the admin: the same door as the site's."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect


def admin_login(request):
    """Send a visitor of /admin/login/ to the one sign-in, staff to the admin, everybody else to «403».

    Wagtail's own form would know neither our limits on guessing nor a second factor, and WAGTAILADMIN_LOGIN_URL
    sends a signed-in teacher round in a circle.
    """
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(request.GET.get("next", "/admin/"), settings.LOGIN_URL)
    if not user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return redirect("wagtailadmin_home")
