"""The search page, its JSON twin, and suggestions while typing."""

import time

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from library.participants import find_closed
from search.engines.base import MOST
from search.journal import note_query
from search.queries import SORTS, search
from search.suggesting import suggest
from search.understood import chips_of, notes_of, put_right


@require_safe
def search_page(request):
    """Show the results for `?q=…` with filters, or how to ask."""
    result = _asked(request)
    asked = result.asked
    closed = find_closed(asked.query.raw) if asked.query and request.user.is_authenticated else []
    context = {
        "closed_count": len(closed),
        "form_query": asked.typed,
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
        "notes": notes_of(result),
        "put_right": put_right(result),
        "offered": result.offered and {"text": result.offered, "url": result.link(query=result.offered, off=())},
        "understood": chips_of(result),
        "crumbs": [{"title": "Главная", "url": "/"}, {"title": _("Поиск"), "url": ""}],
    }
    return render(request, "search/search.html", context)


@require_safe
def search_api(request):
    """Answer the same as JSON: {query, understood, steps, corrected, offered, also, total, more, hits, nearly, facets}."""
    result = _asked(request)
    understanding = result.asked.understanding
    return JsonResponse(
        {
            "query": understanding.typed,
            "understood": understanding.query.understood,
            "steps": [
                {"kind": step.kind, "typed": step.typed, "understood": list(step.understood), "off": step.code}
                for step in understanding.steps
            ],
            "corrected": understanding.corrected,
            "offered": result.offered,
            "also": list(understanding.also),
            "total": min(result.total, MOST),
            "more": result.more,
            "hits": [_as_json(hit) for hit in result.hits],
            "nearly": [_as_json(hit) for hit in result.nearly],
            "facets": {
                facet["name"]: [{key: value[key] for key in ("value", "label", "count")} for value in facet["values"]]
                for facet in result.facets
            },
        },
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
def suggest_api(request):
    """Answer `?q=…`, the beginning of a query, with {query, suggestions: [{kind, text, url}]}."""
    typed, suggestions = suggest(request.GET.get("q", ""), reverse("search:search"))
    found = [{"kind": one.kind, "text": one.text, "url": one.url} for one in suggestions]
    return JsonResponse({"query": typed, "suggestions": found}, json_dumps_params={"ensure_ascii": False})


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


def _carried(asked):
    """What the forms of filters and of order carry along."""
    pairs = [("q", asked.typed), ("type", asked.type), ("sort", asked.sort), ("exact", "1" if asked.exact else "")]
    return [(name, value) for name, value in pairs if value] + [("off", code) for code in asked.off]
