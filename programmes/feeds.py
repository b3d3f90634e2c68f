"""News as RSS and Atom (FX-08), and the course of one programme (F4-02)."""

import re

from django.contrib.syndication.views import Feed
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from home.models import SiteSettings
from programmes.models import NewsIndexPage, NewsPage, ProgrammePage
from programmes.progress import told_of

FORMATS = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
LENGTH = 30
# Of one source: a day of many marks in the plan must not push the news out.
EACH = 20
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")


class PageFeed(Feed):
    """What feeds of pages share: the format of the address, titles, addresses, dates."""

    def __call__(self, request, *args, **kwargs):
        self.feed_type = FORMATS.get(kwargs.pop("format"))
        if self.feed_type is None:
            raise Http404
        return super().__call__(request, *args, **kwargs)

    def title(self, page):
        return f"{page.title} — {_centre_name()}"

    def link(self, page):
        return page.full_url

    def item_title(self, page):
        return fit_for_xml(page.title)

    def item_link(self, page):
        return page.full_url

    def item_pubdate(self, page):
        return page.first_published_at or timezone.now()

    def item_updateddate(self, page):
        return page.last_published_at or self.item_pubdate(page)


class NewsFeed(PageFeed):
    """All news."""

    def get_object(self, request):
        """What the feed is about: the section of news."""
        return get_object_or_404(NewsIndexPage.objects.live())

    def description(self, page):
        return page.intro

    subtitle = description

    def items(self, page):
        return NewsPage.objects.shown().newest().for_rows()[:LENGTH]

    def item_description(self, news):
        return fit_for_xml(news.lead)

    def item_categories(self, news):
        return [news.kind_label, *(programme.title for programme in news.programmes.all())]


class ProgrammeFeed(PageFeed):
    """The course of one programme: its news, what was done of the plan, and what apps above add (F4-02)."""

    item_guid_is_permalink = False

    def get_object(self, request, pk):
        """The programme, if everybody may see it."""
        return get_object_or_404(ProgrammePage.objects.shown(), id=pk)

    def description(self, page):
        return page.summary

    subtitle = description

    def items(self, page):
        # Each item needs the whole address; the feed's own domain would be the one that was asked.
        self.root = page.full_url.removesuffix(page.url)
        return told_of(page, EACH)[:LENGTH]

    def item_title(self, change):
        return fit_for_xml(change.headline)

    def item_description(self, change):
        return fit_for_xml(change.lead)

    def item_link(self, change):
        return f"{self.root}{change.url}"

    def item_guid(self, change):
        return change.key

    def item_pubdate(self, change):
        return change.moment

    item_updateddate = item_pubdate

    def item_categories(self, change):
        return [change.kind.lower()]


def fit_for_xml(text):
    """Return `text` without the control signs that come along from Word: one of them would end the feed for everybody."""
    return CONTROLS.sub("", text)


def _centre_name():
    return SiteSettings.objects.values_list("centre_name", flat=True).first() or ""
