"""Switching the mode of the computer of free access on and off, and starting anew (F1-03)."""

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from home.kiosk import COOKIE, COOKIE_SECONDS, ON, forget_visitor, is_kiosk, kiosk_of
from home.menus import section_url


@require_safe
@never_cache
def kiosk(request):
    """Say what the mode is, and offer what this person may do: switch it on (staff) or off."""
    may_start = request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")
    return render(request, "home/kiosk.html", {"may_start": may_start})


@require_POST
def kiosk_start(request):
    """Make this browser a computer of free access and sign the member of staff out of it."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    logout(request)
    response = forget_visitor(request, HttpResponseRedirect(section_url(request, "materialindexpage") or "/"))
    response.set_cookie(COOKIE, ON, max_age=COOKIE_SECONDS, httponly=True, samesite="Lax", secure=request.is_secure())
    return response


# The next two need no token, which would be one more cookie: the mode's own cookie never comes with a form of a foreign site
# (SameSite), and without it they do nothing.
@csrf_exempt
@require_POST
def kiosk_again(request):
    """Forget the visitor and show the library as if nobody had been here."""
    if not is_kiosk(request):
        return redirect("home:kiosk")
    return forget_visitor(request, HttpResponseRedirect(kiosk_of(request)["start_url"]))


@csrf_exempt
@require_POST
def kiosk_stop(request):
    """Make this browser an ordinary one again."""
    if not is_kiosk(request):
        return redirect("home:kiosk")
    response = forget_visitor(request, HttpResponseRedirect("/"))
    response.delete_cookie(COOKIE)
    return response
