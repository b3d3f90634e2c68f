"""Councils and groups as pages: one page type with kinds, because all of them have members, meetings and a plan."""

from django.apps import apps
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.body import BodyBlock
from home.choices import label_of
from home.models import BasePage
from programmes.group_enums import COUNCILS, GroupKind, GroupPrinciple
from programmes.groups import councils_and_groups, group_context
from programmes.models.leading import EntrustedPage
from programmes.periods import months_label

EACH_LINE = _("По одному на строке.")


class GroupIndexPage(BasePage):
    """The councils and groups of the centre; those of programmes stand under their programmes and are listed here too."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.GroupPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел советов и групп")

    def get_context(self, request, *args, **kwargs):
        """Add all councils and groups."""
        return {**super().get_context(request, *args, **kwargs), "sorts": councils_and_groups()}


class GroupPage(EntrustedPage, BasePage):
    """A council (B.35) or a group (B.36) of the centre, of a programme or of a subproject."""

    kind = models.CharField(_("вид"), max_length=20, choices=GroupKind.choices, default=GroupKind.WORKING)
    summary = models.TextField(_("коротко"), max_length=600, blank=True)
    principle = models.CharField(_("как собрана"), max_length=10, choices=GroupPrinciple.choices, blank=True)
    topic = models.CharField(
        _("проблема или предмет"), max_length=250, blank=True, help_text=_("Над чем группа работает, одной фразой.")
    )
    curator = models.CharField(
        _("куратор или председатель"),
        max_length=160,
        blank=True,
        help_text=_("Как показать посетителям: имя или роль."),
    )
    functions = models.TextField(_("чем занимается"), blank=True, help_text=EACH_LINE)
    outputs = models.TextField(_("что выпускает"), blank=True, help_text=EACH_LINE)
    regulation = models.CharField(
        _("действует на основании"),
        max_length=250,
        blank=True,
        help_text=_("Положение, приказ: название, номер, дата."),
    )
    regulation_url = models.CharField(
        _("адрес документа"), max_length=300, blank=True, help_text=_("Страница этого сайта или другой адрес.")
    )
    starts_on = models.DateField(_("начало полномочий"), null=True, blank=True)
    ends_on = models.DateField(_("окончание полномочий"), null=True, blank=True)
    period_text = models.CharField(
        _("срок словами"), max_length=120, blank=True, help_text=_("Если срок не выражается двумя датами.")
    )
    members_total = models.PositiveSmallIntegerField(
        _("сколько человек"), null=True, blank=True, help_text=_("Если известно только число, а не имена.")
    )
    body = StreamField(BodyBlock, verbose_name=_("содержание"), blank=True)

    parent_page_types = [
        "programmes.GroupIndexPage",
        "programmes.ProgrammePage",
        "programmes.SubprojectPage",
        "programmes.GroupPage",
    ]
    subpage_types = ["programmes.GroupPage", "home.ContentPage"]
    content_panels = [
        *BasePage.content_panels,
        HelpPanel(content=_("Состав, заседания и согласование плана ведутся не здесь, а в меню слева: «Группы».")),
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("summary"), FieldPanel("curator")], heading=_("О группе")),
        MultiFieldPanel([FieldPanel("principle"), FieldPanel("topic")], heading=_("Тема")),
        MultiFieldPanel([FieldPanel("functions"), FieldPanel("outputs")], heading=_("Работа")),
        MultiFieldPanel([FieldPanel("regulation"), FieldPanel("regulation_url")], heading=_("Основание")),
        MultiFieldPanel(
            [FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("period_text"), FieldPanel("members_total")],
            heading=_("Срок и состав"),
        ),
        FieldPanel("body"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("topic"),
        index.SearchField("functions"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("совет или группа")
        verbose_name_plural = _("советы и группы")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="programmes_group_ends_after_start",
                violation_error_message=_("Полномочия не могут кончиться раньше, чем начались."),
            )
        ]

    @property
    def is_council(self):
        """Whether it is a council rather than a group."""
        return self.kind in COUNCILS

    @property
    def owner_programme(self):
        """The programme it stands under, however deep; None for a council or a group of the centre. One query."""
        return apps.get_model("programmes", "ProgrammePage").objects.ancestor_of(self).first()

    @property
    def kind_label(self):
        """The kind in words."""
        return label_of(GroupKind, self.kind)

    @property
    def period_label(self):
        """The term of office in words."""
        return self.period_text or months_label(self.starts_on, self.ends_on)

    @property
    def is_over(self):
        """Whether its term of office has ended (F1-39)."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def functions_list(self):
        """What it does, one string each."""
        return [line.strip() for line in self.functions.splitlines() if line.strip()]

    @property
    def outputs_list(self):
        """What it brings out, one string each."""
        return [line.strip() for line in self.outputs.splitlines() if line.strip()]

    def get_context(self, request, *args, **kwargs):
        """Add members, meetings, the plan and what stands around."""
        return {**super().get_context(request, *args, **kwargs), **group_context(self)}
