"""From an address to a page in two queries, whatever the depth.

Wagtail asks twice for every level of the tree; here one query reads the whole chain (slugs have an index), one more the
page in its own class. The chain serves the breadcrumbs afterwards.
"""

from wagtail.models import Page

HOME_DEPTH = 2


def find_chain(root, components):
    """Return the pages that stand along `components` (slugs) below `root`, top first; shorter where the way breaks off."""
    # Without an order: asked for the tree's, SQLite walks through the whole tree instead of looking the slugs up.
    candidates = Page.objects.order_by().filter(
        slug__in=components, depth__gt=root.depth, depth__lte=root.depth + len(components), path__startswith=root.path
    )
    by_place = {(page.depth, page.slug, page.path): page for page in candidates}
    chain, parent = [], root
    for component in components:
        parent = next(
            (
                page
                for (depth, slug, path), page in by_place.items()
                if depth == parent.depth + 1 and slug == component and path.startswith(parent.path)
            ),
            None,
        )
        if parent is None:
            break
        chain.append(parent)
    return chain


def served_page(root, chain):
    """Return the last page of `chain` in its own class with what its view reads, and with its ancestors from `root` on."""
    pages = chain[-1].specific_class._default_manager.all()
    page = pages.for_serving().get(pk=chain[-1].pk) if hasattr(pages, "for_serving") else chain[-1].specific
    page.route_ancestors = [root, *chain[:-1]]
    # What processes remember of published pages holds for this object; for a preview of a draft it would not.
    page.is_as_published = True
    return page


def ancestors_of(page):
    """Return the pages from home down to the parent of `page`: those its route has read, else by a query."""
    if hasattr(page, "route_ancestors"):
        return page.route_ancestors
    return list(page.get_ancestors().filter(depth__gte=HOME_DEPTH)) if page.path else []
