"""The address of a page from its place in the tree, for lists that need no page objects."""

from wagtail.models import Page

from home.frame import current_frame


def address_of(url_path):
    """Return the address of the page with this `url_path` («/home/library/snow/»); "" outside every site."""
    site = current_frame().site
    if site is None:
        return Page(url_path=url_path).url or ""
    root = site.root_page.url_path
    return f"/{url_path[len(root) :]}" if url_path.startswith(root) else ""
