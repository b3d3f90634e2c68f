"""What of the index is not as it should be, by ids and hashes, and how it is mended."""

import logging
from dataclasses import dataclass, field

from search import feeding, outbox
from search.documents import searched_page_ids
from search.drift_notes import note_drifts
from search.engines import database_engine, serving_engine
from search.engines.elastic import indices
from search.engines.elastic.writing import refresh, write
from search.indexing import catch_up, read_pages
from search.models import IndexedPage, IndexState, SearchOutbox
from search.outbox import BATCH
from search.stored import engine_documents

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Drift:
    """How one index differs from what it should hold, as page ids: absent, with no business there, with other words."""

    index: str
    missing: set = field(default_factory=set)
    extra: set = field(default_factory=set)
    changed: set = field(default_factory=set)

    def __bool__(self):
        return bool(self.missing or self.extra or self.changed)

    def __len__(self):
        return len(self.missing) + len(self.extra) + len(self.changed)


def examine(words=True, progress=lambda done, total: None, elastic=True):
    """Return the Drift of the database's words, of its engine and, where it serves, of Elasticsearch unless told not to.

    With `words` every page is read and normalised anew to compare its hash; `progress(done, total)` counts the pages.
    Pages that wait in the outbox are no drift. Raises EngineFailed when Elasticsearch cannot be reached.
    """
    catch_up()
    with_elastic = elastic and serving_engine() is not None
    if with_elastic:
        # First: who cannot be reached should say so before all pages are read.
        feeding.feed()
    found = [_of_words(words, progress), _of_engine()]
    if with_elastic:
        found.append(_of_elastic())
    note_drifts(found, whole=words)
    return found


def mend(drifts, elastic=True):
    """Mend what `examine` has found; return what is still wrong, examined anew without reading the pages."""
    _mend_words(drifts[0])
    # Looked at anew: with the words the others have changed.
    for drift in examine(words=False, elastic=elastic):
        MENDERS[drift.index](drift)
    left = examine(words=False, elastic=elastic)
    if left[-1] and left[-1].index == "elasticsearch":
        # It refuses what it holds for older than its own, as after the database was put back from a copy.
        feeding.build(anew=True)
        left = examine(words=False)
    return left


def look_after():
    """Feed Elasticsearch and mend it where it has lost something, as the clock does every minute; return the pages mended.

    Raises EngineFailed when it cannot be reached.
    """
    feeding.feed()
    if feeding.agrees():
        return 0
    drift = _of_elastic()
    logger.warning("Elasticsearch разошёлся с базой данных на страницах: %s. Исправляем.", len(drift))
    _mend_elastic(drift)
    if not feeding.agrees() or _of_elastic():
        feeding.build(anew=True)
    return len(drift)


def _of_words(words, progress):
    known = dict(IndexedPage.objects.present().values_list("pk", "digest"))
    waiting = set(SearchOutbox.objects.values_list("page_id", flat=True))
    wanted = searched_page_ids() - waiting
    changed = _changed(sorted(wanted & known.keys()), known, progress) if words else set()
    return Drift("words", wanted - known.keys(), known.keys() - wanted - waiting, changed)


def _changed(page_ids, known, progress):
    changed = set()
    for start in range(0, len(page_ids), BATCH):
        batch = page_ids[start : start + BATCH]
        now = {page.page_id: page.digest for page in read_pages(batch).words}
        changed |= {page_id for page_id in batch if now.get(page_id, known[page_id]) != known[page_id]}
        progress(start + len(batch), len(page_ids))
    return changed


def _of_engine():
    known, held = set(IndexedPage.objects.present().values_list("pk", flat=True)), database_engine().page_ids()
    return Drift("database", known - held, held - known)


def _of_elastic():
    known, held = dict(IndexedPage.objects.present().values_list("pk", "digest")), serving_engine().digests()
    changed = {page_id for page_id in known.keys() & held.keys() if known[page_id] != held[page_id]}
    return Drift("elasticsearch", known.keys() - held.keys(), held.keys() - known.keys(), changed)


def _mend_words(drift):
    if drift:
        outbox.add(drift.missing | drift.extra | drift.changed)
        catch_up()


def _mend_engine(drift):
    engine = database_engine()
    engine.prepare()
    engine.delete(drift.extra)
    if drift.extra & engine.page_ids():
        # The embedded engine takes out only what it is told word by word: it is filled anew.
        engine.clear()
        drift = _of_engine()
    missing = sorted(drift.missing)
    for start in range(0, len(missing), BATCH):
        engine.put(engine_documents(missing[start : start + BATCH]))


def _mend_elastic(drift):
    if not drift:
        return
    wrong = sorted(drift.missing | drift.changed)
    for start in range(0, len(wrong), BATCH):
        write(indices.alias(), engine_documents(wrong[start : start + BATCH]))
    # Numbered as the newest, so that nothing that is still on its way puts them back.
    state, _made = IndexState.objects.get_or_create(name=IndexState.DATABASE)
    write(indices.alias(), (), dict.fromkeys(drift.extra, state.number))
    refresh(indices.alias())


MENDERS = {"words": _mend_words, "database": _mend_engine, "elasticsearch": _mend_elastic}
