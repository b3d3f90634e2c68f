"""New materials of a programme, for the page of its progress (design §2: registries)."""

from library.models import MaterialPage
from programmes.progress import Change, progress_source


@progress_source
def material_changes(programme, limit):
    """Works of the programme that were published."""
    works = MaterialPage.objects.shown().filter(programme=programme).newest().select_related("kind")
    for page in works.defer("body", "keywords", "search_description")[:limit]:
        kind = page.kind.name if page.kind else ""
        yield Change(page.first_published_at, "Материал", page.title, page.url, kind, "info", "book")
