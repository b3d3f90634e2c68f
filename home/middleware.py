"""The request that is being served, for what has no other way to it."""

from contextvars import ContextVar

# Wagtail keeps the site's root on the request it is given; templates say only {{ page.url }}.
current_request = ContextVar("current_request", default=None)
# Addresses that show no page of the site: they need no frame and should ask no question for it.
FRAMELESS = ("/admin/", "/files/", "/media/", "/static/", "/healthz", "/readyz", "/robots.txt", "/settings/")


class CurrentRequestMiddleware:
    """Keeps the request while it is served, and gives pages their frame."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)

    def process_view(self, request, view, args, kwargs):
        """Give the frame before the view runs."""
        if not request.path_info.startswith(FRAMELESS):
            from home.frame import give_site

            give_site(request)
