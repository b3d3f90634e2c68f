"""What belongs to a programme or to one subproject of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.querysets import PartQuerySet


class ProgrammePart(models.Model):
    """Something of a programme; with a subproject it is that subproject's own."""

    programme = models.ForeignKey(
        "programmes.ProgrammePage", verbose_name=_("программа"), on_delete=models.CASCADE, related_name="%(class)ss"
    )
    subproject = models.ForeignKey(
        "programmes.SubprojectPage",
        verbose_name=_("подпроект"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
        help_text=_("Пусто — относится ко всей программе."),
    )
    sort_order = models.PositiveIntegerField(_("порядок"), default=0, help_text=_("Меньшее число стоит выше."))

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        """Refuse a subproject of another programme."""
        super().clean()
        parts = (self.programme_id and self.programme, self.subproject_id and self.subproject)
        if all(parts) and not parts[1].is_child_of(parts[0]):
            raise ValidationError({"subproject": _("Этот подпроект относится к другой программе.")})
