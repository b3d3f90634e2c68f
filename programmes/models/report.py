"""Reports of programmes, of their parts and of the centre (B.31, D4, F1-30, F1-31, F3-22)."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.body import BodyBlock
from home.choices import label_of
from home.models import BasePage
from home.querysets import page_manager
from programmes.enums import PrintState, ReportKind
from programmes.models.programme import SubprojectPage, lines_of
from programmes.panels import ReportOrderPanel
from programmes.querysets import PrintedReportQuerySet, ReportQuerySet
from programmes.report_permissions import ReportPermissions
from programmes.spans import span_label


class ReportIndexPage(BasePage):
    """All reports by years; the centre's own stand right below it (F1-30)."""

    intro = models.TextField(_("вводка"), max_length=600, blank=True)

    max_count = 1
    parent_page_types = ["programmes.ProgrammeIndexPage"]
    subpage_types = ["programmes.ProgrammeReportPage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("раздел отчётов")

    def get_context(self, request, *args, **kwargs):
        """Add the reports that the address asks for, by years, with its filters."""
        from programmes.report_archive import archive_for

        return {**super().get_context(request, *args, **kwargs), **archive_for(self, request)}


class ProgrammeReportPage(BasePage):
    """A report on a period: numbers and lists by the site (programmes.reporting), words by people."""

    kind = models.CharField(_("вид"), max_length=10, choices=ReportKind.choices, default=ReportKind.INTERIM)
    starts_on = models.DateField(_("период с"))
    ends_on = models.DateField(_("по"), db_index=True)
    authors = models.CharField(_("составители"), max_length=300, blank=True)
    heard_by = models.CharField(
        _("кто рассмотрел"), max_length=300, blank=True, help_text=_("Например: методический совет, протокол № 3.")
    )
    heard_on = models.DateField(_("когда рассмотрен"), null=True, blank=True)
    body = StreamField(
        BodyBlock,
        verbose_name=_("содержание"),
        blank=True,
        help_text=_("Разделы собраны из данных сайта. Правьте, дополняйте и переставляйте их как нужно."),
    )
    conclusions = models.TextField(_("выводы"), blank=True, help_text=_("По выводу на строке."))
    corrections = models.TextField(
        _("коррективы"), blank=True, help_text=_("Что меняется в программе и плане по итогам периода, по строке.")
    )
    # What the site has written into the body: {section's code: {"ids": of its blocks, "mark": of their words}}.
    written = models.JSONField(default=dict, editable=False)
    written_at = models.DateTimeField(_("данные сайта на"), null=True, editable=False)

    # Made only by the verb draft_report, which knows the template and who may.
    is_creatable = False

    objects = page_manager(ReportQuerySet)

    parent_page_types = ["programmes.ProgrammePage", "programmes.SubprojectPage", "programmes.ReportIndexPage"]
    subpage_types = []
    content_panels = [
        ReportOrderPanel(heading=_("Как отчёт доходит до сайта")),
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("kind"), FieldPanel("starts_on"), FieldPanel("ends_on")], heading=_("Вид и период")
        ),
        FieldPanel("authors"),
        FieldPanel("body"),
        FieldPanel("conclusions"),
        FieldPanel("corrections"),
        MultiFieldPanel([FieldPanel("heard_by"), FieldPanel("heard_on")], heading=_("Рассмотрение")),
        InlinePanel("publications", label=_("Публикация"), heading=_("Публикации в СМИ об итогах")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("authors"),
        index.SearchField("body"),
        index.SearchField("conclusions"),
        index.FilterField("kind"),
        index.FilterField("ends_on"),
    ]

    class Meta:
        verbose_name = _("отчёт")
        verbose_name_plural = _("отчёты")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="programmes_report_ends_after_start",
                violation_error_message=_("Период не может кончиться раньше, чем начался."),
            )
        ]

    @property
    def kind_label(self):
        """The kind in words."""
        return label_of(ReportKind, self.kind)

    @property
    def period_label(self):
        """The period in words."""
        return span_label(self.starts_on, self.ends_on)

    @property
    def conclusions_list(self):
        """The conclusions, one string each."""
        return lines_of(self.conclusions)

    @property
    def corrections_list(self):
        """The corrections, one string each."""
        return lines_of(self.corrections)

    @cached_property
    def place(self):
        """The page it is about: a ProgrammePage, a SubprojectPage, or the ReportIndexPage for the centre's own."""
        return self.get_parent().specific

    @cached_property
    def programme(self):
        """The ProgrammePage it is about, wholly or in part; None for the centre's own."""
        place = self.subproject.get_parent().specific if self.subproject else self.place
        return None if isinstance(place, ReportIndexPage) else place

    @cached_property
    def subproject(self):
        """The SubprojectPage it is about; None for a whole programme's and for the centre's own."""
        return self.place if isinstance(self.place, SubprojectPage) else None

    def clean(self):
        """Say a wrong period at its field."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Период не может кончиться раньше, чем начался.")})

    def permissions_for_user(self, user):
        """Wagtail's rights, and our rule of who publishes a report."""
        return ReportPermissions(user, self)

    def get_workflow(self):
        """Every report goes one way: the programme's leader, then the editor (D4.5)."""
        from programmes.models.approval import report_workflow

        return report_workflow() or super().get_workflow()

    @property
    def has_workflow(self):
        """True where there is a way to send it."""
        return self.get_workflow() is not None

    def get_context(self, request, *args, **kwargs):
        """Add whom it is about, its files and its neighbours."""
        from programmes.report_archive import surroundings_of

        return {**super().get_context(request, *args, **kwargs), **surroundings_of(self)}


class ReportPublication(Orderable):
    """What newspapers, sites and television said of the results (F3-22)."""

    page = ParentalKey(ProgrammeReportPage, on_delete=models.CASCADE, related_name="publications")
    title = models.CharField(_("заголовок"), max_length=250)
    outlet = models.CharField(_("издание"), max_length=160, blank=True)
    address = models.URLField(_("адрес"), max_length=500)
    on = models.DateField(_("дата"), null=True, blank=True)

    panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel("outlet"), FieldPanel("on")], heading=_("Где и когда")),
        FieldPanel("address"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("публикация в СМИ")
        verbose_name_plural = _("публикации в СМИ")

    def __str__(self):
        return self.title


class PrintedReport(models.Model):
    """The PDF and the DOCX of a published report, made by the worker once a publication (programmes.report_files).

    `stamp` names the publication they are of; the files of another one are given to nobody.
    """

    page = models.OneToOneField(ProgrammeReportPage, on_delete=models.CASCADE, primary_key=True, related_name="printed")
    state = models.CharField(_("состояние"), max_length=10, choices=PrintState.choices, default=PrintState.WAITING)
    stamp = models.CharField(max_length=40, blank=True)
    pdf = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    docx = models.ForeignKey("files.StoredFile", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("причина"), max_length=300, blank=True)

    objects = PrintedReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("файлы отчёта")
        verbose_name_plural = _("файлы отчётов")

    def __str__(self):
        return f"{self.page_id}: {self.get_state_display()}"


class ReviewReminder(models.Model):
    """That the leader of a programme was reminded to consider its results in a half-year (D4.4): once, with the letter."""

    programme = models.ForeignKey("programmes.ProgrammePage", on_delete=models.CASCADE, related_name="review_reminders")
    half = models.DateField(_("полугодие с"))
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("напоминание об итогах")
        verbose_name_plural = _("напоминания об итогах")
        constraints = [
            models.UniqueConstraint(fields=["programme", "half"], name="programmes_reminded_once_a_half_year")
        ]

    def __str__(self):
        return f"{self.programme_id}: {self.half:%Y-%m}"
