"""Programmes and news for pages of lower apps (home)."""

from django import template

from home.menus import section_url
from programmes import plans
from programmes.models import NewsPage

register = template.Library()


@register.simple_tag(takes_context=True)
def programme_cards(context):
    """The cards of all shown programmes."""
    return plans.programme_cards(context["request"])


@register.simple_tag
def latest_news(limit):
    """The newest `limit` news that are not notices."""
    return list(NewsPage.objects.shown().exclude(kind="notice").newest().for_rows()[:limit])


@register.simple_tag
def current_notices(limit=3):
    """Notices whose time is not over."""
    return list(NewsPage.objects.shown().notices().newest().defer("body")[:limit])


@register.simple_tag(takes_context=True)
def news_section_url(context):
    """The address of the section of news; empty where there is none."""
    return section_url(context["request"], "newsindexpage")


@register.filter
def carried_out(rows):
    """«Выполнено 3 из 15» of the rows of one direction (F1-24)."""
    return plans.progress_of_items([row.item for row in rows])["label"]


@register.filter
def under(row, head):
    """Pair the cells of a row with the names of their columns, «» where a table has no head."""
    return zip(head or [""] * len(row), row, strict=True)
