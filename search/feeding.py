"""How Elasticsearch gets what the database's index has: every index there has a place of its own in the numbers of changes.

A new index begins at 0 and is fed until it has caught up, while the old one goes on being fed and asked: that is all that a
rebuild is. What was broken off goes on from the place; an index that was lost is noticed by its uuid and begins anew.
"""

from django.db.models import Max
from django.utils import timezone

from search.engines.base import EngineFailed
from search.engines.elastic import indices
from search.engines.elastic.writing import refresh, write
from search.models import IndexedPage, IndexState
from search.stored import as_documents

BATCH = 200


def feed():
    """Bring every index of this version up to the database; return how many changes were written.

    Makes the first index where there is none. Raises EngineFailed when the server cannot be reached: the next call goes on.
    """
    live = indices.live()
    names = {live, *_building()} - {""}
    if not names:
        return build()
    return sum(_feed(name) for name in names)


def build(progress=lambda done, total: None, anew=False):
    """Fill an index of its own from the beginning, or go on with one that was broken off, and let readers ask it.

    `progress(done, total)` is called after every batch, in changes; `anew` forgets what was broken off. Returns how many
    changes were written.
    """
    unfinished = _building()
    if anew:
        indices.drop(unfinished)
        unfinished = []
    name = unfinished[0] if unfinished else indices.create()
    IndexState.objects.get_or_create(name=name, defaults={"started_at": timezone.now()})
    written = _feed(name, progress)
    old = indices.go_live(name)
    IndexState.objects.filter(pk=name).update(finished_at=timezone.now())
    indices.drop(old)
    forget_lost()
    return written


def is_behind():
    """Tell whether an index has not yet got all that the database has. Asks the database alone."""
    last = IndexedPage.objects.aggregate(last=Max("number"))["last"] or 0
    fed = IndexState.objects.exclude(pk=IndexState.DATABASE).filter(finished_at__isnull=False)
    return last > 0 and not fed.filter(number__gte=last).exists()


def forget_lost():
    """Forget the places of indices that are no more, and delete those of other versions that nobody asks any longer."""
    known = set(indices.ours())
    current = indices.live()
    stale = [name for name in known if name != current and not name.startswith(f"{indices.alias()}_")]
    if current:
        indices.drop(stale)
        known -= set(stale)
    IndexState.objects.exclude(pk=IndexState.DATABASE).exclude(pk__in=known).delete()


def _building():
    """Return the names of indices of this version that are being filled and that nobody asks yet."""
    begun = IndexState.objects.filter(name__startswith=f"{indices.alias()}_", finished_at__isnull=True)
    return [name for name in begun.order_by("started_at").values_list("name", flat=True) if indices.uuid_of(name)]


def _feed(name, progress=lambda done, total: None):
    state, _made = IndexState.objects.get_or_create(name=name, defaults={"finished_at": timezone.now()})
    uuid = indices.uuid_of(name)
    if state.uuid != uuid:
        # Another index of the same name, or one that was put back from a copy, has nothing of what was written to this.
        state.uuid, state.number = uuid, 0
    written, total = 0, IndexedPage.objects.filter(number__gt=state.number).count()
    try:
        while rows := list(IndexedPage.objects.filter(number__gt=state.number).order_by("number")[:BATCH]):
            write(name, as_documents(row for row in rows if row.digest), {r.pk: r.number for r in rows if not r.digest})
            state.number, state.error = rows[-1].number, ""
            state.save()
            written += len(rows)
            progress(written, max(written, total))
        if written:
            refresh(name)
    except EngineFailed as error:
        state.error = str(error)[:300]
        state.save()
        raise
    return written
