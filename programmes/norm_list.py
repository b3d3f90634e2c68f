"""The list of the normative base with its filters; every combination has its address."""

from collections import Counter
from urllib.parse import urlencode

from programmes.models import Regulation
from programmes.norm_enums import RegulationKind, RegulationStatus

FACETS = {"kind": "Вид", "status": "Состояние", "programme": "Программа", "year": "Год"}


def list_for(index, request):
    """Return {"regulations", "filters", "active", "clear_url", "total"} for the section's page, in two queries.

    A base has tens of documents, so they are all read and counted here. What does not exist is left out of the filters.
    """
    rows = [(document, _values(document)) for document in Regulation.objects.shown().newest().for_rows()]
    labels = _labels(rows)
    chosen = {name: request.GET[name] for name in FACETS if request.GET.get(name, "") in labels[name]}
    base = index.get_url(request)
    found = [document for document, values in rows if _fits(values, chosen)]
    return {
        "regulations": found,
        "total": len(found),
        "filters": [
            {"name": name, "label": label, "values": _choices(name, rows, labels[name], chosen, base)}
            for name, label in FACETS.items()
        ],
        "active": [
            {"label": labels[name][code], "url": _address(base, _without(chosen, name))}
            for name, code in chosen.items()
        ],
        "clear_url": base,
    }


def regulations_of(programme):
    """Return {"regulations": [...]} for the page of `programme`: the documents that concern it, in one query."""
    return {"regulations": list(Regulation.objects.shown().filter(programmes=programme).newest())}


def _values(document):
    """Return {filter: codes} of a document."""
    return {
        "kind": {document.kind},
        "status": {document.status},
        "programme": {str(page.pk) for page in document.programmes.all()},
        "year": {str(document.year)} if document.year else set(),
    }


def _labels(rows):
    """Return {filter: {code: words}} in the order of the filters' values."""
    programmes = {str(page.pk): page.title for document, _values in rows for page in document.programmes.all()}
    years = sorted({document.year for document, _values in rows if document.year}, reverse=True)
    return {
        "kind": {kind.value: kind.label.capitalize() for kind in RegulationKind},
        "status": {status.value: status.label.capitalize() for status in RegulationStatus},
        "programme": dict(sorted(programmes.items(), key=lambda pair: pair[1])),
        "year": {str(year): str(year) for year in years},
    }


def _fits(values, chosen):
    return all(code in values[name] for name, code in chosen.items())


def _choices(name, rows, labels, chosen, base):
    others = _without(chosen, name)
    counts = Counter(code for _document, values in rows if _fits(values, others) for code in values[name])
    return [
        {
            "label": label,
            "count": counts[code],
            "current": chosen.get(name) == code,
            "url": _address(base, others if chosen.get(name) == code else {**others, name: code}),
        }
        for code, label in labels.items()
        if counts[code]
    ]


def _without(chosen, name):
    return {other: code for other, code in chosen.items() if other != name}


def _address(base, chosen):
    return f"{base}?{urlencode(chosen)}" if chosen else base
