"""A filter of the library's listing that is kept with a collection: in one spelling, applied by the listing's own code."""

import time
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from library.facets import current_facets
from library.facets.form import address, read_filters
from library.listing import ids_in_order

# A book of more works helps nobody.
MOST = 100
# What an address of the listing carries besides its filters.
NO_FILTERS = frozenset({"sort", "page", "q", "type", "view"})


def clean_filter(text):
    """Return the filter of an address («/library/?kind=scenario&year=2019») as «kind=scenario&year=2019».

    Raises ValidationError that names what the library does not know, or says that nothing is filtered.
    """
    params = _params(text)
    filters = read_filters(params, current_facets())
    unknown = [
        f"{name}={value}"
        for name, values in params.lists()
        if name not in NO_FILTERS
        for value in values
        if value not in filters.get(name, [])
    ]
    if unknown:
        raise ValidationError({"filter": _("В библиотеке нет такого отбора: %s.") % ", ".join(unknown)})
    if not filters:
        raise ValidationError({"filter": _("В этом адресе нет отбора: выберите в библиотеке хотя бы одно условие.")})
    return address("", filters).removeprefix("?")


def filtered_ids(text, order):
    """Return the ids of at most MOST public materials that the kept filter `text` finds, in `order` (CollectionOrder)."""
    index = current_facets()
    materials = index.shown_bits(time.time()) & index.value_bits("type", ["material"])
    # Not through `read_filters`, which forgets values that have died out: a dead filter finds nothing, never everything.
    filters = {name: values for name, values in _params(text).lists() if name not in NO_FILTERS}
    return ids_in_order(index, index.narrowed(materials, filters), "title" if order == "title" else "", 0, MOST)


def _params(text):
    return QueryDict(urlsplit(text.strip()).query or text.strip().lstrip("?"))
