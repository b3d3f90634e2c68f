from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from home.vocabularies import Vocabulary


class Platform(Vocabulary):
    """A trial platform («стажёрская площадка»): it adds to the archive twice a month at least (F1-02)."""

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
        verbose_name=_("ответственный"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Ему приходят напоминания о пополнении. Если никто не назван, они приходят ответственному за библиотеку."
        ),
    )

    class Meta(Vocabulary.Meta):
        verbose_name = _("стажёрская площадка")
        verbose_name_plural = _("стажёрские площадки")

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
