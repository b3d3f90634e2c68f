"""The works of an edition, as every visitor may see them: a draft, a closed or a withdrawn work is not there at all."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from library.editions.filters import filtered_ids
from library.listing import cards_in_order
from library.models.material import MaterialPage


@dataclass(frozen=True)
class Entry:
    """One line of the contents: a material, or a source that the library does not have (`material` None)."""

    number: int
    title: str
    url: str
    annotation: str
    material: MaterialPage | None = None
    reason: str = ""
    section: str = ""


def collection_entries(page):
    """Return the entries of a MaterialCollectionPage: chosen by hand in their order, then found by its filter."""
    items = list(page.items.all())
    chosen = [item.material_id for item in items if item.material_id]
    found = [pk for pk in filtered_ids(page.filter, page.order) if pk not in chosen] if page.filter else []
    cards = _cards([*chosen, *found])
    lines = []
    for item in items:
        card = cards.get(item.material_id)
        if card is not None:
            lines.append(_line(card, item.annotation, item.reason))
        elif item.source and not item.material_id:
            words = {"annotation": item.annotation, "reason": item.reason}
            lines.append({"title": item.source, "url": item.url, **words})
    lines += [_line(cards[pk]) for pk in found if pk in cards]
    return [Entry(number, **line) for number, line in enumerate(lines, 1)]


def issue_entries(page):
    """Return the entries of a JournalIssuePage, each with the name of its section."""
    items = list(page.items.all())
    cards = _cards([item.material_id for item in items if item.material_id])
    lines, section = [], ""
    for item in items:
        # A section goes on below a work that cannot be seen.
        section = item.section or section
        if item.material_id in cards:
            lines.append({**_line(cards[item.material_id]), "section": section})
    return [Entry(number, **line) for number, line in enumerate(lines, 1)]


def by_sections(entries):
    """Return [(section, [entry, …])] of neighbours that share a section."""
    groups = []
    for entry in entries:
        if not groups or groups[-1][0] != entry.section:
            groups.append((entry.section, []))
        groups[-1][1].append(entry)
    return groups


def _cards(ids):
    cards = cards_in_order(ids)
    prefetch_related_objects(cards, "authors")
    return {card.pk: card for card in cards}


def _line(card, annotation="", reason=""):
    return {
        "title": card.title,
        "url": card.url,
        "annotation": annotation or card.annotation,
        "material": card,
        "reason": reason,
    }
