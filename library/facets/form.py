"""Filters of an address, and facets as a form shows them: the same for the listing and for search."""

from urllib.parse import quote_plus, urlencode

from library.facets.labels import FACET_NAMES, TYPE_NAMES, facet_labels, has_name

SHOWN = 8
# A list of thousands of organisations helps nobody: the most frequent are offered, search finds the others.
MOST = 40
LONGEST = 200
# Their values have no order of their own: the most frequent stand first.
BY_COUNT = ("organisation", "format")


def read_filters(params, index, facets=tuple(FACET_NAMES)):
    """Return {facet: [value, …]} of the address `params` (a QueryDict): only values that exist, each once."""
    filters = {}
    for facet in facets:
        known = index.bits.get(facet, {})
        asked = dict.fromkeys(params.getlist(facet)[:LONGEST])
        values = [value for value in asked if value in known and has_name(facet, value)]
        if values:
            filters[facet] = values
    return filters


def address(base, filters, **others):
    """Return the shareable address of `filters` and whatever else is not empty."""
    pairs = [(name, value) for name, value in others.items() if value not in (None, "")]
    pairs += [(facet, value) for facet, values in filters.items() for value in values]
    return f"{base}?{urlencode(pairs)}" if pairs else base


def facets_for(index, bits, filters, link):
    """Return the facets for the form: name, label, field, values with counts, `more`: how many are folded away.

    `bits` are the pages before filtering; a facet's counts obey all filters but its own, so a second value can be added.
    `link(filters)` gives the address of other filters.
    """
    facets, here = [], link(filters)
    for facet, label in FACET_NAMES.items():
        counts = index.counts(facet, index.narrowed(bits, filters, but=facet))
        chosen = filters.get(facet, [])
        named = [value for value in counts.keys() | set(chosen) if has_name(facet, value)]
        values = [_value(facet, value, counts.get(value, 0), filters, link, here) for value in named]
        if not values:
            continue
        values.sort(key=lambda value: (not value["selected"], value.pop("order")))
        del values[MOST:]
        facets.append(
            {
                "name": facet,
                "field": facet,
                "label": label,
                "values": values,
                "selected_count": len(chosen),
                "more": max(0, len(values) - SHOWN),
            }
        )
    return facets


def chips_for(filters, link):
    """Return [{"label", "url"}] for every chosen value, with the address that lets it go."""
    return [
        {"label": label_of(facet, value), "url": link(_toggled(filters, facet, value))}
        for facet, values in filters.items()
        for value in values
    ]


def label_of(facet, value):
    """Return the name of a value; years, organisations and formats are their own names."""
    label = facet_labels().get(facet, {}).get(value)
    return label.text if label else value


def type_tabs(index, bits, filters, current, link):
    """Return the tabs of kinds of pages with counts; «all» first. `link(code)` gives a tab's address."""
    counts = index.counts("type", index.narrowed(bits, filters))
    tabs = [{"code": "", "label": "Всё", "count": sum(counts.values()), "url": link(""), "current": not current}]
    for code, label in TYPE_NAMES.items():
        if counts.get(code) or code == current:
            tabs.append(
                {
                    "code": code,
                    "label": label,
                    "count": counts.get(code, 0),
                    "url": link(code),
                    "current": code == current,
                }
            )
    return tabs


def _value(facet, value, count, filters, link, here):
    label = facet_labels().get(facet, {}).get(value)
    if facet == "year":
        order = -int(value)
    elif facet in BY_COUNT:
        order = (-count, value)
    else:
        order = label.order if label else 10_000
    selected = value in filters.get(facet, [])
    return {
        "value": value,
        "label": label.text if label else value,
        "count": count,
        "selected": selected,
        "url": link(_toggled(filters, facet, value)) if selected else _with(here, facet, value),
        "order": order,
    }


def _with(here, facet, value):
    # A hundred values a page: one more filter is put behind the address as it stands, which builds nothing anew.
    return f"{here}{'&' if '?' in here else '?'}{facet}={quote_plus(value)}"


def _toggled(filters, facet, value):
    values = filters.get(facet, [])
    values = [other for other in values if other != value] if value in values else [*values, value]
    toggled = {**filters, facet: values}
    return {name: chosen for name, chosen in toggled.items() if chosen}
