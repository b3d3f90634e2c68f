"""What the worker does for a batch: a stretch at a time, so that a dead worker loses only seconds."""

import logging
import time

from django.db import transaction

from library.enums import WORKING, BatchState, RowState
from library.importing.batches import move
from library.importing.errors import ArchiveRefused, TableRefused
from library.importing.grip import Grip
from library.importing.preparing import prepare_some
from library.importing.run import Importer, Outcome, Result
from library.importing.table import Row, Table
from library.importing.undoing import undo_some
from library.models import ImportBatch, MaterialIndexPage

logger = logging.getLogger(__name__)
# Rows in one transaction: more would keep editors from saving for longer than a second or two.
ROWS_AT_ONCE = 50
# One stretch of the worker, seconds: other tasks come in between.
STRETCH = 20.0
RESULTS = {
    Result.IMPORTED: RowState.IMPORTED,
    Result.ALREADY: RowState.ALREADY,
    Result.REFUSED: RowState.REFUSED,
}


def go_on(batch_id, *, seconds=STRETCH, tell=lambda done: None):
    """Work on a batch for about `seconds`; return whether it has more to do, and nobody else is doing that.

    `tell(number)` hears of rows done. What goes wrong with the batch as a whole becomes its state and its problem.
    """
    grip = Grip(batch_id)
    if not grip.take():
        return False
    deadline = time.monotonic() + seconds
    try:
        while (state := _state(batch_id)) in STEPS:
            done = STEPS[state](ImportBatch.objects.get(pk=batch_id), grip)
            tell(done)
            grip.beat()
            if time.monotonic() > deadline:
                break
    except (ArchiveRefused, TableRefused) as refusal:
        _break_off(batch_id, str(refusal))
    except Exception as error:
        logger.exception("Перенос %s прерван", batch_id)
        _break_off(batch_id, f"{type(error).__name__}: {error}")
    finally:
        grip.release()
    return _state(batch_id) in WORKING


def run_some(batch, grip):
    """Import the next rows of `batch`; return how many. Each row is whole or not at all, its state with it."""
    rows = list(batch.rows.filter(state=RowState.WAITING)[:ROWS_AT_ONCE])
    if not rows:
        _finish(batch, BatchState.DONE)
        return 0
    importer = Importer(
        index=MaterialIndexPage.objects.get(), folder=batch.folder_path, publish=batch.publish, user=batch.created_by
    )
    table = Table(batch.header, batch.fields, [])
    prepared = []
    for row in rows:
        prepared.append(importer.prepare(table, Row(row.number, row.cells)))
        grip.beat_sometimes()
    with transaction.atomic():
        # A pause, or another worker after a long sleep of this one: nothing is written twice.
        if not ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=BatchState.RUNNING).exists():
            return 0
        waiting = set(batch.rows.filter(state=RowState.WAITING, pk__in=[row.pk for row in rows]).values_list("pk"))
        for row, ready in zip(rows, prepared, strict=True):
            if (row.pk,) in waiting:
                _note(row, ready if isinstance(ready, Outcome) else importer.write(ready), batch)
    return len(rows)


def _note(row, outcome, batch):
    row.state, row.reason, row.material = RESULTS[outcome.result], outcome.reason, outcome.material
    if outcome.result == Result.IMPORTED:
        row.revision_id, row.needs_check = outcome.material.latest_revision_id, batch.needs_check
    row.save(update_fields=["state", "reason", "material", "revision_id", "needs_check"])


def _finish(batch, state):
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state in WORKING:
            move(batch, state)


def _undo(batch, grip):
    done = undo_some(batch, ROWS_AT_ONCE)
    if not done:
        _finish(batch, BatchState.UNDONE)
    return done


def _break_off(batch_id, problem):
    with transaction.atomic():
        batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
        if batch.state in WORKING:
            move(batch, BatchState.BROKEN, problem=problem, broken_in=batch.state)


def _state(batch_id):
    return ImportBatch.objects.values_list("state", flat=True).filter(pk=batch_id).first()


STEPS = {BatchState.PREPARING: prepare_some, BatchState.RUNNING: run_some, BatchState.UNDOING: _undo}
