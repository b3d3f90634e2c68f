"""What comes in at all, and how answers leave: the content policy (strict for visitors, looser for Wagtail's admin alone)
and compression.
"""

from contextlib import suppress

from csp.middleware import CSPMiddleware, PolicyParts
from django.core.exceptions import BadRequest
from django.http import Http404, UnreadablePostError
from django.middleware.gzip import GZipMiddleware

# Read on Wagtail 7.4: page list, page editor, site history and modeladmin forms carry inline scripts and styles,
# and the editor previews the page in a frame.
ADMIN_REPLACES = {
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
    "frame-src": ["'self'"],
}


class WholeTextMiddleware:
    """Keeps NULs out: nobody can type one, and where SQLite finds or keeps it PostgreSQL fails on the question."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404("NUL in the address")
        # Junk in a question is passed over, as all other junk is.
        request.META["QUERY_STRING"] = _without_nuls(request.META.get("QUERY_STRING", ""))
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if "\0" not in value}
        return self.get_response(request)

    def process_view(self, request, *_view):
        """Refuse a form with a NUL before a view reads it. Raises BadRequest."""
        # Of a form that was broken off the protection against foreign forms makes what is right.
        with suppress(UnreadablePostError):
            if any("\0" in text for name, values in request.POST.lists() for text in (name, *values)):
                raise BadRequest("NUL in the form")


def _without_nuls(query_string):
    # What is left may make a new one: «%%0000».
    while "%00" in query_string:
        query_string = query_string.replace("%00", "")
    return query_string


class ContentPolicyMiddleware(CSPMiddleware):
    """django-csp with one exception, by address."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        """Return the policy of one response: the settings' own, or the admin's under /admin/."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith("/admin/"):
            parts.replace = ADMIN_REPLACES
        return parts


class TextCompressionMiddleware(GZipMiddleware):
    """Pages leave compressed, a fifth of their size on a slow line.

    Files are streamed as they are: they are compressed already, and a part of one (Range) must keep its place.
    """

    def process_response(self, request, response):
        """Compress what is not a stream."""
        return response if response.streaming else super().process_response(request, response)
