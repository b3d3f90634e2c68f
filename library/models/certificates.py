"""The author's certificate of publication (D1, B.26): what was published, where and when, and how it was reviewed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models import Certificate


class PublicationCertificate(Certificate):
    """A certificate for one author of one published work; its facts are frozen, what is true today the check says."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="publication_certificates"
    )
    page = models.ForeignKey(
        "library.MaterialPage", null=True, on_delete=models.SET_NULL, related_name="publication_certificates"
    )
    # The words of the paper, as library.certifying.facts_of makes them, and their fingerprint.
    facts = models.JSONField(_("сведения"))
    digest = models.CharField(max_length=64, editable=False)
    # By whose word it says that experts recommend the work.
    conclusion = models.ForeignKey(
        "expertise.Conclusion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField(_("отозвано"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoke_reason = models.TextField(_("почему отозвано"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("свидетельство о публикации")
        verbose_name_plural = _("свидетельства о публикации")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="library_certificate_number_once_a_year"),
            models.UniqueConstraint(fields=["person", "page", "digest"], name="library_the_same_certificate_once"),
            models.CheckConstraint(
                condition=models.Q(revoked_at__isnull=True) | ~models.Q(revoke_reason=""),
                name="library_revoked_certificate_says_why",
            ),
        ]
