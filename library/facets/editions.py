"""Rows of collections, journals and issues."""

from library.facets.index import Row
from library.models import JournalIssueItem, JournalIssuePage, JournalPage, MaterialCollectionPage


def edition_rows(among):
    """Yield a Row for every public collection, journal and issue; `among(model)` gives the public pages of a model."""
    collections = among(MaterialCollectionPage).values_list(
        "pk", "year", "programme_id", "subproject_id", "first_published_at", "expire_at"
    )
    for pk, year, programme, subproject, published, expires in collections:
        values = {"year": year, "programme": programme, "subproject": subproject}
        yield _row(pk, "collection", published, expires, values)
    for pk, published, expires in among(JournalPage).values_list("pk", "first_published_at", "expire_at"):
        yield _row(pk, "journal", published, expires, {})
    for pk, year, published, expires in among(JournalIssuePage).values_list(
        "pk", "year", "first_published_at", "expire_at"
    ):
        yield _row(pk, "issue", published, expires, {"year": year})


def journals_of(materials):
    """Return {material id: (journal id, …)} of the public issues in which works of `materials` (a queryset) stand (F1-04)."""
    journals = dict(JournalPage.objects.live().public().order_by().values_list("path", "pk"))
    issues = JournalIssuePage.objects.live().public().order_by()
    items = JournalIssueItem.objects.filter(page__in=issues.values("pk"), material__in=materials.values("pk"))
    found = {}
    for material, path in items.values_list("material_id", "page__path"):
        journal = journals.get(path[: -JournalPage.steplen])
        if journal:
            found.setdefault(material, {})[str(journal)] = None
    return {material: tuple(of_work) for material, of_work in found.items()}


def _row(pk, code, published, expires, values):
    known = {name: (str(value),) if value else () for name, value in values.items()}
    moment = published.timestamp() if published else 0.0
    return Row(pk, moment, {"type": (code,), **known}, expires.timestamp() if expires else None)
