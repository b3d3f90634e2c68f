"""News, notices, letters: one page type with kinds (D11)."""

from django import forms
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.body import BodyBlock
from home.choices import label_of
from home.models import BasePage
from home.querysets import page_manager
from programmes.enums import NewsKind
from programmes.models.leading import NewsTester
from programmes.querysets import NewsQuerySet

Checkboxes = forms.CheckboxSelectMultiple


class NewsIndexPage(BasePage):
    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.NewsPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел новостей")

    def get_context(self, request, *args, **kwargs):
        """Add the page of news that the address asks for, with its filters."""
        from programmes.news_archive import archive_for

        context = super().get_context(request, *args, **kwargs)
        context.update(archive_for(self, request))
        context["rss_url"] = reverse("programmes:feed_news", args=["rss"])
        context["atom_url"] = reverse("programmes:feed_news", args=["atom"])
        return context


class NewsPage(BasePage):
    kind = models.CharField(_("вид"), max_length=10, choices=NewsKind.choices, default=NewsKind.NEWS)
    date = models.DateField(_("дата"), default=timezone.localdate, db_index=True)
    lead = models.TextField(_("коротко"), max_length=500, blank=True, help_text=_("Одна-две фразы для списков и лент."))
    body = StreamField(BodyBlock, verbose_name=_("текст"), blank=True)
    external_url = models.URLField(_("адрес публикации"), blank=True, help_text=_("Для публикаций в СМИ."))
    programmes = ParentalManyToManyField(
        "programmes.ProgrammePage", verbose_name=_("программы"), blank=True, related_name="news"
    )
    subprojects = ParentalManyToManyField(
        "programmes.SubprojectPage", verbose_name=_("подпроекты"), blank=True, related_name="news"
    )

    objects = page_manager(NewsQuerySet)

    parent_page_types = ["programmes.NewsIndexPage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("date")], heading=_("Что это и когда")),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("external_url"),
        MultiFieldPanel(
            [FieldPanel("programmes", widget=Checkboxes), FieldPanel("subprojects", widget=Checkboxes)],
            heading=_("О каких программах"),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("новость")
        verbose_name_plural = _("новости")

    @property
    def kind_label(self):
        """The kind in words."""
        return label_of(NewsKind, self.kind)

    def permissions_for_user(self, user):
        """Return what `user` may do with the news in the admin."""
        return NewsTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Add the neighbours by date."""
        context = super().get_context(request, *args, **kwargs)
        context["others"] = NewsPage.objects.shown().exclude(pk=self.pk).newest().for_brief_rows()[:4]
        return context
