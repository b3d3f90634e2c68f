"""The plan of a programme: plain models, changed by process and never by publishing a page (design §3.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from programmes.enums import SIGNS, TONES, ItemStatus
from programmes.periods import months_label
from programmes.querysets import PlanItemQuerySet


class Stage(models.Model):
    """A stage of a programme (B.4)."""

    programme = models.ForeignKey(
        "programmes.ProgrammePage", verbose_name=_("программа"), on_delete=models.CASCADE, related_name="stages"
    )
    number = models.PositiveSmallIntegerField(_("номер"))
    name = models.CharField(_("название"), max_length=160)
    starts_on = models.DateField(_("начало"), null=True, blank=True)
    ends_on = models.DateField(_("окончание"), null=True, blank=True)
    term = models.CharField(_("срок словами"), max_length=160, blank=True)
    task = models.TextField(_("задача этапа"), blank=True)

    panels = [
        FieldPanel("programme"),
        FieldPanel("number"),
        FieldPanel("name"),
        MultiFieldPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("term")], heading=_("Срок")),
        FieldPanel("task"),
    ]

    class Meta:
        verbose_name = _("этап")
        verbose_name_plural = _("этапы")
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_stage_number_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None)
                | models.Q(starts_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="programmes_stage_ends_after_start",
                violation_error_message=_("Этап не может кончиться раньше, чем начался."),
            ),
        ]

    def __str__(self):
        return f"{self.number}. {self.name}"

    @property
    def period_label(self):
        """The term in words."""
        return self.term or months_label(self.starts_on, self.ends_on)

    def state_on(self, day):
        """Return "done", "now" or "ahead" on a date; "ahead" where no date is known."""
        if self.ends_on and self.ends_on < day:
            return "done"
        return "now" if self.starts_on and self.starts_on <= day else "ahead"


class PlanItem(models.Model):
    """One line of a stage's plan (B.5). Numbers and terms are free text: «2.7», «в течение года»."""

    stage = models.ForeignKey(Stage, verbose_name=_("этап"), on_delete=models.CASCADE, related_name="items")
    sort_order = models.PositiveIntegerField(_("порядок"), default=0)
    number = models.CharField(_("номер"), max_length=12, blank=True)
    text = models.TextField(_("мероприятие"))
    term = models.CharField(_("срок"), max_length=160, blank=True)
    due_on = models.DateField(_("не позже"), null=True, blank=True)
    place = models.CharField(_("место"), max_length=160, blank=True)
    responsible = models.CharField(_("ответственные"), max_length=300, blank=True)
    status = models.CharField(_("состояние"), max_length=12, choices=ItemStatus.choices, default=ItemStatus.PLANNED)

    objects = PlanItemQuerySet.as_manager()

    panels = [
        FieldPanel("stage"),
        MultiFieldPanel([FieldPanel("number"), FieldPanel("sort_order")], heading=_("Место в плане")),
        FieldPanel("text"),
        MultiFieldPanel([FieldPanel("term"), FieldPanel("due_on"), FieldPanel("place")], heading=_("Срок и место")),
        FieldPanel("responsible"),
        FieldPanel("status"),
    ]

    class Meta:
        verbose_name = _("мероприятие плана")
        verbose_name_plural = _("мероприятия плана")
        ordering = ["stage", "sort_order", "pk"]

    def __str__(self):
        return f"{self.number} {self.text}".strip()

    @property
    def status_label(self):
        """The status in words."""
        return self.get_status_display()

    @property
    def tone(self):
        """The colour of the status's badge."""
        return TONES[ItemStatus(self.status)]

    @property
    def icon(self):
        """The sign of the status's badge."""
        return SIGNS[ItemStatus(self.status)]
