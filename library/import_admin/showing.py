"""What the page of an import shows: the preview of its first rows, how far it has come."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from home.templatetags.face_tags import plural_ru
from library.enums import WORKING, BatchState, RowState
from library.importing.columns import SKIPPED
from library.importing.run import Importer, Outcome, Result
from library.importing.table import Row, Table
from library.models import MaterialIndexPage
from library.tasks import is_left_waiting

PREVIEWED = 20
REFUSED_SHOWN = 100


@dataclass(frozen=True)
class PreviewRow:
    """One row as it will be: its number, the card in words, or why it will be refused."""

    number: int
    title: str = ""
    kind: str = ""
    subjects: str = ""
    authors: str = ""
    year: str = ""
    files: str = ""
    reason: str = ""
    already: bool = False


@dataclass(frozen=True)
class Progress:
    """How far an import has come: rows done and all, percent, rows a second, the time left in words."""

    done: int
    total: int
    percent: int
    rate: float
    left: str


def preview(batch):
    """Return the PreviewRows of the first rows of `batch`; nothing is written."""
    index = MaterialIndexPage.objects.first()
    importer = Importer(index=index, folder=batch.folder_path, publish=batch.publish, write=False)
    table = Table(batch.header, batch.fields, [])
    return [_previewed(importer, table, row) for row in batch.rows.all()[:PREVIEWED]]


def progress(batch):
    """Return the Progress of `batch` in its present stretch of work."""
    counts = batch.rows.counts()
    total = sum(counts.values())
    if batch.state == BatchState.UNDOING:
        done = counts[RowState.REMOVED] + counts[RowState.KEPT]
        total = done + counts[RowState.IMPORTED]
    else:
        done = total - counts[RowState.WAITING]
    rate = done / batch.seconds if batch.seconds > 1 else 0.0
    left = _in_words((total - done) / rate) if rate else ""
    return Progress(done, total, 100 * done // total if total else 0, rate, left)


def batch_context(batch):
    """Return what the template of one batch needs."""
    counts = batch.rows.counts()
    return {
        "batch": batch,
        "counts": {state.name.lower(): number for state, number in counts.items()},
        "total": sum(counts.values()),
        "working": batch.state in WORKING,
        "progress": progress(batch),
        "preview": preview(batch) if batch.state == BatchState.CHECKED else None,
        "mapped": sum(field != SKIPPED for field in batch.fields),
        "refused": batch.rows.filter(state=RowState.REFUSED)[:REFUSED_SHOWN],
        "already": batch.rows.filter(state=RowState.ALREADY).select_related("material")[:REFUSED_SHOWN],
        "left_waiting": is_left_waiting(batch),
        "kept": batch.rows.filter(state=RowState.KEPT).select_related("material"),
        "to_check": batch.rows.to_check().count(),
        "can_go_on": batch.state in (BatchState.PAUSED, BatchState.BROKEN),
        "can_undo": batch.state in (BatchState.DONE, BatchState.PAUSED, BatchState.BROKEN)
        and counts[RowState.IMPORTED] > 0,
        "can_discard": batch.state in (BatchState.DRAFT, BatchState.CHECKED)
        or (batch.state == BatchState.BROKEN and not counts[RowState.IMPORTED]),
    }


def _in_words(seconds):
    return plural_ru(round(seconds / 60), "минута,минуты,минут") if seconds >= 60 else _("меньше минуты")


def _previewed(importer, table, row):
    values, _more = table.values(Row(row.number, row.cells))
    title, files = values.get("title", ""), values.get("file", "")
    ready = importer.prepare(table, Row(row.number, row.cells))
    if isinstance(ready, Outcome):
        already = ready.result == Result.ALREADY
        return PreviewRow(row.number, title=title, files=files, reason=ready.reason, already=already)
    card = ready.card
    return PreviewRow(
        row.number,
        title=card["title"],
        kind=str(card.get("kind") or ""),
        subjects=", ".join(map(str, card["subjects"])),
        authors=", ".join(card["authors"]),
        year=str(card.get("year") or ""),
        files=files.replace("|", ", "),
    )
