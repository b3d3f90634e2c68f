"""Pictures of a file's first pages: made by the worker, never in a request (design §10)."""

import hashlib
import logging
import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import transaction

from files.actions import local_path
from files.confined import MEBIBYTE, ChildFailed, Fence, run_confined
from files.enums import PreviewState
from files.models import FilePreview, PreviewPage, StoredFile
from files.signals import pages_drawn

logger = logging.getLogger(__name__)
PICTURES = frozenset({"jpeg", "png", "webp"})
OFFICE = frozenset({"docx", "doc", "odt", "rtf", "xlsx", "xls", "ods", "pptx", "ppt", "odp"})
# The cover and five pages more.
MOST_PAGES = 6
# LibreOffice maps a good deal it never touches, and opens a file for each of its parts.
OFFICE_FENCE = Fence(
    memory=3072 * MEBIBYTE, cpu_seconds=60, output_bytes=200 * MEBIBYTE, open_files=512, wall_seconds=90
)


def can_preview(kind):
    """Tell whether pages of a file of this kind can be drawn here; office files need LibreOffice."""
    return kind == "pdf" or kind in PICTURES or (kind in OFFICE and office_program() is not None)


def office_program():
    """Return the path of LibreOffice as the setting names it or as it is installed; None where there is none."""
    if settings.LIBREOFFICE == "off":
        return None
    found = shutil.which(settings.LIBREOFFICE or "soffice")
    return str(Path(found).resolve()) if found else None


def make_preview(*, file, again=False):
    """Draw the first pages of `file` (a StoredFile) and store them; return its FilePreview, None where we draw no such kind.

    Idempotent: what has been tried is left alone, unless it failed and `again` is asked for.
    """
    known = FilePreview.objects.filter(file=file).first()
    if known and not (again and known.state == PreviewState.FAILED):
        return known
    if not can_preview(file.kind):
        return None
    # Not in memory: pages of a picture book weigh more than a worker should.
    with tempfile.TemporaryDirectory(prefix="metodset-preview-") as folder:
        try:
            pages, detail = _drawn(file, Path(folder)), ""
        except ChildFailed as failure:
            logger.info("Вид страниц файла %s: %s %s", file.uuid, failure.reason, failure)
            pages, detail = [], failure.reason or str(failure)
        rows = [_page(file, Path(folder), page) for page in pages]
        with transaction.atomic():
            PreviewPage.objects.filter(file=file).delete()
            PreviewPage.objects.bulk_create(rows)
            pages_drawn.send(sender=StoredFile, file=file)
            state = PreviewState.DONE if rows else PreviewState.FAILED
            return FilePreview.objects.update_or_create(file=file, defaults={"state": state, "detail": detail[:300]})[0]


def _drawn(file, folder):
    with local_path(file) as path:
        if file.kind not in OFFICE:
            return run_confined("files.rendering.pages", path, file.kind, folder, MOST_PAGES)
        source = folder / f"source.{file.kind}"
        shutil.copyfile(path, source)
    program = office_program()
    paper = run_confined("files.rendering.office", program, source, folder, MOST_PAGES, fence=OFFICE_FENCE)
    return run_confined("files.rendering.pages", paper, "pdf", folder, MOST_PAGES)


def _page(file, folder, page):
    large, width, height = page["large"]
    small, small_width, small_height = page["small"]
    return PreviewPage(
        file=file,
        number=page["number"],
        content=_keep(folder / large),
        width=width,
        height=height,
        small=_keep(folder / small),
        small_width=small_width,
        small_height=small_height,
    )


def _keep(path):
    """Store a picture under its hash and return that name; equal pictures are kept once."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    place = f"previews/{digest[:2]}/{digest}.webp"
    storage = PreviewPage._meta.get_field("content").storage
    if storage.exists(place):
        return place
    with path.open("rb") as content:
        return storage.save(place, File(content))
