"""What an expert may show of the work done: how much, in which subjects, never which works."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.certificates import Certificate


class ExpertCertificate(Certificate):
    """A certificate of a year's expert work, frozen as it was given out (peers: asked for in OJS and Janeway)."""

    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="expert_certificates"
    )
    about_year = models.PositiveSmallIntegerField(_("за год"))
    reviews = models.PositiveSmallIntegerField(_("отзывов"))
    subjects = models.JSONField(_("предметы"), default=list)

    class Meta:
        verbose_name = _("справка об экспертной работе")
        verbose_name_plural = _("справки об экспертной работе")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="expertise_certificate_number_once_a_year"),
            models.UniqueConstraint(
                fields=["expert", "about_year", "reviews", "person_name"], name="expertise_the_same_certificate_once"
            ),
            models.CheckConstraint(condition=models.Q(reviews__gte=1), name="expertise_certificate_is_for_work_done"),
        ]
