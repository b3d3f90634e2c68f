"""Home and the plain pages of the centre."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.body import BodyBlock, contents_of
from home.models.base import BasePage
from home.routing import find_chain, served_page


class HomePage(BasePage):
    """The first page: search first, then what is new."""

    headline = models.CharField(_("крупная строка"), max_length=120, default="Методические материалы для педагогов")
    lead = models.CharField(_("строка под ней"), max_length=300, blank=True)
    hints = models.TextField(
        _("что часто спрашивают"), blank=True, help_text=_("По запросу на строке; показываются под строкой поиска.")
    )

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("headline"),
        FieldPanel("lead"),
        FieldPanel("hints"),
        InlinePanel("doors", label=_("Дверь"), heading=_("С чего начать"), max_num=3),
    ]

    class Meta:
        verbose_name = _("главная страница")

    def route(self, request, path_components):
        """Find the page of an address in one query instead of one for each level (home.routing)."""
        chain = find_chain(self, path_components)
        if not chain:
            self.route_ancestors = []
            return super().route(request, path_components)
        page, rest = served_page(self, chain), path_components[len(chain) :]
        if rest:
            return page.route(request, rest)
        if not page.live:
            raise Http404
        return RouteResult(page)

    def get_context(self, request, *args, **kwargs):
        """Add the doors with the pages behind them, in two queries."""
        context = super().get_context(request, *args, **kwargs)
        context["doors"] = list(self.doors.all())
        models.prefetch_related_objects(context["doors"], "target")
        return context

    @property
    def hints_list(self):
        """Queries offered under the search field."""
        return [line.strip() for line in self.hints.splitlines() if line.strip()]


class HomeDoor(Orderable):
    """One of three ways into the site."""

    page = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="doors")
    icon = models.CharField(
        _("знак"),
        max_length=20,
        default="book",
        choices=[
            ("plus", _("плюс")),
            ("book", _("книга")),
            ("flag", _("флажок")),
            ("calendar", _("календарь")),
            ("net", _("сеть")),
            ("remark", _("реплика")),
            ("search", _("лупа")),
        ],
    )
    name = models.CharField(_("название"), max_length=60)
    text = models.CharField(_("пояснение"), max_length=120, blank=True)
    target = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("страница"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    address = models.CharField(
        _("или адрес"), max_length=200, blank=True, help_text=_("Адрес на этом сайте, например /search/.")
    )

    panels = [FieldPanel("icon"), FieldPanel("name"), FieldPanel("text"), FieldPanel("target"), FieldPanel("address")]

    @property
    def url(self):
        """Where the door leads: the page's address or the written one."""
        return self.target.url if self.target else self.address


class ContentPage(BasePage):
    """A page of text: about the centre, rules, accessibility."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)
    body = StreamField(BodyBlock, verbose_name=_("содержание"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]

    class Meta:
        verbose_name = _("страница")
        verbose_name_plural = _("страницы")

    def get_context(self, request, *args, **kwargs):
        """Add the table of contents and the pages below."""
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = contents_of(self.body)
        context["children_list"] = ContentPage.objects.child_of(self).live().public()
        return context
