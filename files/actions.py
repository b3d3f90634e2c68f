"""Verbs of files: take in, read."""

import hashlib
import logging
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from files.enums import DRAWABLE, RETRYABLE, TextState
from files.extraction import Limits, extract
from files.extraction.ocr import with_ocr
from files.models import FileText, StoredFile
from files.signals import text_extracted
from files.sniffing import EXTRACTABLE, FileRefused, check_upload

logger = logging.getLogger(__name__)
NAME_LENGTH = 200
OCR_PAGES = 20
SOMEBODY_WAITS = 20
# Files are taken up in portions: a reading may take up to a minute.
PORTION = 200
# Characters that some file system or header cannot carry.
UNSAFE = dict.fromkeys(map(ord, '\\/:*?"<>|\r\n\t\0'), "_")


@dataclass(frozen=True)
class KeptFile:
    """Bytes that lie in the storage and have no record yet: name, hash, size in bytes, kind, place in the storage."""

    name: str
    sha256: str
    size: int
    kind: str
    place: str


def store_file(*, content, name, user=None, is_personal=False):
    """Store `content` (a file object with `chunks()` or `read()`) under the human `name`; return the StoredFile.

    An `is_personal` file is its uploader's alone until something shows it (files.permissions).
    Its text is read by the worker after the transaction. Raises FileRefused with a reason in Russian when the file is
    empty, too large, of a kind we do not take, or not what its name says (design §8).
    """
    return record_file(kept=keep_bytes(content=content, name=name), user=user, is_personal=is_personal)


def store_own_file(*, content, name):
    """Store a PDF that the site has made itself, as `store_file` does; return the StoredFile.

    Nobody searches in it and nobody needs its picture: neither is made.
    """
    kept = keep_bytes(content=content, name=name)
    stored = StoredFile.objects.create(
        name=kept.name, sha256=kept.sha256, size=kept.size, kind=kept.kind, content=kept.place
    )
    FileText.objects.create(
        file=stored, state=TextState.REFUSED, reason=_("файл сделан сайтом"), extracted_at=timezone.now()
    )
    return stored


def keep_bytes(*, content, name):
    """Check `content` as `store_file` does and put it into the storage; return the KeptFile. Writes no record.

    The slow half of storing: an import does it before its transaction, so that nobody waits for the copying.
    """
    name = clean_name(name)
    with tempfile.NamedTemporaryFile() as copy:
        sha256, size = _copy(content, copy)
        sniffed = check_upload(Path(copy.name), name)
        copy.seek(0)
        storage = StoredFile._meta.get_field("content").storage
        place = f"{sha256[:2]}/{sha256}"
        # Equal bytes are kept once: the name is the hash, so what is there is the same.
        place = place if storage.exists(place) else storage.save(place, File(copy))
    return KeptFile(name, sha256, size, sniffed.kind, place)


@transaction.atomic
def record_file(*, kept, user=None, is_personal=False):
    """Write the record of a KeptFile and return it, a StoredFile; the worker reads its text after the transaction."""
    stored = StoredFile(
        name=kept.name,
        sha256=kept.sha256,
        size=kept.size,
        kind=kept.kind,
        content=kept.place,
        uploaded_by=user,
        is_personal=is_personal,
    )
    stored.save()
    if kept.kind in EXTRACTABLE:
        FileText.objects.create(file=stored)
        _read_later(stored)
    else:
        _draw_later(stored)
    return stored


def read_file(*, file):
    """Extract the text of `file` (a StoredFile) in the limited child process and store it; return the FileText.

    Idempotent: a file that has been read is left alone. The result, good or bad, becomes a state with a reason.
    """
    reading = FileText.objects.get(file=file)
    if reading.state not in RETRYABLE:
        return reading
    with local_path(file) as path:
        result = extract(path, file.kind, with_ocr(Limits(), OCR_PAGES) if settings.OCR else None)
    if result.detail:
        logger.info("Чтение файла %s: %s", file.uuid, result.detail)
    with transaction.atomic():
        reading.state, reading.reason, reading.text = result.state.value, result.reason[:300], result.text
        reading.places = [[p.start, p.kind, p.label, p.number] for p in result.places]
        reading.total, reading.extracted_at = result.total, timezone.now()
        reading.facts = dict(result.facts)
        reading.save()
        text_extracted.send(sender=StoredFile, file=file)
        if reading.state in DRAWABLE:
            _draw_later(file)
    return reading


def read_newly_readable():
    """Ask for the text of files that were stored when their kind had no reader yet; return how many.

    Idempotent; at most PORTION files at a time.
    """
    files = list(StoredFile.objects.filter(kind__in=EXTRACTABLE, filetext=None)[:PORTION])
    with transaction.atomic():
        for file in files:
            FileText.objects.create(file=file)
            _read_later(file)
    return len(files)


def clean_name(name):
    """Return a file name without folders and unsafe characters, at most 200 characters with its ending kept."""
    name = PurePath(name.replace("\\", "/")).name.translate(UNSAFE).strip(" .") or "file"
    path = PurePath(name)
    return path.stem[: NAME_LENGTH - len(path.suffix)] + path.suffix


@contextmanager
def local_path(file):
    """Give the path of a StoredFile's bytes on this machine; a temporary copy where the storage is remote."""
    try:
        yield Path(file.content.path)
    except NotImplementedError:
        with tempfile.NamedTemporaryFile(suffix=PurePath(file.name).suffix) as copy, file.content.open() as source:
            for chunk in source.chunks():
                copy.write(chunk)
            copy.flush()
            yield Path(copy.name)


def _copy(content, target):
    """Write `content` to `target`, counting and hashing on the way; refuse what is larger than the setting allows."""
    digest, size = hashlib.sha256(), 0
    chunks = content.chunks() if hasattr(content, "chunks") else iter(lambda: content.read(1 << 20), b"")
    for chunk in chunks:
        size += len(chunk)
        if size > settings.FILES_MAX_BYTES:
            raise FileRefused(_("Файл больше %d МБ.") % (settings.FILES_MAX_BYTES >> 20))
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    return digest.hexdigest(), size


def _read_later(stored):
    from files.tasks import read_file_task

    # An author sits before the page and waits; an archive does not.
    task = read_file_task.using(priority=SOMEBODY_WAITS) if stored.is_personal else read_file_task
    transaction.on_commit(lambda: task.enqueue(stored.pk))


def _draw_later(stored):
    from files.previews import can_preview
    from files.tasks import make_preview_task

    if can_preview(stored.kind):
        transaction.on_commit(lambda: make_preview_task.enqueue(stored.pk))
