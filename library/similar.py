"""Works near a work: on the same matter, and by the same authors. From the facets in memory and three small queries."""

import time

from django.db.models import Q

from library.facets import current_facets
from library.facets.labels import facet_labels
from library.listing import cards_in_order
from library.models import MaterialAuthor, MaterialPage
from library.presenting import META_SUBJECT

# So many of the nearest by their card are compared by their keywords too.
CANDIDATES = 60
SHOWN = 3
# An author of thousands of imported works must not cost every page of them.
MOST_WORKS = 200
WEIGHTS = {"subject": 3, "kind": 2, "level": 1, "audience": 1, "subproject": 2}
KEYWORD_WEIGHT = 3


def works_near(page):
    """Return (similar, by the same authors): two lists of at most SHOWN cards, no work in both.

    Asks three queries whatever the size of the library: keywords, works of the authors, cards. Source: F1-02, peers 28.
    """
    index = current_facets()
    shown = index.shown_bits(time.time()) & index.value_bits("type", ["material"])
    shown &= ~index.bits_of([page.pk])
    same_hands = _by_authors(page, index, shown)[:SHOWN]
    alike = _alike(page, index, shown & ~index.bits_of(same_hands))
    cards = {card.pk: card for card in cards_in_order([*same_hands, *alike])}
    return [cards[pk] for pk in alike if pk in cards], [cards[pk] for pk in same_hands if pk in cards]


def _alike(page, index, shown):
    row = index.rows.get(page.pk)
    if row is None:
        return []
    subjects = [code for code in row.values.get("subject", ()) if len(row.values["subject"]) == 1 or not _is_meta(code)]
    candidates = _candidates(index, shown, {**row.values, "subject": subjects})
    words = dict(MaterialPage.objects.filter(pk__in=[page.pk, *candidates]).order_by().values_list("pk", "keywords"))
    own = _words(words.get(page.pk, ""))

    def nearness(pk):
        other = index.rows[pk]
        shared = sum(
            weight * len({*row.values.get(facet, ())} & {*other.values.get(facet, ())})
            for facet, weight in WEIGHTS.items()
        )
        return shared + KEYWORD_WEIGHT * len(own & _words(words.get(pk, ""))), other.date, pk

    return sorted(candidates, key=nearness, reverse=True)[:SHOWN]


def _candidates(index, shown, values):
    """Return at most CANDIDATES page ids, those that share more facets first."""
    subject, kind, level, programme = (
        index.value_bits(facet, values.get(facet, ())) for facet in ("subject", "kind", "level", "programme")
    )
    near = (subject & kind & level, subject & kind, subject & level, subject)
    tiers = (*near, kind & level, programme & level, programme, kind)
    found, seen = [], 0
    for bits in tiers:
        bits &= shown & ~seen
        seen |= bits
        while bits and len(found) < CANDIDATES:
            # The last positions hold the pages that came last.
            position = bits.bit_length() - 1
            bits ^= 1 << position
            found.append(index.page_ids[position])
        if len(found) == CANDIDATES:
            break
    return found


def _by_authors(page, index, shown):
    """Return ids of shown works that share an author with `page`, by account or by name; the newest first."""
    authors = list(page.authors.all())
    if not authors:
        return []
    people = [author.user_id for author in authors if author.user_id]
    same = Q(name__in=[author.name for author in authors])
    if people:
        same |= Q(user__in=people)
    ids = MaterialAuthor.objects.filter(same).order_by("-pk").values_list("page_id", flat=True)[:MOST_WORKS]
    has = index.contains(shown)
    return sorted({pk for pk in ids if has(pk)}, key=lambda pk: (index.rows[pk].date, pk), reverse=True)


def _is_meta(code):
    label = facet_labels()["subject"].get(code)
    return label is not None and label.text == META_SUBJECT


def _words(keywords):
    return {word for part in keywords.split(",") if (word := part.strip().casefold())}
