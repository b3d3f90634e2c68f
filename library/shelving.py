"""Verbs of shelves: a person's own choice of works."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.permissions import demand
from library.models import Shelf, ShelfItem

MOST_SHELVES = 50
MOST_WORKS = 200


class ShelfRefused(Exception):
    """What is asked of the shelf cannot be; the text says why, for the person."""


def make_shelf(*, owner, title):
    """Make a shelf of `owner` and return it. Raises ShelfRefused for no title, a title twice, or too many shelves."""
    if Shelf.objects.filter(owner=owner).count() >= MOST_SHELVES:
        raise ShelfRefused(_("Полок уже %d: больше не поместится. Уберите ненужные.") % MOST_SHELVES)
    return _saved(Shelf(owner=owner, title=_title(title)))


def rename_shelf(*, shelf, by, title):
    """Give the shelf another title. Raises ActionRefused, ShelfRefused."""
    demand(by, "change", shelf)
    shelf.title = _title(title)
    return _saved(shelf, update_fields=["title"])


def share_shelf(*, shelf, by, is_shared):
    """Open the shelf to everybody who has its address, or close it. Raises ActionRefused."""
    demand(by, "change", shelf)
    shelf.is_shared = is_shared
    shelf.save(update_fields=["is_shared"])


def delete_shelf(*, shelf, by):
    """Delete the shelf; the works stay in the library. Raises ActionRefused."""
    demand(by, "change", shelf)
    shelf.delete()


@transaction.atomic
def put_on_shelf(*, shelf, by, material, note=""):
    """Put a work at the end of the shelf and return the ShelfItem; one that is there gets the note, if any.

    Raises ActionRefused, ShelfRefused when the shelf is full.
    """
    demand(by, "change", shelf)
    items = ShelfItem.objects.filter(shelf=shelf)
    item = items.filter(material=material).first()
    if item is None:
        if items.count() >= MOST_WORKS:
            raise ShelfRefused(_("На полке уже %d работ. Заведите ещё одну полку.") % MOST_WORKS)
        last = items.aggregate(last=Max("sort_order"))["last"]
        return ShelfItem.objects.create(
            shelf=shelf, material=material, note=note.strip(), sort_order=0 if last is None else last + 1
        )
    if note.strip():
        item.note = note.strip()
        item.save(update_fields=["note"])
    return item


def take_off_shelf(*, item, by):
    """Take a work off its shelf. Raises ActionRefused."""
    demand(by, "change", item.shelf)
    item.delete()


def note_on_shelf(*, item, by, note):
    """Write the owner's note beside a work; empty words take it away. Raises ActionRefused."""
    demand(by, "change", item.shelf)
    item.note = note.strip()
    item.save(update_fields=["note"])


@transaction.atomic
def move_on_shelf(*, item, by, steps):
    """Move a work `steps` places down its shelf (negative: up), to the end at most. Raises ActionRefused."""
    demand(by, "change", item.shelf)
    items = list(ShelfItem.objects.select_for_update().filter(shelf=item.shelf_id))
    place = items.index(item)
    items.insert(min(max(place + steps, 0), len(items) - 1), items.pop(place))
    for order, each in enumerate(items):
        each.sort_order = order
    ShelfItem.objects.bulk_update(items, ["sort_order"])


def _title(title):
    title = " ".join(title.split())[:120]
    if not title:
        raise ShelfRefused(_("Назовите полку: например, «К урокам о зиме»."))
    return title


def _saved(shelf, **how):
    try:
        with transaction.atomic():
            shelf.save(**how)
    except IntegrityError as error:
        raise ShelfRefused(_("Полка «%s» у вас уже есть.") % shelf.title) from error
    return shelf
