"""From an address to a page in two queries, whatever the depth.

Wagtail asks twice for every level of the tree; here one query reads the whole chain (slugs have an index), one more the
page in its own class. The chain serves the breadcrumbs afterwards.
"""

from wagtail.models import Page


def find_chain(root, components):
    """Return the pages that stand along `components` (slugs) below `root`, top first; shorter where the way breaks off."""
    candidates = Page.objects.filter(
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


def remember_route(request, root, chain):
    """Keep the pages between `root` and the served page with the request."""
    request.page_chain = [root, *chain]


def ancestors_on_route(page, request):
    """Return the pages from the site's home down to the parent of `page`, from the request's route where it fits."""
    chain = getattr(request, "page_chain", [])
    if any(other.pk == page.pk for other in chain):
        position = next(i for i, other in enumerate(chain) if other.pk == page.pk)
        return chain[:position]
    return list(page.get_ancestors().filter(depth__gt=1)) if page.path else []
