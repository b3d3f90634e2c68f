"""Folders with old archives: what an administrator has prepared on the server, what was uploaded in the admin."""

import shutil
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from library.enums import WORKING
from library.importing.batches import UPLOADS, upload_folder
from library.models import ImportBatch

# A mended table of refused rows may need the files of its batch again.
KEPT = timedelta(days=30)
CHUNK_BYTES = 1024 * 1024


def prepared_folders():
    """Return the names of the folders inside IMPORT_ROOT, in order."""
    root = Path(settings.IMPORT_ROOT)
    if not root.is_dir():
        return []
    return sorted(path.name for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))


def new_upload():
    """Make a folder for the uploads of one import; return its path inside IMPORT_ROOT, as text."""
    place = f"{UPLOADS}/{uuid.uuid4().hex[:12]}"
    (Path(settings.IMPORT_ROOT) / place).mkdir(parents=True)
    return place


def keep_upload(upload, place):
    """Write an uploaded file piece by piece to `place`, a path inside IMPORT_ROOT; return `place`."""
    with (Path(settings.IMPORT_ROOT) / place).open("wb") as target:
        for chunk in upload.chunks(CHUNK_BYTES):
            target.write(chunk)
    return place


def prune_uploads(now=None):
    """Delete what was uploaded for imports that ended, or were left, a month ago; a timer. Returns how many folders."""
    root = Path(settings.IMPORT_ROOT) / UPLOADS
    if not root.is_dir():
        return 0
    border = (now or timezone.now()) - KEPT
    kept = {
        upload_folder(batch)
        for batch in ImportBatch.objects.all()
        if batch.state in WORKING or (batch.finished_at or batch.created_at) > border
    }
    old = [
        folder
        for folder in root.resolve().iterdir()
        if folder not in kept and folder.stat().st_mtime < border.timestamp()
    ]
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    return len(old)
