"""Materials for pages of lower apps (home, programmes)."""

import time

from django import template

from home.menus import section_url
from home.remembered import Remembered
from library.editions import journals as editions
from library.facets import current_facets
from library.facets.form import address
from library.listing import cards_in_order
from library.models import MaterialCollectionIndexPage, Platform
from library.platform_pages import platform_rows

register = template.Library()
_cards = Remembered()


@register.simple_tag
def newest_materials(limit):
    """The newest `limit` materials as cards."""
    return _newest({}, limit)[0]


@register.simple_tag(takes_context=True)
def materials_of(context, facet, page, limit=3):
    """Return {"items", "total", "url"}: the newest materials of a programme, subproject or group, as `facet` says, and all."""
    filters = {facet: [str(page.pk)]}
    items, total = _newest(filters, limit)
    return {"items": items, "total": total, "url": address(_library_url(context), filters)}


@register.simple_tag
def platforms_of(programme):
    """The trial platforms of a programme's page, as PlatformRows: their passport leads to them (F1-25); one query."""
    return platform_rows(Platform.objects.active().filter(programme=programme.pk))


@register.simple_tag(takes_context=True)
def library_figures(context):
    """The library in figures: [{"value", "text", "url"}]."""
    index = current_facets()
    shown = index.shown_bits(time.time())
    materials = shown & index.value_bits("type", ["material"])
    url = _library_url(context)
    figures = [
        (materials.bit_count(), "материалов в библиотеке", url),
        (len(index.counts("subject", materials)), "предметов и направлений", url),
        (len(index.counts("organisation", materials)), "организаций поделились опытом", url),
        ((shown & index.value_bits("type", ["programme"])).bit_count(), "программ и проектов", ""),
    ]
    return [{"value": value, "text": text, "url": url} for value, text, url in figures if value]


@register.simple_tag(takes_context=True)
def library_url(context):
    """The address of the library; empty where there is none."""
    return _library_url(context)


@register.simple_tag(takes_context=True)
def library_shelves(context, library):
    """What else the library has, [{"title", "url"}]: its collections, in one query, and the journals."""
    collections = MaterialCollectionIndexPage.objects.child_of(library).shown()
    shelves = [{"title": page.title, "url": page.url} for page in collections]
    if journals := section_url(context["request"], "journalindexpage"):
        shelves.append({"title": "Журналы", "url": journals})
    return shelves


@register.inclusion_tag("library/published_in.html")
def published_in(material):
    """Rows of the facts of a material: the journal's issues and the collections it stands in; nothing where none."""
    return editions.published_in(material)


def _newest(filters, limit):
    index = current_facets()
    bits = index.narrowed(index.shown_bits(time.time()) & index.value_bits("type", ["material"]), filters)
    ids = tuple(index.newest_ids(bits, 0, limit))
    return _cards.get(ids, lambda: cards_in_order(ids)), bits.bit_count()


def _library_url(context):
    return section_url(context["request"], "materialindexpage")
