"""Rows of collections, journals and issues."""

from library.facets.index import Row
from library.models import JournalIssuePage, JournalPage, MaterialCollectionPage


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


def _row(pk, code, published, expires, values):
    known = {name: (str(value),) if value else () for name, value in values.items()}
    moment = published.timestamp() if published else 0.0
    return Row(pk, moment, {"type": (code,), **known}, expires.timestamp() if expires else None)
