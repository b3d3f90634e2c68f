"""Works near a work: on the same matter, and by the same authors. From the facets in memory and two small queries."""

import time
from dataclasses import dataclass

from django.db.models import Q

from home.addresses import address_of
from library.facets import current_facets
from library.facets.labels import facet_labels
from library.models import MaterialAuthor, MaterialPage
from library.presenting import META_SUBJECT, Badge, badge_in_state

# So many of the nearest by their card are compared by their keywords too.
CANDIDATES = 60
SHOWN = 3
# An author of thousands of imported works must not cost every page of them.
MOST_WORKS = 200
WEIGHTS = {"subject": 3, "kind": 2, "level": 1, "audience": 1, "subproject": 2}
KEYWORD_WEIGHT = 3


@dataclass(frozen=True)
class NearWork:
    """A work in a short list beside another one: page id, title, address, a line of what it is, its Badge."""

    pk: int
    title: str
    url: str
    about: str
    expert: Badge


def works_near(page):
    """Return (similar, by the same authors): two lists of at most SHOWN NearWorks, no work in both.

    Asks two queries whatever the size of the library: works of the authors, titles with keywords. Source: F1-02, peers 28.
    """
    index = current_facets()
    shown = index.shown_bits(time.time()) & index.value_bits("type", ["material"])
    shown &= ~index.bits_of([page.pk])
    same_hands = _by_authors(page, index, shown)[:SHOWN]
    candidates = _candidates_near(page, index, shown & ~index.bits_of(same_hands))
    # Titles and keywords in one narrow query: whole cards would cost three times as much.
    texts = _texts([page.pk, *same_hands, *candidates])
    alike = _nearest(page, index, [pk for pk in candidates if pk in texts], texts)
    works = {pk: _near_work(pk, *texts[pk][:2], index.rows[pk].values) for pk in (*alike, *same_hands) if pk in texts}
    return [works[pk] for pk in alike], [works[pk] for pk in same_hands if pk in works]


def _texts(ids):
    """Return {page id: (title, path, keywords)} of what has not just gone from the site."""
    pages = MaterialPage.objects.filter(pk__in=ids, live=True).order_by()
    return {pk: texts for pk, *texts in pages.values_list("pk", "title", "url_path", "keywords")}


def _near_work(pk, title, path, values):
    labels = facet_labels()
    about = [
        labels[facet][code].text
        for facet in ("kind", "subject")
        for code in values.get(facet, ())
        if code in labels[facet]
    ]
    return NearWork(
        pk=pk,
        title=title,
        url=address_of(path),
        about=" · ".join([*about, *values.get("year", ())]),
        expert=badge_in_state(values["expert"][0]),
    )


def _candidates_near(page, index, shown):
    row = index.rows.get(page.pk)
    if row is None:
        return []
    subjects = [code for code in row.values.get("subject", ()) if len(row.values["subject"]) == 1 or not _is_meta(code)]
    return _candidates(index, shown, {**row.values, "subject": subjects})


def _nearest(page, index, candidates, texts):
    """Return the SHOWN ids of `candidates` that share most with the page, by card and by keywords."""
    values = index.rows[page.pk].values if candidates else {}
    sets = [(facet, weight, own) for facet, weight in WEIGHTS.items() if (own := {*values.get(facet, ())})]
    own = _words(texts[page.pk][2]) if page.pk in texts else set()

    def nearness(pk):
        other = index.rows[pk]
        shared = sum(weight * len(mine.intersection(other.values.get(facet, ()))) for facet, weight, mine in sets)
        return shared + KEYWORD_WEIGHT * len(own & _words(texts[pk][2])), other.date, pk

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
