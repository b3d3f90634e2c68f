from django.db import models
from django.utils.translation import gettext_lazy as _

from library.enums import ExpertState


class ExpertStatus(models.Model):
    """What the experts say of a material. Changed by actions only, never by publishing the page (design §3.2)."""

    material = models.OneToOneField(
        "library.MaterialPage", on_delete=models.CASCADE, primary_key=True, related_name="expert_status"
    )
    state = models.CharField(_("статус экспертизы"), max_length=20, choices=ExpertState.choices)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("статус экспертизы")
        verbose_name_plural = _("статусы экспертизы")

    def __str__(self):
        return self.get_state_display()
