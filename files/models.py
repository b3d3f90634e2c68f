"""A file that never changes, and the text that was read out of it."""

import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from files.enums import PreviewState, TextState
from files.querysets import DownloadCountQuerySet, StoredFileQuerySet
from files.sniffing import KINDS
from home.templatetags.face_tags import plural_ru

SLIDES, SHEETS = "слайд,слайда,слайдов", "лист,листа,листов"
# What a file of each kind consists of, where that is not pages: one, two, five of them.
LEAVES = {
    **dict.fromkeys(("pptx", "ppt", "odp"), SLIDES),
    **dict.fromkeys(("xlsx", "xls", "ods"), SHEETS),
    "zip": "файл,файла,файлов",
}


def private_storage():
    """The storage no web server serves (design §8); a callable, so that settings decide and migrations do not."""
    return storages["private"]


class StoredFile(models.Model):
    """Bytes with a name. Never changed and never deleted; equal bytes lie in the storage once, under their hash."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("имя файла"), max_length=200)
    content = models.FileField(storage=private_storage, max_length=120, editable=False)
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    size = models.PositiveBigIntegerField(_("размер, байт"), editable=False)
    kind = models.CharField(_("вид"), max_length=20, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("загружен"), auto_now_add=True)
    # Brought by an author for a work of their own: no list of the admin shows it, and staff as such may not open it.
    is_personal = models.BooleanField(default=False, editable=False)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("файл")
        verbose_name_plural = _("файлы")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return self.name

    @property
    def title(self):
        """The name without its ending, for lists."""
        return PurePath(self.name).stem.replace("_", " ")

    @cached_property
    def url(self):
        """The address of the delivery view: the only way to the bytes."""
        return reverse("files:file_deliver", args=[self.uuid, self.name])

    @property
    def open_url(self):
        """The address that opens the file in the browser; None where only download is safe."""
        return f"{self.url}?open" if self.kind == "pdf" else None

    @property
    def text_url(self):
        """The address of a quick look at the file's text; it answers only when the text has been read."""
        return reverse("files:file_text", args=[self.uuid])

    @property
    def kind_label(self):
        """What the file is, in a word: «PDF», «Word»."""
        return KINDS[self.kind].label

    @property
    def mime(self):
        """The media type found by content."""
        return KINDS[self.kind].mime

    @property
    def pages_label(self):
        """«24 страницы», «12 слайдов», «3 листа», «5 файлов»; empty where unknown.

        Reads `filetext`, so lists select it along.
        """
        text = getattr(self, "filetext", None)
        if text is None or not text.total:
            return ""
        return plural_ru(text.total, LEAVES.get(self.kind, "страница,страницы,страниц"))

    @property
    def reading_label(self):
        """How the reading stands and why: «нет текста: похоже, это скан…»; empty for kinds that are not read."""
        text = getattr(self, "filetext", None)
        if text is None:
            return ""
        state = text.get_state_display()
        return f"{state}: {text.reason}" if text.reason else state


class FileText(models.Model):
    """What was read out of one file, and where in it each passage stands.

    `places` is a list of [start, kind, label, number]: from character `start` on the text stands on page or slide
    `number`, under the heading, on the sheet or in the archive's file that is called `label`.
    """

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True)
    state = models.CharField(_("состояние"), max_length=20, choices=TextState.choices, default=TextState.WAITING)
    reason = models.CharField(_("причина"), max_length=300, blank=True)
    text = models.TextField(blank=True)
    places = models.JSONField(default=list)
    total = models.PositiveIntegerField(null=True)
    # What the file says of itself: "title", "author", "year", and "tagged" of a PDF with a structure.
    facts = models.JSONField(default=dict)
    extracted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("текст файла")
        verbose_name_plural = _("тексты файлов")

    def __str__(self):
        return f"{self.file_id}: {self.get_state_display()}"


class DownloadCount(models.Model):
    """How often one file was downloaded on one day (the centre's time), by people and by robots.

    Written by files.downloads.fold_downloads alone.
    """

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="download_counts")
    day = models.DateField(_("день"))
    people = models.PositiveIntegerField(_("людьми"), default=0)
    robots = models.PositiveIntegerField(_("роботами"), default=0)

    objects = DownloadCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("скачивания за день")
        verbose_name_plural = _("скачивания по дням")
        constraints = [models.UniqueConstraint(fields=["file", "day"], name="files_one_count_a_day")]

    def __str__(self):
        return f"{self.file_id}, {self.day}: {self.people}"


class FoldedSpool(models.Model):
    """A spool of downloads that has been counted: remembered in the same transaction, so that none counts twice."""

    name = models.CharField(max_length=80, unique=True)
    folded_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self):
        return self.name


class FilePreview(models.Model):
    """That somebody has tried to draw the first pages of a file, and what came of it. No row: nobody has tried."""

    file = models.OneToOneField(StoredFile, on_delete=models.CASCADE, primary_key=True, related_name="preview")
    state = models.CharField(_("состояние"), max_length=20, choices=PreviewState.choices)
    detail = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("вид страниц")
        verbose_name_plural = _("виды страниц")

    def __str__(self):
        return f"{self.file_id}: {self.get_state_display()}"


class PreviewPage(models.Model):
    """A page of a file as a picture, large and small (WebP, pixels). Made by files.previews.make_preview alone."""

    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="preview_pages")
    number = models.PositiveSmallIntegerField(_("страница"))
    content = models.FileField(storage=private_storage, max_length=120, editable=False)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    small = models.FileField(storage=private_storage, max_length=120, editable=False)
    small_width = models.PositiveSmallIntegerField()
    small_height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="files_one_picture_a_page")]

    def __str__(self):
        return f"{self.file_id}, {self.number}"

    @property
    def url(self):
        """The address of the large picture."""
        return reverse("files:page_deliver", args=[self.file.uuid, self.number])

    @property
    def small_url(self):
        """The address of the small picture."""
        return reverse("files:page_deliver_small", args=[self.file.uuid, self.number])
