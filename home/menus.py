"""The main menu and the footer's pages: two queries for both."""

from wagtail.models import Page, Site


def _top_pages(request):
    """Live pages right under home that no restriction closes, read once a request."""
    if not hasattr(request, "top_pages"):
        site = Site.find_for_request(request)
        root = site.root_page if site else None
        pages = Page.objects.child_of(root).live().public().select_related("content_type") if root else []
        request.top_pages = list(pages)
    return request.top_pages


def section_url(request, model):
    """Return the address of the site's section of this page model («materialindexpage»), "" where there is none."""
    return next((page.get_url(request) for page in _top_pages(request) if page.content_type.model == model), "")


def menu_of(request):
    """Return [{"title", "url", "current"}] of the pages marked «show in menus»."""
    return [
        {"title": page.title, "url": url, "current": request.path.startswith(url)}
        for page in _top_pages(request)
        if page.show_in_menus and (url := page.get_url(request))
    ]


def footer_of(request):
    """Return [{"title", "url"}] of the centre's plain pages that are not in the menu."""
    return [
        {"title": page.title, "url": page.get_url(request)}
        for page in _top_pages(request)
        if not page.show_in_menus and page.content_type.model == "contentpage"
    ]
