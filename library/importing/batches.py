"""Verbs of an import as a whole: begin, choose columns, start, pause, go on, undo, throw away (D8, H38)."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.permissions import demand
from library.enums import BATCH_MOVES, DISCARDABLE, BatchState, RowState
from library.importing.errors import MoveRefused
from library.importing.mapping import check_fields, guess_fields
from library.models import ImportBatch, ImportRow

ROWS_AT_ONCE = 500
# Where uploads lie, inside IMPORT_ROOT; a leading dot keeps it out of the list of prepared folders.
UPLOADS = ".uploads"


@transaction.atomic
def open_batch(
    *,
    source,
    folder,
    by,
    archive="",
    header=(),
    rows=(),
    publish=True,
    needs_check=None,
    key="",
    wake_worker=True,
):
    """Begin an import and return the ImportBatch.

    `folder` (a path, inside IMPORT_ROOT unless it is absolute) has the files, `archive` is a ZIP still to be unpacked
    there; `header` and `rows` (Rows) are a table's, without them the cards are guessed from the files. `by` None is the
    server's own command, which does the work itself without `wake_worker`. Raises ActionRefused.
    """
    _may(by)
    is_guessed = not header
    batch = ImportBatch.objects.create(
        source=source[:200],
        folder=str(folder),
        archive=str(archive),
        header=list(header),
        fields=guess_fields(header),
        is_guessed=is_guessed,
        publish=publish,
        needs_check=is_guessed if needs_check is None else needs_check,
        key=key,
        created_by=by,
    )
    add_rows(batch, rows)
    if header and not archive:
        move(batch, BatchState.DRAFT)
    elif wake_worker:
        wake(batch)
    return batch


@transaction.atomic
def choose_columns(*, batch, fields, by):
    """Say which column is which field: `fields` has a name of COLUMNS or SKIPPED for each column of the header.

    Raises TableRefused for a choice that cannot be, MoveRefused, ActionRefused.
    """
    _may(by)
    check_fields(fields)
    batch = _locked(batch)
    move(batch, BatchState.CHECKED, fields=fields)
    return batch


@transaction.atomic
def start(*, batch, by, wake_worker=True):
    """Let the worker import a checked batch, or go on after a pause or a break. Raises MoveRefused, ActionRefused."""
    _may(by)
    batch = _locked(batch)
    state = batch.broken_in if batch.state == BatchState.BROKEN else BatchState.RUNNING
    # The rate that people see is that of this work, not of the preparation before it.
    anew = {"seconds": 0} if batch.state == BatchState.CHECKED else {}
    move(batch, BatchState(state), problem="", broken_in="", **anew)
    log(instance=batch, action="library.import.start", user=by)
    if wake_worker:
        wake(batch)
    return batch


@transaction.atomic
def pause(*, batch, by):
    """Stop after the rows at hand. Raises MoveRefused, ActionRefused."""
    _may(by)
    batch = _locked(batch)
    move(batch, BatchState.PAUSED)
    return batch


@transaction.atomic
def undo(*, batch, by):
    """Take away every material of the batch that nobody has edited since. Raises MoveRefused, ActionRefused."""
    _may(by)
    batch = _locked(batch)
    move(batch, BatchState.UNDOING, problem="", broken_in="", seconds=0, undone_by=by)
    log(instance=batch, action="library.import.undo", user=by)
    wake(batch)
    return batch


def discard(*, batch, by):
    """Forget a batch that has brought nothing, with what was uploaded for it. Raises MoveRefused, ActionRefused."""
    _may(by)
    with transaction.atomic():
        batch = _locked(batch)
        brought = batch.rows.exclude(state__in=(RowState.WAITING, RowState.REFUSED)).exists()
        if batch.state not in DISCARDABLE and (batch.state != BatchState.BROKEN or brought):
            raise MoveRefused(_("Этот перенос уже начат: его можно только отменить."))
        folder = upload_folder(batch)
        batch.delete()
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def add_rows(batch, rows):
    """Write Rows of a table into `batch`, each once."""
    ImportRow.objects.bulk_create(
        [ImportRow(batch=batch, number=row.number, cells=row.cells) for row in rows],
        batch_size=ROWS_AT_ONCE,
        ignore_conflicts=True,
    )


def move(batch, state, **changes):
    """Bring `batch` into `state`, with `changes` of other fields. Raises MoveRefused when the table forbids it."""
    if state not in BATCH_MOVES[BatchState(batch.state)]:
        raise MoveRefused(_("Перенос «%(state)s»: этот шаг сейчас невозможен.") % {"state": batch.get_state_display()})
    if state in (BatchState.DONE, BatchState.UNDONE):
        changes["finished_at"] = timezone.now()
    for name, value in {"state": state, **changes}.items():
        setattr(batch, name, value)
    batch.save(update_fields=["state", *changes])


def wake(batch):
    """Ask the worker to go on with `batch` after the transaction."""
    from library.tasks import import_task

    transaction.on_commit(lambda: import_task.enqueue(batch.pk))


def upload_folder(batch):
    """Return the folder that was made for the uploads of `batch`; None when its files lie where a person has put them."""
    root = (Path(settings.IMPORT_ROOT) / UPLOADS).resolve()
    folder = batch.folder_path.resolve()
    inside = folder.is_relative_to(root) and folder != root
    return root / folder.relative_to(root).parts[0] if inside else None


def _may(by):
    if by is not None:
        demand(by, "import", ImportBatch)


def _locked(batch):
    return ImportBatch.objects.select_for_update().get(pk=batch.pk)
