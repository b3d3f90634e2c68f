"""The listing of the library: filters that combine, counts, pages, an address for each (FX-03)."""

import time

from library.facets import current_facets
from library.facets.form import address, chips_for, facets_for, read_filters
from library.models import MaterialPage
from library.paging import pages_for
from library.participants import count_closed
from library.replenishment import replenishment

PAGE_SIZE = 20
SORTS = {"": "новые", "title": "по названию"}


def listing_for(page, request):
    """Return the context of the listing under `page` for the address of `request`."""
    now = time.time()
    index = current_facets().at(now)
    base, filters = page.get_url(request), read_filters(request.GET, index)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else ""
    materials = index.shown_bits(now) & index.value_bits("type", ["material"])
    found = index.narrowed(materials, filters)
    total = found.bit_count()
    pages = pages_for(
        total,
        PAGE_SIZE,
        request.GET.get("page"),
        lambda n: address(base, filters, sort=sort, page=n if n > 1 else None),
    )
    ids = ids_in_order(index, found, sort, pages["offset"], PAGE_SIZE)
    return {
        "results": {"total": total, "items": cards_in_order(ids), **pages},
        "facets": facets_for(index, materials, filters, lambda chosen: address(base, chosen, sort=sort)),
        "chips": chips_for(filters, lambda chosen: address(base, chosen, sort=sort)),
        "clear_url": base,
        # Under the whole list only: whoever filters looks for something else.
        "growth": None if filters or pages["number"] > 1 else replenishment(),
        "sort": [{"value": value, "label": label, "selected": value == sort} for value, label in SORTS.items()],
        # Only to who is signed in: other visitors get a kept page, and closed works are none of their business.
        "closed_count": count_closed() if _is_signed_in(request) else 0,
        # The order stays when filters change, filters stay when the order changes.
        "hidden": [("sort", sort)] if sort else [],
        "carried": [(facet, value) for facet, values in filters.items() for value in values],
    }


def _is_signed_in(request):
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated)


def ids_in_order(index, found, sort, offset, limit):
    """Return `limit` ids of materials among the bits `found` from `offset` on; `sort` is a key of SORTS."""
    if sort == "title":
        has = index.contains(found)
        # Titles are not in memory: one narrow query gives their order.
        ordered = MaterialPage.objects.order_by("title", "pk").values_list("pk", flat=True)
        return [pk for pk in ordered if has(pk)][offset : offset + limit]
    return index.newest_ids(found, offset, limit)


def cards_in_order(ids):
    """Return the materials with these ids as cards, in this order; what has just gone from the site is left out."""
    found = MaterialPage.objects.shown().for_cards().in_bulk(ids)
    cards = [found[pk] for pk in ids if pk in found]
    for card in cards:
        card.is_as_published = True
    return cards
