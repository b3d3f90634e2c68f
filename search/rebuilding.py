"""The whole index anew, while the site works: page by page, so that every page is found all the time."""

from itertools import islice

from django.utils import timezone

from search import outbox
from search.documents import searched_page_ids
from search.engines import database_engine
from search.indexing import write_pages, write_reading
from search.language.normaliser import VERSION
from search.models import IndexedPage, IndexState, SearchDocument
from search.reading_ahead import reading_ahead
from search.statistics import count_words


def rebuild(progress=lambda done, total: None, anew=False):
    """Write every public page anew, in batches that each are one transaction; return how many there are.

    Readers and editors go on meanwhile. `progress(done, total)` is called after every batch. What was broken off goes on
    where it stopped, unless `anew`.
    """
    engine = database_engine()
    engine.prepare()
    wanted = searched_page_ids()
    _take_out_strangers(engine)
    for batch in _batches(_known() - wanted):
        write_pages(batch)
    after = _begin(anew)
    rest = sorted(page_id for page_id in wanted if page_id > after)
    done = len(wanted) - len(rest)
    with reading_ahead(list(_batches(rest))) as readings:
        for reading in readings:
            write_reading(reading)
            if reading.errors:
                # The queue tries again, and what fails for good stays there to be seen.
                outbox.add(reading.errors)
            # Last: where it is broken off between these the batch is written once more.
            _state().update(after=reading.page_ids[-1])
            done += len(reading.page_ids)
            progress(done, len(wanted))
    engine.tidy()
    _state().update(after=None, finished_at=timezone.now())
    count_words()
    return len(wanted)


def needs_rebuild():
    """Tell whether a rebuild was broken off, or the index has pages without words or with those of another normaliser."""
    if _state().filter(after__isnull=False).exists() or SearchDocument.objects.exclude(normaliser=VERSION).exists():
        return True
    return SearchDocument.objects.exists() and not IndexedPage.objects.exists()


def _begin(anew):
    """Return the id of the page after which to go on, 0 at a beginning."""
    state, _made = IndexState.objects.get_or_create(name=IndexState.DATABASE)
    if state.after is not None and not anew:
        return state.after
    _state().update(after=0, started_at=timezone.now())
    return 0


def _state():
    return IndexState.objects.filter(name=IndexState.DATABASE)


def _known():
    present = IndexedPage.objects.present().values_list("pk", flat=True)
    return set(present) | set(SearchDocument.objects.values_list("pk", flat=True))


def _take_out_strangers(engine):
    # Pages of whose words nothing is known: the embedded engine cannot take them out one by one.
    strangers = engine.page_ids() - set(IndexedPage.objects.present().values_list("pk", flat=True))
    engine.delete(strangers)
    if strangers & engine.page_ids():
        engine.clear()


def _batches(page_ids):
    rest = iter(sorted(page_ids))
    while batch := list(islice(rest, outbox.BATCH)):
        yield batch
