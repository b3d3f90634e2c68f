"""The search page and its JSON twin."""

import time

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.participants import find_closed
from search.finding import MOST
from search.journal import note_query
from search.queries import SORTS, search


@require_safe
def search_page(request):
    """Show the results for `?q=…` with filters, or how to ask."""
    result = _asked(request)
    asked = result.asked
    closed = find_closed(asked.query.raw) if asked.query and request.user.is_authenticated else []
    context = {
        "closed_count": len(closed),
        "form_query": asked.query.raw,
        "asked_something": bool(asked.query or asked.query.excluded or asked.filters or asked.type),
        "result": result,
        "results": result.pages,
        "most": MOST,
        "tabs": result.tabs,
        "facets": result.facets,
        "chips": result.chips,
        "clear_url": result.clear_url,
        "sort": [{"value": value, "label": label, "selected": value == asked.sort} for value, label in SORTS.items()],
        "hidden": _carried(asked),
        "carried": _carried(asked) + [(facet, value) for facet, values in asked.filters.items() for value in values],
        "search_url": reverse("search:search"),
        "first_number": result.pages["offset"] + 1,
        "understood": _notes(result),
        "other_names": ", ".join(f"«{name}»" for name in asked.also),
        "crumbs": [{"title": "Главная", "url": "/"}, {"title": _("Поиск"), "url": ""}],
    }
    return render(request, "search/search.html", context)


@require_safe
def search_api(request):
    """Answer the same as JSON: {query, understood, corrected, total, more, hits, facets}."""
    result = _asked(request)
    return JsonResponse(
        {
            "query": result.asked.query.raw,
            "understood": result.asked.query.understood,
            "corrected": None,
            "also": [] if result.asked.exact else list(result.asked.also),
            "total": min(result.total, MOST),
            "more": result.more,
            "hits": [_as_json(hit) for hit in result.hits],
            "facets": {
                facet["name"]: [{key: value[key] for key in ("value", "label", "count")} for value in facet["values"]]
                for facet in result.facets
            },
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _asked(request):
    """Return the Result of what `request` asks for, and note it for the operations page."""
    began = time.monotonic()
    result = search(request.GET, reverse("search:search"))
    note_query(request, result, time.monotonic() - began)
    return result


def _as_json(hit):
    return {
        "title": hit.title,
        "url": hit.url,
        "type": hit.type,
        "kind": hit.kind_label,
        "snippet": hit.snippet,
        "file": hit.file_title or None,
        "page": hit.place.number if hit.place else None,
    }


def _notes(result):
    query, notes = result.asked.query, []
    if result.relaxed and result.total:
        notes.append(_("Страниц, где есть все слова, нет: показаны те, где есть хотя бы одно."))
    if query.ignored:
        notes.append(_("Не искали по словам: %s.") % ", ".join(query.ignored))
    if query.cut:
        notes.append(_("Запрос длинный: искали по его началу."))
    if query.excluded and not query.clauses:
        notes.append(_("Есть только слова с минусом: добавьте слово, которое искать."))
    return notes


def _carried(asked):
    """What the forms of filters and of order carry along."""
    exact = "1" if asked.exact else ""
    pairs = [("q", asked.query.raw), ("type", asked.type), ("sort", asked.sort), ("exact", exact)]
    return [(name, value) for name, value in pairs if value]
