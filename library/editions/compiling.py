"""Verbs of the PDF of an edition: ask for it, make it (B.15, B.16, F3-15). States: enums.EDITION_MOVES."""

import logging
from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from files.actions import clean_name, store_file
from files.pdf_writer import PdfFailed, write_pdf
from files.sniffing import FileRefused
from home.changes import note_changes
from library.editions.document import edition_html
from library.editions.stamp import stamp_of
from library.enums import EDITION_MOVES, EditionState
from library.models.editions import CompiledEdition

logger = logging.getLogger(__name__)
# An import changes a hundred works in a row: the editions with them wait until it is quiet.
QUIET = timedelta(seconds=30)


def ask_for(page_ids, *, at_once=True):
    """Let the worker make the PDFs of the editions `page_ids` anew; call it inside the transaction of the change.

    What waits already is not asked for twice. Without `at_once` the worker begins after QUIET.
    """
    page_ids = set(page_ids)
    if not page_ids:
        return
    known = dict(CompiledEdition.objects.filter(pk__in=page_ids).values_list("pk", "state"))
    new = page_ids - known.keys()
    CompiledEdition.objects.bulk_create([CompiledEdition(page_id=pk) for pk in new], ignore_conflicts=True)
    settled = {pk for pk, state in known.items() if state != EditionState.WAITING}
    CompiledEdition.objects.filter(pk__in=settled).update(state=EditionState.WAITING)
    for pk in sorted(new | settled):
        transaction.on_commit(lambda pk=pk: _enqueue(pk, at_once), robust=True)


def compile_edition(*, page_id):
    """Make the PDF of an edition in the worker and keep it; return the CompiledEdition, None where none was asked for.

    Idempotent: contents that have been set already are left alone. A failure is a state with a reason in Russian.
    """
    compiled = CompiledEdition.objects.filter(pk=page_id).first()
    page = Page.objects.filter(pk=page_id).specific().first()
    if compiled is None or page is None or not _move(compiled, EditionState.MAKING):
        return None
    # A closed edition has its book too: its file follows the page (files.permissions).
    entries = page.entries() if page.live else []
    stamp = stamp_of(page, entries)
    if not entries:
        return _finish(compiled, EditionState.DONE, stamp=stamp, file=None)
    if compiled.file_id and compiled.stamp == stamp:
        return _finish(compiled, EditionState.DONE, stamp=stamp, file=compiled.file)
    try:
        content = write_pdf(edition_html(page, entries))
        file = store_file(content=ContentFile(content), name=clean_name(f"{page.title}.pdf"))
    except (PdfFailed, FileRefused) as failure:
        logger.error("PDF страницы %s: %s", page_id, getattr(failure, "detail", failure.reason))
        return _finish(compiled, EditionState.FAILED, stamp=stamp, file=None, reason=failure.reason)
    except Exception:
        # A fault of ours: the task fails visibly, and the page does not promise a book for ever.
        _finish(compiled, EditionState.FAILED, stamp=stamp, file=None, reason=_("PDF не собрался: произошёл сбой."))
        raise
    return _finish(compiled, EditionState.DONE, stamp=stamp, file=file)


def _move(compiled, state):
    """Move by a conditional UPDATE; False where a change has come between (or there is no such move)."""
    allowed = [old for old, new in EDITION_MOVES.items() if state in new]
    return CompiledEdition.objects.filter(pk=compiled.pk, state__in=allowed).update(state=state)


def _finish(compiled, state, *, stamp, file, reason=""):
    with transaction.atomic():
        # What was made is kept even if a change has asked anew meanwhile: its stamp says what it is.
        CompiledEdition.objects.filter(pk=compiled.pk).update(
            stamp=stamp, file=file, reason=reason[:300], changed_at=timezone.now()
        )
        CompiledEdition.objects.filter(pk=compiled.pk, state=EditionState.MAKING).update(state=state)
        note_changes([compiled.pk])
    compiled.refresh_from_db()
    return compiled


def _enqueue(page_id, at_once):
    from library.tasks import compile_edition_task

    task = compile_edition_task if at_once else compile_edition_task.using(run_after=timezone.now() + QUIET)
    task.enqueue(page_id)
