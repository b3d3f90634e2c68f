"""Before anything is imported: the archive is unpacked, the cards of a bare folder are guessed."""

from django.db import transaction

from library.enums import BatchState
from library.importing.batches import add_rows, move
from library.importing.errors import ArchiveRefused
from library.importing.tree import FIELDS, HEADER, guess_rows, works_in
from library.importing.unpacking import unpack
from library.importing.words import read_books
from library.models import ImportBatch

FILES_AT_ONCE = 20


def prepare_some(batch, grip):
    """Do the next piece of the preparation of `batch`; return how many files it was about. Raises ArchiveRefused."""
    if batch.archive:
        _unpack(batch, grip)
        return 0
    if not batch.is_guessed:
        _end(batch, BatchState.DRAFT)
        return 0
    works = list(enumerate(works_in(batch.folder_path), start=2))
    if not works:
        raise ArchiveRefused("В папке нет ни одного файла.")
    known = set(batch.rows.values_list("number", flat=True))
    waiting = [work for work in works if work[0] not in known][:FILES_AT_ONCE]
    if not waiting:
        _end(batch, BatchState.CHECKED, header=HEADER, fields=list(FIELDS))
        return 0
    add_rows(batch, guess_rows(batch.folder_path, waiting, read_books()))
    return len(waiting)


def _unpack(batch, grip):
    archive = batch.archive_path
    unpack(archive, batch.folder_path, grip.beat_sometimes)
    ImportBatch.objects.filter(pk=batch.pk).update(archive="")
    archive.unlink(missing_ok=True)


def _end(batch, state, **changes):
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state == BatchState.PREPARING:
            move(batch, state, **changes)
