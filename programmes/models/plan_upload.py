"""A plan table that waits for confirmation: what was read from the file, and what its person chose."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from files.tables.grids import from_json


class PlanUpload(models.Model):
    """One uploaded table. Nothing of it is in the plan until `add_plan_items`; then, or after a week, it is deleted."""

    programme = models.ForeignKey("programmes.ProgrammePage", on_delete=models.CASCADE, related_name="+")
    subproject = models.ForeignKey("programmes.SubprojectPage", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("файл"), max_length=255)
    blocks = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    headings = models.CharField(max_length=12, default="guess")
    mode = models.CharField(max_length=12, default="append")
    default_stage = models.ForeignKey(
        "programmes.Stage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("таблица плана")
        verbose_name_plural = _("таблицы планов")

    def __str__(self):
        return self.name

    @property
    def grids(self):
        """The Lines and Grids that were read from the file."""
        return from_json(self.blocks)
