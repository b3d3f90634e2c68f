"""The way from home to a page."""

from home.routing import HOME_DEPTH, ancestors_of


def crumbs_of(page, request):
    """Return [{"title", "url"}] from home to `page` inclusive; empty on home itself.

    The ancestors that routing has read are used again, so an ordinary page view asks nothing.
    """
    if page.depth <= HOME_DEPTH:
        return []
    pages = [*ancestors_of(page), page]
    return [{"title": "Главная" if not i else p.title, "url": p.get_url(request)} for i, p in enumerate(pages)]
