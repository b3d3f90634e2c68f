"""A programme, its subprojects and the list of all."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.body import BodyBlock
from home.models import BasePage
from programmes.enums import ProgrammeKind
from programmes.models.embeddable import EmbeddableMixin
from programmes.news_lists import news_about
from programmes.periods import period_label
from programmes.plans import plan_of, programme_cards


def lines_of(text):
    """Return the non-empty lines of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class ProgrammeIndexPage(BasePage):
    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.ProgrammePage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел программ")

    def get_context(self, request, *args, **kwargs):
        """Add the cards of all programmes."""
        return {**super().get_context(request, *args, **kwargs), "programmes": programme_cards(request)}


class GoalsMixin(models.Model):
    """What a programme and its subproject share: why, what for, by what steps."""

    summary = models.TextField(_("коротко"), max_length=600, blank=True)
    goal = models.TextField(_("цель"), blank=True)
    tasks = models.TextField(_("задачи"), blank=True, help_text=_("По задаче на строке."))
    body = StreamField(BodyBlock, verbose_name=_("содержание"), blank=True)

    class Meta:
        abstract = True

    @property
    def tasks_list(self):
        """The tasks, one string each."""
        return lines_of(self.tasks)


class ProgrammePage(EmbeddableMixin, GoalsMixin, BasePage):
    """A programme or project of the centre (B.2)."""

    kind = models.CharField(_("вид"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.NETWORK)
    starts_on = models.DateField(_("начало"), null=True, blank=True)
    ends_on = models.DateField(_("окончание"), null=True, blank=True)
    period_text = models.CharField(
        _("срок словами"), max_length=120, blank=True, help_text=_("Если срок не выражается двумя датами.")
    )
    territory = models.CharField(_("территория"), max_length=200, blank=True)

    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.SubprojectPage", "home.ContentPage"]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("territory"), FieldPanel("summary")], heading=_("О программе")),
        MultiFieldPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("period_text")], heading=_("Срок")),
        FieldPanel("goal"),
        FieldPanel("tasks"),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("goal"),
        index.SearchField("tasks"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("программа")
        verbose_name_plural = _("программы")

    @property
    def kind_label(self):
        """The kind in words."""
        return self.get_kind_display()

    @property
    def period_label(self):
        """The period in words."""
        return period_label(self.starts_on, self.ends_on, self.period_text)

    def get_context(self, request, *args, **kwargs):
        """Add the plan, the subprojects and the news."""
        from programmes.embedding import embed_of
        from programmes.norm_list import regulations_of

        context = super().get_context(request, *args, **kwargs)
        context.update(plan_of(self))
        context.update(news_about(request, programme=self))
        context.update(regulations_of(self))
        context.update(embed_of(self, request))
        context["subprojects"] = SubprojectPage.objects.child_of(self).shown().order_by("number", "title")
        return context


class SubprojectPage(GoalsMixin, BasePage):
    """A part of a programme with its own leader (B.3)."""

    number = models.PositiveSmallIntegerField(_("номер"), null=True, blank=True)
    audience = models.CharField(_("для кого"), max_length=250, blank=True)

    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types = ["home.ContentPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("summary"),
        FieldPanel("audience"),
        FieldPanel("goal"),
        FieldPanel("tasks"),
        FieldPanel("body"),
    ]
    search_fields = ProgrammePage.search_fields

    class Meta:
        verbose_name = _("подпроект")
        verbose_name_plural = _("подпроекты")

    def get_context(self, request, *args, **kwargs):
        """Add the programme, the other subprojects and the news."""
        context = super().get_context(request, *args, **kwargs)
        context.update(news_about(request, subproject=self))
        context["programme"] = self.get_parent()
        context["siblings"] = (
            SubprojectPage.objects.sibling_of(self, inclusive=True).shown().order_by("number", "title")
        )
        return context
