"""How Elasticsearch gets what the database's index has: every index there has a place of its own in the numbers of changes.

A new index begins at 0 and is fed until it has caught up, while the old one goes on being fed and asked: that is all that a
rebuild is. What was broken off goes on from its place. An index is known by its uuid: one that was lost, or came back as
another under the same name, is not asked and not fed but made anew, and the database answers until then.
"""

from django.db.models import Count, Max, Sum
from django.utils import timezone

from search.engines import EngineFailed, serving_engine
from search.engines.elastic import indices
from search.engines.elastic.client import within
from search.engines.elastic.writing import refresh, write
from search.models import IndexedPage, IndexState
from search.stored import as_documents

BATCH = 200
# Seconds for the first question: the worker has other work than to wait for a server that is away.
KNOCK = 5


def feed():
    """Bring every index of this version up to the database; return how many changes were written.

    Makes the first index where there is none. Raises EngineFailed when the server does not take it: the next call goes on,
    and until then readers are not sent to what is behind (`is_refused`).
    """
    try:
        written = _feed_all()
    except EngineFailed as error:
        _finished().update(error=str(error)[:300])
        raise
    _finished().exclude(error="").update(error="")
    return written


def is_refused():
    """Tell whether the server did not take the last changes. Asks the database alone."""
    return _finished().exclude(error="").exists()


def build(progress=lambda done, total: None, anew=False):
    """Fill an index of its own from the beginning, or go on with one that was broken off, and let readers ask it.

    `progress(done, total)` is called after every batch, in changes; `anew` forgets what was broken off. Returns how many
    changes were written.
    """
    begun = _begun(_live())
    if anew:
        indices.drop(begun)
        begun = []
    name = begun[0] if begun else _begin()
    written = _feed(name, progress)
    indices.go_live(name)
    _state(name).update(finished_at=timezone.now())
    tidy()
    return written


def agrees():
    """Tell whether the index that readers ask has as many pages as the database, of the same numbers.

    A cheap question: it notices pages that were lost there, that it refused, and a database put back from an older copy.
    True while changes are on their way, or where there is no index: then there is nothing to compare.
    """
    live = _live()
    if not live or not _state(live).filter(number=_last_number()).exists():
        return True
    refresh(live)
    held = serving_engine().checksum(live)
    known = IndexedPage.objects.present().aggregate(count=Count("pk"), sum=Sum("number"))
    changed_meanwhile = not _state(live).filter(number=_last_number()).exists()
    return changed_meanwhile or held == (known["count"], int(known["sum"] or 0))


def tidy():
    """Once readers have an index: delete all that are not asked and not being filled, forget those that are no more."""
    live = _live()
    if not live:
        return
    kept = {live, *_begun(live)}
    indices.drop(name for name in indices.ours() if name not in kept)
    IndexState.objects.exclude(pk=IndexState.DATABASE).exclude(pk__in=kept).delete()


def _feed_all():
    with within(KNOCK):
        indices.live()
    live = _live()
    if not live:
        return build()
    return sum(_feed(name) for name in [live, *_begun(live)])


def _live():
    """Return the name of the index that readers ask, "" where there is none; one that is not as we left it is taken down."""
    name = indices.live()
    if name and _is_known(name):
        return name
    indices.take_down()
    return ""


def _begun(live):
    """Return the names of indices to go on with: those that were never finished, and any where readers have none."""
    states = _states().exclude(pk=live)
    if live:
        states = states.filter(finished_at__isnull=True)
    return [name for name in states.order_by("-number").values_list("name", flat=True) if _is_known(name)]


def _begin():
    name = indices.create()
    IndexState.objects.create(name=name, uuid=indices.uuid_of(name), started_at=timezone.now())
    return name


def _is_known(name):
    uuid = indices.uuid_of(name)
    return bool(uuid) and _state(name).filter(uuid=uuid).exists()


def _feed(name, progress=lambda done, total: None):
    number = _state(name).values_list("number", flat=True).get()
    written, total = 0, IndexedPage.objects.filter(number__gt=number).count()
    door = ""
    while rows := list(IndexedPage.objects.filter(number__gt=number).order_by("number")[:BATCH]):
        door = door or indices.door(name)
        write(door, as_documents(row for row in rows if row.digest), {r.pk: r.number for r in rows if not r.digest})
        number = rows[-1].number
        # Only this: another process may have finished it, or given it up, meanwhile.
        _state(name).update(number=number)
        written += len(rows)
        progress(written, max(written, total))
    if written:
        refresh(name)
    return written


def _last_number():
    return IndexedPage.objects.aggregate(last=Max("number"))["last"] or 0


def _states():
    """Return the states of the indices of this version."""
    return IndexState.objects.filter(name__startswith=f"{indices.alias()}_")


def _finished():
    return _states().filter(finished_at__isnull=False)


def _state(name):
    return IndexState.objects.filter(pk=name)
