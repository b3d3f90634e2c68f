"""The normative base: laws, orders, the centre's own regulations, with their wordings (B.6).

Plain models, changed by process; a wording that has come into force never changes, so whoever agreed to it can name it.
"""

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from home.blocks import TEXT_FEATURES
from home.menus import section_url
from home.middleware import current_request
from home.models.terms import free_code
from home.slugs import slug_from
from programmes.norm_enums import (
    REGULATION_TONES,
    VERSION_TONES,
    Purpose,
    RegulationKind,
    RegulationStatus,
    VersionState,
)
from programmes.querysets import RegulationQuerySet, RegulationVersionQuerySet


class Regulation(models.Model):
    """A document that the centre or its programmes stand on; its wordings are RegulationVersion."""

    kind = models.CharField(_("вид"), max_length=12, choices=RegulationKind.choices, default=RegulationKind.REGULATION)
    title = models.CharField(_("название"), max_length=300)
    slug = models.SlugField(_("адрес"), max_length=80, unique=True, editable=False)
    number = models.CharField(
        _("номер"), max_length=60, blank=True, help_text=_("Как в документе: «273-ФЗ», «2765-р».")
    )
    date = models.DateField(_("дата документа"), null=True, blank=True)
    date_text = models.CharField(
        _("дата словами"), max_length=80, blank=True, help_text=_("Если точной даты нет: «2015 г.», «2013–2017».")
    )
    issuer = models.CharField(_("кто издал"), max_length=250, blank=True)
    summary = models.TextField(_("о чём"), max_length=600, blank=True, help_text=_("Одна-две фразы для списка."))
    audience = models.CharField(_("кого касается"), max_length=250, blank=True)
    programmes = models.ManyToManyField(
        "programmes.ProgrammePage", verbose_name=_("программы"), blank=True, related_name="regulations"
    )
    source_url = models.URLField(
        _("где опубликован"), max_length=500, blank=True, help_text=_("Адрес документа на сайте того, кто его издал.")
    )
    purpose = models.CharField(
        _("на что ссылается сайт"),
        max_length=12,
        choices=Purpose.choices,
        blank=True,
        default=Purpose.NONE,
        help_text=_("С действующей редакцией этого документа люди соглашаются, когда присылают работы."),
    )
    status = models.CharField(
        _("состояние"),
        max_length=10,
        choices=RegulationStatus.choices,
        default=RegulationStatus.PROJECT,
        editable=False,
    )
    is_public = models.BooleanField(
        _("показывать на сайте"),
        default=False,
        help_text=_("Карточка и редакции, вступившие в силу, видны всем. Черновики редакций видят только сотрудники."),
    )

    objects = RegulationQuerySet.as_manager()

    panels = [
        MultiFieldPanel([FieldPanel("kind"), FieldPanel("title"), FieldPanel("summary")], heading=_("Документ")),
        MultiFieldPanel(
            [FieldPanel("number"), FieldPanel("date"), FieldPanel("date_text"), FieldPanel("issuer")],
            heading=_("Реквизиты"),
        ),
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("programmes")], heading=_("Кого касается")),
        FieldPanel("source_url"),
        MultiFieldPanel([FieldPanel("is_public"), FieldPanel("purpose")], heading=_("На сайте")),
    ]

    class Meta:
        verbose_name = _("документ нормативной базы")
        verbose_name_plural = _("нормативная база")
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose"],
                condition=~Q(purpose=""),
                name="programmes_regulation_one_for_purpose",
                violation_error_message=_("Для этой цели уже есть документ."),
            )
        ]

    def __str__(self):
        return self.title

    def full_clean(self, *args, **kwargs):
        """Give the document its address, once and for good, then validate."""
        if not self.slug:
            self.slug = free_code(
                slug_from(self.title)[:60].strip("-"), set(Regulation.objects.values_list("slug", flat=True))
            )
        super().full_clean(*args, **kwargs)

    @property
    def url(self):
        """Its page in the normative base, "" while there is no such section."""
        section = section_url(current_request.get(), "regulationindexpage")
        return f"{section}{self.slug}/" if section else ""

    @property
    def kind_label(self):
        """The kind in words."""
        return self.get_kind_display()

    @property
    def status_label(self):
        """The status in words."""
        return self.get_status_display()

    @property
    def tone(self):
        """The colour of the status's badge."""
        return REGULATION_TONES[RegulationStatus(self.status)][0]

    @property
    def icon(self):
        """The sign of the status's badge."""
        return REGULATION_TONES[RegulationStatus(self.status)][1]

    @property
    def details(self):
        """«№ 273-ФЗ от 29 декабря 2012», «от 29 декабря 2012»: number and date as a line, empty where neither is known."""
        number = f"№ {self.number}" if self.number and not self.number.startswith("№") else self.number
        day = f"от {date_format(self.date, 'j E Y')}" if self.date else ""
        return " ".join(filter(None, [number, day])) or self.date_text

    @property
    def year(self):
        """The year of the document, None where no date is known."""
        return self.date.year if self.date else None


class RegulationVersion(models.Model):
    """One wording of a document: a file, a text or both. Changed by programmes.norms alone, and only while a draft."""

    regulation = models.ForeignKey(
        Regulation, verbose_name=_("документ"), on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField(_("номер редакции"))
    state = models.CharField(
        _("состояние"), max_length=8, choices=VersionState.choices, default=VersionState.DRAFT, editable=False
    )
    starts_on = models.DateField(_("действует с"), null=True, blank=True)
    ends_on = models.DateField(_("действовала по"), null=True, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        verbose_name=_("файл"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="regulation_versions",
    )
    text = RichTextField(_("текст"), blank=True, features=["h2", "h3", *TEXT_FEATURES])
    changes = models.TextField(_("что изменилось"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RegulationVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("редакция документа")
        verbose_name_plural = _("редакции документов")
        ordering = ["regulation", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["regulation", "number"], name="programmes_regulation_version_number_once"),
            models.UniqueConstraint(
                fields=["regulation"],
                condition=Q(state="current"),
                name="programmes_regulation_one_current_version",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(starts_on__isnull=False), name="programmes_version_in_force_has_a_date"
            ),
        ]

    def __str__(self):
        return f"{self.regulation}, {_('редакция')} {self.number}"

    @property
    def url(self):
        """The address of this very wording: it stays good when newer ones come."""
        document = self.regulation.url
        return f"{document}v{self.number}/" if document else ""

    @property
    def state_label(self):
        """The state in words."""
        return self.get_state_display()

    @property
    def tone(self):
        """The colour of the state's badge."""
        return VERSION_TONES[VersionState(self.state)][0]

    @property
    def icon(self):
        """The sign of the state's badge."""
        return VERSION_TONES[VersionState(self.state)][1]

    @property
    def period_label(self):
        """«с 1 сентября 2025», «1 сентября 2024 – 31 августа 2025», empty for a draft without a date."""
        if not self.starts_on:
            return ""
        start = date_format(self.starts_on, "j E Y")
        return f"{start} – {date_format(self.ends_on, 'j E Y')}" if self.ends_on else f"с {start}"
