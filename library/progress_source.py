"""New materials of a programme, for the page of its progress (design §2: registries)."""

import time

from library.facets import current_facets
from library.models import MaterialPage
from programmes.progress import Change, progress_source


@progress_source
def material_changes(programme, limit):
    """Works of the programme that were published: which are the newest is in memory, so one query by keys at any size."""
    index = current_facets()
    materials = index.shown_bits(time.time()) & index.value_bits("type", ["material"])
    ids = index.newest_ids(index.narrowed(materials, {"programme": [str(programme.pk)]}), 0, limit)
    works = MaterialPage.objects.shown().filter(pk__in=ids).newest().select_related("kind")
    for page in works.defer("body", "keywords", "search_description") if ids else ():
        kind = page.kind.name if page.kind else ""
        yield Change(page.first_published_at, "Материал", page.title, page.url, kind, "info", "book", key=page.full_url)
