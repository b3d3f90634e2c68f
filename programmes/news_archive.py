"""The archive of news: kinds, months, programmes; every combination has its address."""

import datetime
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils.formats import date_format

from programmes.enums import NewsKind
from programmes.models import NewsPage, ProgrammePage, SubprojectPage

PAGE_SIZE = 20


def archive_for(index, request):
    """Return {"news", "kinds", "months", "programmes_filter", "active", "clear_url"} for the page of all news.

    What the address asks for and does not exist is left out, so any address answers.
    """
    asked, base = read_filters(request.GET), NewsPage.objects.shown()
    programmes = dict(ProgrammePage.objects.shown().values_list("pk", "title"))
    subprojects = dict(SubprojectPage.objects.shown().values_list("pk", "title")) if "subproject" in asked else {}
    labels = {
        "kind": lambda kind: NewsKind(kind).label,
        "month": month_label,
        "programme": programmes.get,
        "subproject": subprojects.get,
    }
    chosen = {name: value for name, value in asked.items() if labels[name](value)}
    links = Links(index.get_url(request), chosen)
    news = Paginator(narrowed(base, chosen).newest().for_rows(), PAGE_SIZE).get_page(request.GET.get("page"))
    kinds = narrowed(base, chosen, but="kind").order_by().values_list("kind").annotate(n=Count("pk"))
    months = (
        narrowed(base, chosen, but="month")
        .annotate(m=TruncMonth("date"))
        .values_list("m")
        .annotate(n=Count("pk"))
        .order_by("-m")
    )
    by_programme = narrowed(base, chosen, but="programme").order_by().values_list("programmes").annotate(n=Count("pk"))
    return {
        "news": news,
        "page_links": [(number, links.to(page=number)) for number in news.paginator.get_elided_page_range(news.number)]
        if news.paginator.num_pages > 1
        else [],
        "kinds": [links.choice("kind", kind, NewsKind(kind).label, n) for kind, n in kinds],
        "months": [links.choice("month", month, month_label(month), n) for month, n in months],
        "programmes_filter": [
            links.choice("programme", pk, programmes[pk], n) for pk, n in by_programme if pk in programmes
        ],
        "active": [{"label": labels[name](value), "url": links.without(name)} for name, value in chosen.items()],
        "clear_url": links.base,
    }


def read_filters(params):
    """Return the filters of an address as {"kind": code, "month": first day, "programme": id, "subproject": id}."""
    chosen = {}
    if params.get("kind") in NewsKind.values:
        chosen["kind"] = params["kind"]
    try:
        chosen["month"] = datetime.datetime.strptime(params.get("month", ""), "%Y-%m").date()
    except ValueError:
        chosen.pop("month", None)
    for name in ("programme", "subproject"):
        value = params.get(name, "")
        if value.isascii() and value.isdecimal() and len(value) < 10:
            chosen[name] = int(value)
    return chosen


def narrowed(news, chosen, but=None):
    """Return the queryset narrowed by every filter in `chosen` except the one named `but`."""
    for name, value in chosen.items():
        if name == but:
            continue
        if name == "month":
            news = news.filter(date__year=value.year, date__month=value.month)
        else:
            news = news.filter(
                **{{"kind": "kind", "programme": "programmes", "subproject": "subprojects"}[name]: value}
            )
    return news


def month_label(month):
    """«март 2026»."""
    return date_format(month, "F Y").lower()


class Links:
    """Addresses of the archive with one filter changed."""

    def __init__(self, base, chosen):
        self.base = base
        self.params = {name: value.strftime("%Y-%m") if name == "month" else value for name, value in chosen.items()}

    def to(self, **changes):
        """The address with `changes`; None takes a filter away."""
        params = {name: value for name, value in {**self.params, **changes}.items() if value is not None}
        return f"{self.base}?{urlencode(params)}" if params else self.base

    def without(self, name):
        """The address without the filter `name`."""
        return self.to(**{name: None})

    def choice(self, name, value, label, count):
        """One value of a filter for the template."""
        value = value.strftime("%Y-%m") if name == "month" else value
        current = self.params.get(name) == value
        return {
            "code": value,
            "label": label,
            "count": count,
            "current": current,
            "url": self.without(name) if current else self.to(**{name: value}),
        }
