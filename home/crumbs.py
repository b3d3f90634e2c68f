"""The way from home to a page."""

from home.routing import ancestors_on_route


def crumbs_of(page, request):
    """Return [{"title", "url"}] from home to `page` inclusive; empty on home itself.

    The ancestors that routing has read are used again, so an ordinary page view asks nothing.
    """
    ancestors = ancestors_on_route(page, request)
    if not ancestors:
        return []
    return [
        {"title": "Главная" if not i else p.title, "url": p.get_url(request)} for i, p in enumerate([*ancestors, page])
    ]
