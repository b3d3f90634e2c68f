"""The «computer of free access» (F1-03): a browser that keeps nothing of whoever sat at it.

A cookie that the centre's staff puts there switches the mode on. From then on no other cookie but the visitor's view is
read, set or kept, nothing is left in the browser's cache, and forms where people name themselves are closed.
"""

import re

from django.conf import settings
from django.shortcuts import render

from home.menus import section_url
from home.view_settings import COOKIE as VIEW_COOKIE

COOKIE = "kiosk"
ON = "1"
COOKIE_SECONDS = 5 * 365 * 24 * 3600
KEPT_COOKIES = frozenset({COOKIE, VIEW_COOKIE})
# Rooms where people name themselves; any form but the site's own two kinds is closed as well.
CLOSED = ("/accounts/", "/admin/", "/cabinet/", "/contact/")
OPEN_FORMS = ("/kiosk/", "/settings/view/")
# What can be a cookie's name (RFC 6265); a browser may bring others, and nobody can delete those by a header.
COOKIE_NAME = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)


def is_kiosk(request):
    """Tell whether `request` comes from a computer of free access."""
    return request.COOKIES.get(COOKIE) == ON


def kiosk_of(request):
    """Return what templates need of the mode: {"seconds": of idleness until it starts anew, "start_url"}; None outside."""
    if not is_kiosk(request):
        return None
    return {
        "seconds": settings.KIOSK_IDLE_MINUTES * 60,
        "start_url": section_url(request, "materialindexpage") or "/",
    }


def forget_visitor(request, response):
    """Let the browser drop every cookie of `request` but the mode's own, its stores and its cache."""
    for name in request.COOKIES:
        if name != COOKIE and COOKIE_NAME.fullmatch(name):
            response.delete_cookie(name)
    # Not "cookies": the mode itself is one.
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    return response


class KioskMiddleware:
    """Stands before whatever reads or sets cookies, so that no view has to think of the mode."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not is_kiosk(request):
            return self.get_response(request)
        brought = request.COOKIES
        request.COOKIES = {name: value for name, value in brought.items() if name in KEPT_COOKIES}
        response = self.get_response(request)
        for name in [name for name in response.cookies if name not in KEPT_COOKIES]:
            del response.cookies[name]
        for name in brought.keys() - KEPT_COOKIES:
            if COOKIE_NAME.fullmatch(name):
                response.delete_cookie(name)
        response["Cache-Control"] = "no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        """Answer for the closed rooms and forms with an explanation."""
        if not is_kiosk(request):
            return None
        reads = request.method in ("GET", "HEAD", "OPTIONS")
        if request.path_info.startswith(CLOSED) or not (reads or request.path_info.startswith(OPEN_FORMS)):
            return render(request, "home/kiosk_closed.html", status=403)
        return None
