"""The glossary: every active term by letters, with a search of its own."""

from itertools import groupby

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.terms import current_terms, fold

LONGEST_QUERY = 100


@require_safe
def glossary(request):
    """Show all terms, or those that `?q=` stands in; asks nothing while no term changes."""
    query = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_QUERY]
    terms = [term for term in current_terms() if _has(term, fold(query))]
    letters = [
        {"letter": letter, "anchor": f"letter-{place}", "terms": list(found)}
        for place, (letter, found) in enumerate(groupby(sorted(terms, key=_order), key=_letter))
    ]
    context = {
        "title": _("Глоссарий"),
        "letters": letters,
        "total": len(terms),
        "query": query,
        "crumbs": [{"title": "Главная", "url": "/"}, {"title": _("Глоссарий"), "url": ""}],
    }
    return render(request, "home/glossary.html", context)


def _has(term, query):
    said = (*term.labels, term.name, *(reading.definition for reading in term.readings))
    return not query or any(query in fold(text) for text in said)


def _order(term):
    return fold(term.name)


def _letter(term):
    return term.name[:1].upper().replace("Ё", "Е")
