"""From ids to hits: checked in SQL, with titles marked, the best passage and its place."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from wagtail.models import Page

from files.extraction.cleaning import clean
from files.models import FileText
from home.addresses import address_of
from home.querysets import BasePageQuerySet
from library.facets.form import label_of
from library.presenting import Badge, badge_in_state
from search.language.snippets import mark_all
from search.models import SearchDocument, SearchOutbox
from search.passages import Place, best_found, other_places, place_of

TYPE_WORDS = {
    "material": "Материал",
    "collection": "Сборник",
    "journal": "Журнал",
    "issue": "Выпуск журнала",
    "programme": "Программа",
    "subproject": "Подпроект",
    "group": "Совет, группа",
    "report": "Отчёт",
    "news": "Новость",
    "page": "Страница",
}
# What a passage and its place need of a file and of its text.
READ = ("text", "places", "total", "file__uuid", "file__name", "file__kind")


@dataclass(frozen=True)
class Hit:
    """One line of the results; `title_html` and `snippet` are safe HTML."""

    page_id: int
    type: str
    title: str
    title_html: str
    url: str
    snippet: str
    kind_label: str = ""
    meta: tuple[str, ...] = ()
    expert: Badge | None = None
    date: datetime | None = None
    file_title: str = ""
    file_url: str = ""
    place: Place | None = None
    more_places: tuple[Place, ...] = ()

    @property
    def type_label(self):
        """The type in a word."""
        return TYPE_WORDS[self.type]

    @property
    def place_label(self):
        """The place for people, empty where the passage is not from a file."""
        return self.place.label if self.place else ""


class ShownPage(NamedTuple):
    """What the last check before the answer tells of a page."""

    title: str
    url: str
    published: datetime | None


def hits_for(page_ids, matcher, index):
    """Return Hits for `page_ids` in order; a page that has just left the site is left out.

    `matcher` finds the words of the query in texts (None shows summaries), `index` is the FacetIndex.
    """
    if not page_ids:
        return []
    pages = shown_pages(page_ids)
    documents = _quotable(SearchDocument.objects.in_bulk(list(pages)), pages)
    file_ids = {file_id for document in documents.values() for file_id, _title in document.files} if matcher else set()
    readings = FileText.objects.exclude(text="").select_related("file").only(*READ).in_bulk(list(file_ids))
    return [
        _hit(documents[pk], pages[pk], best_found(documents[pk], matcher, readings), matcher, index)
        for pk in page_ids
        if pk in documents
    ]


def shown_pages(page_ids):
    """Return {id: ShownPage} of those `page_ids` that everybody may see at this moment."""
    pages = BasePageQuerySet(Page).filter(pk__in=page_ids).shown().order_by()
    rows = pages.values_list("pk", "title", "url_path", "first_published_at")
    return {pk: ShownPage(title, address_of(url_path), published) for pk, title, url_path, published in rows}


def _quotable(documents, pages):
    """Keep of a page that has changed since it was indexed only its title of now: what was taken off it is nobody's to read."""
    for pk in SearchOutbox.objects.filter(page_id__in=documents).values_list("page_id", flat=True):
        document = documents[pk]
        document.title, document.summary, document.card, document.files = clean(pages[pk].title), "", "", []
    return documents


def _hit(document, page, found, matcher, index):
    row = index.rows.get(document.page_id)
    values = row.values if row else {}
    words = {
        "title_html": mark_all(document.title, matcher.spans(document.title) if matcher else []),
        "snippet": found.html,
        "kind_label": next((label_of("kind", value) for value in values.get("kind", ())), ""),
        "meta": (*values.get("organisation", ()), *values.get("year", ())),
        "expert": next((badge_in_state(state) for state in values.get("expert", ())), None),
    }
    if found.reading is not None:
        file, place = found.reading.file, place_of(found)
        words["file_title"] = found.title or file.title
        words["file_url"] = place.url if place else (file.open_url or file.url)
        words["place"] = place
        words["more_places"] = other_places(found)
    return Hit(
        page_id=document.page_id,
        type=document.type,
        title=document.title,
        url=page.url,
        date=page.published,
        **words,
    )
