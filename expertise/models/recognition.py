"""What an expert may show of the work done: how much, in which subjects, never which works."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from expertise.models.conclusion import new_code


class ExpertCertificate(models.Model):
    """A certificate of a year's expert work, frozen as it was given out (peers: asked for in OJS and Janeway)."""

    expert = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="expert_certificates"
    )
    person_name = models.CharField(_("кому"), max_length=200)
    about_year = models.PositiveSmallIntegerField(_("за год"))
    reviews = models.PositiveSmallIntegerField(_("отзывов"))
    subjects = models.JSONField(_("предметы"), default=list)
    year = models.PositiveSmallIntegerField(_("год"))
    number = models.PositiveIntegerField(_("№"))
    code = models.CharField(_("код проверки"), max_length=10, unique=True, default=new_code, editable=False)
    issued_on = models.DateField(_("выдана"))

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

    def __str__(self):
        return self.label

    @property
    def label(self):
        """«12/2026»: the number in the centre's register."""
        return f"{self.number}/{self.year}"

    @property
    def masked_name(self):
        """What strangers read of the name: «И. С.»."""
        return " ".join(f"{part[0]}." for part in self.person_name.split() if part[0].isalpha())
