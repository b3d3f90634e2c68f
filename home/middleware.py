"""The request that is being served, for what has no other way to it."""

from contextvars import ContextVar

# Wagtail keeps the site's root on the request it is given; templates say only {{ page.url }}.
current_request = ContextVar("current_request", default=None)


class CurrentRequestMiddleware:
    """Keeps the request while it is served."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(token)
