"""From the database to rows: what every visitor may see, with its facet values."""

from collections import defaultdict

from django.utils import timezone

from files.sniffing import KINDS
from home.models import ContentPage
from library.enums import ExpertState
from library.facets.editions import edition_rows, journals_of
from library.facets.index import Row
from library.models import ExpertStatus, MaterialFile, MaterialPage
from programmes.models import (
    GroupPage,
    NewsPage,
    ProgrammePage,
    ProgrammeReportPage,
    RegulationIndexPage,
    SubprojectPage,
)

# Pages that are found by their type alone.
PLAIN = {
    ProgrammePage: "programme",
    SubprojectPage: "subproject",
    GroupPage: "group",
    ProgrammeReportPage: "report",
    ContentPage: "page",
    RegulationIndexPage: "page",
}
# Of these the page itself is a value of the facet of its type.
PARTS = ("programme", "subproject", "group")


def load_rows(page_ids=None):
    """Yield a Row for every public page, or for those of `page_ids` that are public."""
    yield from _materials(_among(MaterialPage, page_ids))
    yield from _news(_among(NewsPage, page_ids))
    yield from edition_rows(lambda model: _among(model, page_ids))
    for model, code in PLAIN.items():
        yield from _plain(_among(model, page_ids), code)


def _among(model, page_ids):
    # Live and unrestricted; pages that will expire are rows too, with their moment.
    pages = model.objects.live().public().order_by()
    return pages if page_ids is None else pages.filter(pk__in=page_ids)


def _materials(pages):
    # Thousands of rows share some hundred different tuples: each is kept once.
    one = _keeper()
    many = {
        "subject": _linked(MaterialPage.subjects.through, "subject", pages),
        "level": _linked(MaterialPage.levels.through, "level", pages),
        "audience": _linked(MaterialPage.audiences.through, "audience", pages),
        "format": _formats(pages),
        "journal": journals_of(pages),
    }
    judged = dict(ExpertStatus.objects.filter(material__in=pages.values("pk")).values_list("material_id", "state"))
    fields = (
        "pk",
        "kind__code",
        "year",
        "organisation",
        "programme_id",
        "subproject_id",
        "group_id",
        "first_published_at",
        "expire_at",
    )
    for pk, kind, year, organisation, programme, subproject, group, published, expires in pages.values_list(
        *fields
    ).iterator(2000):
        values = {
            "type": ("material",),
            "kind": _one(kind),
            "year": _one(year),
            "organisation": _one(organisation),
            "programme": _one(programme),
            "subproject": _one(subproject),
            "group": _one(group),
            "expert": (judged.get(pk, ExpertState.NONE.value),),
            "file": ("yes",) if pk in many["format"] else ("no",),
            "month": month_of(published),
            **{name: found.get(pk, ()) for name, found in many.items()},
        }
        yield Row(
            pk, _seconds(published) or 0.0, {name: one(value) for name, value in values.items()}, _seconds(expires)
        )


def _news(pages):
    programmes = _linked(NewsPage.programmes.through, "programmepage", pages, "newspage", by="pk")
    subprojects = _linked(NewsPage.subprojects.through, "subprojectpage", pages, "newspage", by="pk")
    for pk, date, expires in pages.values_list("pk", "date", "expire_at").iterator(2000):
        values = {
            "type": ("news",),
            "year": (str(date.year),),
            "programme": programmes.get(pk, ()),
            "subproject": subprojects.get(pk, ()),
        }
        yield Row(pk, float(date.toordinal() - 719163) * 86400, values, _seconds(expires))


def _plain(pages, code):
    for pk, published, expires in pages.values_list("pk", "first_published_at", "expire_at"):
        values = {"type": (code,), **({code: (str(pk),)} if code in PARTS else {})}
        yield Row(pk, _seconds(published) or 0.0, values, _seconds(expires))


def _linked(through, target, pages, source="materialpage", by="code"):
    """Return {page id: (value, …)} of a many-to-many relation, in one query."""
    links = through.objects.filter(**{f"{source}__in": pages.values("pk")})
    found = defaultdict(tuple)
    value = f"{target}__{by}" if by == "code" else f"{target}_id"
    for pk, code in links.values_list(f"{source}_id", value).iterator(2000):
        found[pk] += (str(code),)
    return found


def _formats(pages):
    """Return {page id: (format, …)}: what people call the kinds of its files, each once."""
    files = MaterialFile.objects.filter(page__in=pages.values("pk"), file__isnull=False).order_by(
        "page_id", "sort_order"
    )
    found = defaultdict(dict)
    for pk, kind in files.values_list("page_id", "file__kind").iterator(2000):
        found[pk][KINDS[kind].label] = None
    return {pk: tuple(formats) for pk, formats in found.items()}


def month_of(moment):
    """Return («2026-11»,): the month of `moment` by the centre's clock; () of None. For the replenishment, not for filters."""
    return (f"{timezone.localtime(moment):%Y-%m}",) if moment else ()


def _keeper():
    kept = {}
    return lambda values: kept.setdefault(values, values)


def _one(value):
    return (str(value),) if value else ()


def _seconds(moment):
    return moment.timestamp() if moment else None
