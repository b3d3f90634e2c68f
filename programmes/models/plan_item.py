"""One line of a plan with its terms and what was done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from home.choices import label_of
from programmes.enums import SIGNS, TONES, ItemStatus
from programmes.models.plan import Stage
from programmes.models.proof import Proof
from programmes.querysets import PlanItemQuerySet


class PlanItem(models.Model):
    """One line of a stage's plan (B.5).

    Numbers and terms are free text («2.7», «в течение года»); the dates beside them are what filters, the timeline, the
    calendar and reminders go by. `due_on` is the last day of all; `dates` hold every term of an item that has several.
    """

    stage = models.ForeignKey(Stage, verbose_name=_("этап"), on_delete=models.CASCADE, related_name="items")
    subproject = models.ForeignKey(
        "programmes.SubprojectPage",
        verbose_name=_("подпроект"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="plan_items",
        help_text=_("Заполните, если дело касается одного подпроекта."),
    )
    sort_order = models.PositiveIntegerField(_("порядок"), default=0)
    direction = models.CharField(
        _("направление"), max_length=200, blank=True, help_text=_("Под этим заголовком дела собраны в плане.")
    )
    number = models.CharField(_("номер"), max_length=12, blank=True)
    text = models.TextField(_("мероприятие"))
    term = models.CharField(
        _("срок"), max_length=160, blank=True, help_text=_("Как в документе: «май 2026», «в течение года».")
    )
    starts_on = models.DateField(_("не раньше"), null=True, blank=True)
    due_on = models.DateField(_("не позже"), null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(
        _("раз в столько месяцев"), null=True, blank=True, help_text=_("6 — дважды в год, 12 — ежегодно.")
    )
    place = models.CharField(_("место"), max_length=160, blank=True)
    responsible = models.CharField(_("ответственные"), max_length=300, blank=True)
    responsible_users = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кому напоминать"),
        blank=True,
        related_name="plan_items",
        help_text=_("Эти люди видят дело в отборе «моё» и получают письма о сроке."),
    )
    product = models.CharField(_("итоговый документ"), max_length=300, blank=True)
    status = models.CharField(_("состояние"), max_length=12, choices=ItemStatus.choices, default=ItemStatus.PLANNED)
    status_on = models.DateField(_("состояние с"), null=True, blank=True, editable=False)
    status_reason = models.CharField(_("причина или пояснение"), max_length=300, blank=True, editable=False)
    updated_at = models.DateTimeField(_("обновлено"), auto_now=True)

    objects = PlanItemQuerySet.as_manager()

    panels = [
        FieldPanel("stage"),
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("sort_order"), FieldPanel("direction"), FieldPanel("subproject")],
            heading=_("Место в плане"),
        ),
        FieldPanel("text"),
        MultiFieldPanel(
            [
                FieldPanel("term"),
                FieldPanel("starts_on"),
                FieldPanel("due_on"),
                FieldPanel("every_months"),
                FieldPanel("place"),
            ],
            heading=_("Срок и место"),
        ),
        MultiFieldPanel([FieldPanel("responsible"), FieldPanel("responsible_users")], heading=_("Кто отвечает")),
        FieldPanel("product"),
        FieldPanel("status"),
    ]

    class Meta:
        verbose_name = _("мероприятие плана")
        verbose_name_plural = _("мероприятия плана")
        ordering = ["stage", "sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(every_months=None) | Q(every_months__gte=1, every_months__lte=120),
                name="programmes_item_every_months_in_bounds",
                violation_error_message=_("Повторение — от одного месяца до десяти лет."),
            )
        ]

    def __str__(self):
        return f"{self.number} {self.text}".strip()

    @property
    def status_label(self):
        """The status in words."""
        return label_of(ItemStatus, self.status)

    @property
    def tone(self):
        """The colour of the status's badge."""
        return TONES[ItemStatus(self.status)]

    @property
    def icon(self):
        """The sign of the status's badge."""
        return SIGNS[ItemStatus(self.status)]


class ItemDate(models.Model):
    """One of several terms of an item: «май 2017, май 2018, май 2019» are three."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="dates")
    starts_on = models.DateField(_("с"), null=True, blank=True)
    ends_on = models.DateField(_("по"))

    class Meta:
        verbose_name = _("срок мероприятия")
        verbose_name_plural = _("сроки мероприятия")
        ordering = ["ends_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item", "ends_on"], name="programmes_item_date_once"),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                name="programmes_item_date_ends_after_start",
                violation_error_message=_("Срок не может кончиться раньше, чем начался."),
            ),
        ]


class ItemProof(Proof):
    """What was done under an item of the plan."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="proofs")

    class Meta(Proof.Meta):
        verbose_name = _("что сделано по мероприятию")
        verbose_name_plural = _("что сделано по мероприятиям")


class ItemReminder(models.Model):
    """That a person was reminded of a term: written with the letter, so that it goes out once."""

    item = models.ForeignKey(PlanItem, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    term_on = models.DateField()
    mark = models.CharField(max_length=20)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("напоминание о сроке")
        verbose_name_plural = _("напоминания о сроках")
        constraints = [
            models.UniqueConstraint(fields=["item", "user", "term_on", "mark"], name="programmes_item_reminded_once")
        ]
