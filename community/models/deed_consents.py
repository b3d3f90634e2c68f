"""Consents about one deed: a work that is sent, a co-authorship, a review; also of people without an account."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.consents import ConsentText


class DeedConsentQuerySet(models.QuerySet):
    def held(self):
        """Consents that have not been taken back."""
        return self.filter(revoked_at=None)

    def of(self, person):
        """Every consent of a person with an account, the newest first, with its text."""
        return self.filter(person=person).select_related("text").order_by("-given_at", "-pk")


class DeedConsent(models.Model):
    """Who does `target` has agreed to one text: when, from where, and until when it held. Only verbs write it."""

    text = models.ForeignKey(
        ConsentText, verbose_name=_("текст"), on_delete=models.PROTECT, related_name="deed_consents"
    )
    # Again here: the proof of what was read holds even if the row of the text were tampered with.
    text_sha256 = models.CharField(_("отпечаток текста (SHA-256)"), max_length=64)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("кто"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deed_consents",
    )
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    target = GenericForeignKey()
    given_at = models.DateTimeField(_("дано"), default=timezone.now)
    address = models.GenericIPAddressField(_("сетевой адрес"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)

    objects = DeedConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("согласие по делу")
        verbose_name_plural = _("согласия по делам")
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "text"],
                condition=Q(revoked_at=None),
                name="community_deed_consent_held_once",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("given_at")),
                name="community_deed_consent_revoked_after_given",
            ),
        ]

    def __str__(self):
        # No name: titles go into the admin's log, which more people read than consents.
        return f"№ {self.pk}"
