"""The issues of a journal as RSS and Atom (FX-08)."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from library.models import JournalIssuePage, JournalPage
from programmes.feeds import LENGTH, PageFeed, fit_for_xml


class JournalFeed(PageFeed):
    """The newest issues of one journal, each with its contents."""

    def get_object(self, request, pk):
        """The journal, if everybody may see it."""
        return get_object_or_404(JournalPage.objects.shown(), id=pk)

    def description(self, page):
        return page.scope

    subtitle = description

    def items(self, page):
        return JournalIssuePage.objects.child_of(page).shown().newest().defer("body")[:LENGTH]

    def item_description(self, issue):
        titles = [entry.title for entry in issue.entries()]
        return fit_for_xml(_("В номере: %s.") % "; ".join(titles)) if titles else ""
