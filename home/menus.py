"""The main menu, the footer's pages, the sections' addresses: all from the frame, without a query."""

from home.addresses import address_of
from home.frame import current_frame


def section_url(request, model):
    """Return the address of the site's section of this page model («materialindexpage»), "" where there is none."""
    return next(
        (address_of(page.url_path) for page in current_frame().sections if page.content_type.model == model), ""
    )


def menu_of(request):
    """Return [{"title", "url", "current"}] of the pages marked «show in menus»."""
    return [
        {"title": page.title, "url": url, "current": request.path.startswith(url)}
        for page in current_frame().sections
        if page.show_in_menus and (url := address_of(page.url_path))
    ]


def footer_of(request):
    """Return [{"title", "url"}] of the centre's plain pages that are not in the menu."""
    return [
        {"title": page.title, "url": address_of(page.url_path)}
        for page in current_frame().sections
        if not page.show_in_menus and page.content_type.model == "contentpage"
    ]
