"""A programme, its subprojects and the list of all."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from home.body import BodyBlock
from home.choices import label_of
from home.models import BasePage
from programmes.enums import ProgrammeKind
from programmes.groups import section_of_groups_url
from programmes.models.leading import EntrustedPage, SectionOfProgrammesTester
from programmes.models.passport import PassportMixin
from programmes.part_pages import PartPagesMixin
from programmes.passports import brief_passport
from programmes.periods import months_label, period_label
from programmes.plans import programme_cards


def lines_of(text):
    """Return the non-empty lines of a text."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def tabs_of(content_panels, passport_panels):
    """Return the editor's form in tabs: the page itself, its passport, and what Wagtail has for every page."""
    return TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Содержание")),
            ObjectList(passport_panels, heading=_("Паспорт")),
            ObjectList(BasePage.promote_panels, heading=_("Продвижение")),
            ObjectList(BasePage.settings_panels, heading=_("Настройки")),
        ]
    )


class ProgrammeIndexPage(BasePage):
    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["programmes.ProgrammePage", "programmes.ReportIndexPage", "programmes.GroupIndexPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел программ")

    def permissions_for_user(self, user):
        """Return what `user` may do with the section in the admin."""
        return SectionOfProgrammesTester(user, self)

    def get_context(self, request, *args, **kwargs):
        """Add the cards of all programmes, the archive of their reports and the way to the councils."""
        from programmes.report_archive import archive_of

        return {
            **super().get_context(request, *args, **kwargs),
            "programmes": programme_cards(request),
            "archive": archive_of(self),
            "groups_url": section_of_groups_url(self),
        }


class GoalsMixin(PartPagesMixin, PassportMixin):
    """What a programme and its subproject share: why, what for, by what steps, and the passport."""

    summary = models.TextField(_("коротко"), max_length=600, blank=True)
    goal = models.TextField(_("цель"), blank=True, help_text=_("Если целей несколько — по одной на строке."))
    tasks = models.TextField(_("задачи"), blank=True, help_text=_("По задаче на строке."))
    body = StreamField(BodyBlock, verbose_name=_("содержание"), blank=True)

    class Meta:
        abstract = True

    @property
    def goals_list(self):
        """The goals, one string each: some programmes have two (B.2)."""
        return lines_of(self.goal)

    @property
    def tasks_list(self):
        """The tasks, one string each."""
        return lines_of(self.tasks)


class ProgrammePage(EntrustedPage, GoalsMixin, BasePage):
    """A programme or project of the centre (B.2)."""

    kind = models.CharField(_("вид"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.NETWORK)
    starts_on = models.DateField(_("начало"), null=True, blank=True)
    ends_on = models.DateField(_("окончание"), null=True, blank=True)
    period_text = models.CharField(
        _("срок словами"), max_length=120, blank=True, help_text=_("Если срок не выражается двумя датами.")
    )
    territory = models.CharField(_("территория"), max_length=200, blank=True)

    passport_name = _("Паспорт программы")
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = [
        "programmes.SubprojectPage",
        "programmes.GroupPage",
        "programmes.ProgrammeReportPage",
        "home.ContentPage",
    ]
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
        *PassportMixin.passport_search_fields,
    ]
    edit_handler = tabs_of(content_panels, PassportMixin.passport_panels)

    class Meta:
        verbose_name = _("программа")
        verbose_name_plural = _("программы")

    @property
    def kind_label(self):
        """The kind in words."""
        return label_of(ProgrammeKind, self.kind)

    @property
    def period_label(self):
        """The period in words."""
        return period_label(self.starts_on, self.ends_on, self.period_text)

    @property
    def is_over(self):
        """Whether its time has ended: it stays on the site, told so (D4.9)."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def dates_label(self):
        """From which month to which."""
        return months_label(self.starts_on, self.ends_on)

    def get_context(self, request, *args, **kwargs):
        """Add the plan, the goals, the subprojects, the documents, the news and the reports."""
        from programmes.embedding import embed_of
        from programmes.surroundings import around_programme

        context = super().get_context(request, *args, **kwargs)
        return {**context, **brief_passport(self), **around_programme(self), **embed_of(self, request)}


class SubprojectPage(EntrustedPage, GoalsMixin, BasePage):
    """A part of a programme with its own leader (B.3)."""

    number = models.PositiveSmallIntegerField(_("номер"), null=True, blank=True)
    audience = models.CharField(_("для кого"), max_length=250, blank=True)
    leader = models.CharField(
        _("руководитель"),
        max_length=160,
        blank=True,
        help_text=_("Как показать посетителям: имя или роль. Права даются отдельно, «Кто ведёт»."),
    )
    defended_on = models.DateField(_("защита"), null=True, blank=True, help_text=_("Дата защиты подпроекта."))
    defence = models.CharField(
        _("итог защиты"), max_length=250, blank=True, help_text=_("Решение, оценка, номер протокола.")
    )

    passport_name = _("Паспорт подпроекта")
    parent_page_types = ["programmes.ProgrammePage"]
    subpage_types = ["programmes.GroupPage", "programmes.ProgrammeReportPage", "home.ContentPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("number"),
        FieldPanel("summary"),
        FieldPanel("leader"),
        FieldPanel("audience"),
        MultiFieldPanel([FieldPanel("defended_on"), FieldPanel("defence")], heading=_("Защита подпроекта")),
        FieldPanel("goal"),
        FieldPanel("tasks"),
        FieldPanel("body"),
    ]
    search_fields = ProgrammePage.search_fields
    edit_handler = tabs_of(content_panels, PassportMixin.passport_panels)

    class Meta:
        verbose_name = _("подпроект")
        verbose_name_plural = _("подпроекты")

    def get_context(self, request, *args, **kwargs):
        """Add the programme, the other subprojects, the goals, the news and the reports."""
        from programmes.surroundings import around_part

        context = super().get_context(request, *args, **kwargs)
        return {**context, **brief_passport(self), **around_part(self)}
