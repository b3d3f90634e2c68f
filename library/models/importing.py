"""An import of an old archive: a batch and its rows (D8, H38)."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from library.enums import BatchState, RowState
from library.querysets import ImportBatchQuerySet, ImportRowQuerySet


class ImportBatch(models.Model):
    """One import: a table and a folder of files, or a bare folder. Changed by library.importing.batches only."""

    source = models.CharField(_("что переносим"), max_length=200)
    state = models.CharField(
        _("состояние"), max_length=12, choices=BatchState.choices, default=BatchState.PREPARING, db_index=True
    )
    problem = models.TextField(_("что случилось"), blank=True)
    # The state in which it broke off, where «go on» returns to.
    broken_in = models.CharField(max_length=12, choices=BatchState.choices, blank=True)
    # Places of the files, of the archive still to be unpacked; inside IMPORT_ROOT, or anywhere for the command.
    folder = models.CharField(max_length=1000)
    archive = models.CharField(max_length=1000, blank=True)
    header = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    # The cards are guessed from the files, not read from a person's table.
    is_guessed = models.BooleanField(default=False)
    publish = models.BooleanField(_("опубликовать сразу"), default=True)
    needs_check = models.BooleanField(_("проверить карточки после переноса"), default=False)
    # Names the same work done again by the command, to go on where it broke off.
    key = models.CharField(max_length=64, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("кто отменил"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("начат"), auto_now_add=True)
    finished_at = models.DateTimeField(_("закончен"), null=True)
    # Whoever works on the batch holds it until then; a dead worker lets it go by itself.
    held_until = models.DateTimeField(null=True)
    holder = models.CharField(max_length=120, blank=True)
    seconds = models.FloatField(default=0)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("перенос архива")
        verbose_name_plural = _("переносы архива")
        ordering = ["-pk"]

    def __str__(self):
        return f"№ {self.pk}: {self.source}"

    @property
    def folder_path(self):
        """The folder of the files, a Path."""
        return Path(settings.IMPORT_ROOT) / self.folder

    @property
    def archive_path(self):
        """The uploaded ZIP, a Path; None when there is none."""
        return Path(settings.IMPORT_ROOT) / self.archive if self.archive else None


class ImportRow(models.Model):
    """One row of a batch: its cells as they came, and what became of it."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(_("строка"))
    cells = models.JSONField(default=list)
    state = models.CharField(_("состояние"), max_length=12, choices=RowState.choices, default=RowState.WAITING)
    reason = models.TextField(_("причина"), blank=True)
    material = models.ForeignKey(
        "library.MaterialPage", null=True, on_delete=models.SET_NULL, related_name="import_rows"
    )
    # The page's first revision: while it is the latest one, nobody has edited the page.
    revision_id = models.PositiveBigIntegerField(null=True)
    needs_check = models.BooleanField(_("ждёт проверки"), default=False)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("строка переноса")
        verbose_name_plural = _("строки переноса")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="library_importrow_once")]
        indexes = [models.Index(fields=["batch", "state"]), models.Index(fields=["needs_check", "batch"])]

    def __str__(self):
        return f"{self.batch_id}/{self.number}"
