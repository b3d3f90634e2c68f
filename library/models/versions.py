from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class MaterialVersion(models.Model):
    """One published state of a material and what it changed: written when the page is published, never by hand.

    Wagtail's revisions do not say which of them were public, and hold what never was (design §3.2).
    """

    material = models.ForeignKey("library.MaterialPage", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("номер"))
    published_at = models.DateTimeField(_("опубликована"))
    # Public facts as they were: {fact: value}; files with their hashes.
    state = models.JSONField(encoder=DjangoJSONEncoder)
    # [{"fact": …, "added": [titles], "removed": number}]: what changed since the version before.
    changes = models.JSONField(default=list)

    class Meta:
        verbose_name = _("версия материала")
        verbose_name_plural = _("версии материалов")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["material", "number"], name="library_version_number_once_a_material"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="library_version_number_from_one"),
        ]

    def __str__(self):
        return f"{self.material_id}: {self.number}"
