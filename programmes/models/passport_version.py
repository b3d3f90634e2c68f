"""What became of a passport: written when its page is published, never by hand (D4.7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class PassportVersion(models.Model):
    """One published state of a programme's or a subproject's passport, and which of its facts it changed."""

    page = models.ForeignKey(
        Page, verbose_name=_("страница"), on_delete=models.CASCADE, related_name="passport_versions"
    )
    number = models.PositiveIntegerField(_("номер"))
    published_at = models.DateTimeField(_("опубликована"))
    # {fact: digest of what it said}: enough to tell what differs, and no second copy of the passport.
    state = models.JSONField()
    # Facts that differ from the version before, in the order of the passport.
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("версия паспорта")
        verbose_name_plural = _("версии паспортов")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="programmes_passport_version_once_a_page"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="programmes_passport_version_number_from_one"
            ),
        ]

    def __str__(self):
        return f"{self.page_id}: {self.number}"
