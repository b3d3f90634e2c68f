"""What manage.py import_materials does: the same batches as the admin's, worked on here and now."""

import hashlib
import sys
import time

from library.enums import WORKING, BatchState, RowState
from library.importing.batches import choose_columns, open_batch, start
from library.importing.report import Bar
from library.importing.run import Importer
from library.importing.table import Table
from library.importing.tree import FIELDS, HEADER, guess_rows, works_in
from library.importing.words import read_books
from library.importing.work import RESULTS, go_on
from library.models import ImportBatch, ImportRow

UNFINISHED = (BatchState.PREPARING, BatchState.DRAFT, BatchState.CHECKED, BatchState.RUNNING, BatchState.BROKEN)


def check(table, index, folder):
    """Return ImportRows, unsaved, with what would become of each row of `table`: nothing is written."""
    importer = Importer(index=index, folder=folder, write=False)
    bar, rows = Bar(sys.stderr, len(table.rows)), []
    for row in table.rows:
        outcome = importer.take(table, row)
        rows.append(ImportRow(number=row.number, cells=row.cells, state=RESULTS[outcome.result], reason=outcome.reason))
        bar.add(1)
    return rows


def guessed_table(folder):
    """Return the Table of guessed cards for the files under `folder`."""
    works = list(enumerate(works_in(folder), start=2))
    return Table(list(HEADER), list(FIELDS), guess_rows(folder, works, read_books()))


def import_all(*, table, source, folder, publish, user):
    """Import the rows of `table`, or the bare `folder` when it is None, and return the ImportBatch when it has ended.

    A run of the same table over the same folder that broke off is gone on with.
    """
    folder = folder.resolve()
    key = _key_of(table, folder, publish)
    batch = ImportBatch.objects.filter(key=key, state__in=UNFINISHED).first()
    if batch is None:
        given = {"header": table.header, "rows": table.rows} if table else {}
        batch = open_batch(source=source, folder=folder, by=user, publish=publish, key=key, wake_worker=False, **given)
    _work(batch)
    if table and batch.state == BatchState.DRAFT:
        batch = choose_columns(batch=batch, fields=table.fields, by=user)
    if batch.state in (BatchState.CHECKED, BatchState.BROKEN):
        start(batch=batch, by=user, wake_worker=False)
        _work(batch)
    return batch


def _work(batch):
    """Work until nothing is left to do; meanwhile a worker of the site may have taken it over, then wait for it."""
    batch.refresh_from_db()
    bar = Bar(sys.stderr, max(batch.rows.filter(state=RowState.WAITING).count(), 1))
    while batch.state in WORKING:
        if not go_on(batch.pk, seconds=float("inf"), tell=bar.add if batch.state == BatchState.RUNNING else int):
            time.sleep(0.2)
        batch.refresh_from_db()


def _key_of(table, folder, publish):
    digest = hashlib.sha256(f"{folder}\n{publish}\n".encode())
    for row in table.rows if table else ():
        digest.update("\0".join([*row.cells, "\n"]).encode())
    return digest.hexdigest()
