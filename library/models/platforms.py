from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PageChooserPanel

from home.menus import section_url
from home.middleware import current_request
from home.querysets import is_shown
from home.vocabularies import Vocabulary

# Below the library's address; no page there may take it (home.slugs).
PLATFORMS_SLUG = "platforms"


class Platform(Vocabulary):
    """A trial platform («стажёрская площадка») with a page of its own: it adds to the archive twice a month (F1-02, F1-25)."""

    summary = models.TextField(
        _("коротко"), max_length=600, blank=True, help_text=_("Одна-две фразы для списка и для начала страницы.")
    )
    programme = models.ForeignKey(
        "programmes.ProgrammePage",
        verbose_name=_("программа"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="platforms",
        help_text=_("Чья это площадка: паспорт программы ведёт на её страницу."),
    )
    base = models.CharField(
        _("базовая организация"),
        max_length=250,
        blank=True,
        help_text=_("Полное название. Пусто — как называется сама."),
    )
    place = models.CharField(_("где"), max_length=160, blank=True, help_text=_("Город, село, район."))
    teaches = models.TextField(
        _("чему здесь учат"), blank=True, help_text=_("По одному на строке: темы стажировок, что можно увидеть.")
    )
    coordinator = models.CharField(
        _("кто отвечает, для посетителей"),
        max_length=160,
        blank=True,
        help_text=_("Имя (с согласия человека) или должность."),
    )
    organisation_names = models.TextField(
        _("как её пишут в материалах"),
        blank=True,
        help_text=_(
            "Названия организаций из карточек материалов, по одному на строке. Кавычки и прописные буквы не важны. "
            "Само название площадки писать не нужно."
        ),
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ответственный за пополнение"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Ему приходят напоминания о пополнении. Если никто не назван, они приходят ответственному за библиотеку."
        ),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("name", "code", "summary", "base", "place")], heading=_("Площадка")
        ),
        MultiFieldPanel(
            [FieldPanel("teaches"), FieldPanel("coordinator"), PageChooserPanel("programme")], heading=_("Работа")
        ),
        MultiFieldPanel(
            [
                HelpPanel(content=_("По этим названиям сайт находит работы площадки и считает пополнение архива.")),
                FieldPanel("organisation_names"),
                FieldPanel("responsible"),
            ],
            heading=_("Работы в библиотеке"),
        ),
        MultiFieldPanel([FieldPanel("sort_order"), FieldPanel("is_active")], heading=_("В списке")),
    ]

    class Meta(Vocabulary.Meta):
        verbose_name = _("стажёрская площадка")
        verbose_name_plural = _("стажёрские площадки")

    @property
    def url(self):
        """Its page below the library, "" while there is no library."""
        section = section_url(current_request.get(), "materialindexpage")
        return f"{section}{PLATFORMS_SLUG}/{self.code}/" if section else ""

    @property
    def where(self):
        """The base organisation and the place in one line; empty where neither says more than the name."""
        base = "" if self.base == self.name else self.base
        return ", ".join(filter(None, [base, self.place]))

    @property
    def teaches_list(self):
        """What is trained there, one string each."""
        return [line.strip() for line in self.teaches.splitlines() if line.strip()]

    @property
    def shown_programme(self):
        """The programme, if every visitor may see it."""
        return self.programme if is_shown(self.programme) else None

    @property
    def all_names(self):
        """Every way the platform is written in materials, its own name first."""
        return [self.name, *(line.strip() for line in self.organisation_names.splitlines() if line.strip())]


class ReplenishmentReminder(models.Model):
    """That somebody has been reminded: of which month, at which of its marks (10, 20, 25), of what."""

    month = models.DateField(_("месяц"), help_text=_("Первое число."))
    mark = models.PositiveSmallIntegerField(_("число"))
    email = models.EmailField(_("кому"))
    about = models.JSONField(_("о чём"), default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("напоминание о пополнении")
        verbose_name_plural = _("напоминания о пополнении")
        constraints = [
            models.UniqueConstraint(fields=["month", "mark", "email"], name="library_one_reminder_a_mark_and_person")
        ]

    def __str__(self):
        return f"{self.month:%m.%Y}, {self.mark}: {self.email}"
