"""The operations page of search in the admin, and what can be done on it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import can
from search import operations
from search.actions import start_check, start_rebuild, try_again
from search.elastic_state import elastic_state
from search.models import IndexState, SearchOutbox

PAGE = "search_operations"


def may_see(user):
    """Tell whether `user` looks after the search."""
    return bool(can(user, "see", IndexState))


@require_safe
def operations_page(request):
    """Show how the search is."""
    _demand(request.user, "see")
    context = {
        "page_title": _("Поиск: состояние"),
        "header_icon": "search",
        "engines": operations.engines(),
        "queue": operations.queue(),
        "checks": operations.checks(),
        "rebuilding": operations.rebuilding(),
        "elastic": elastic_state(),
        "queries": operations.asked_queries(),
        "may_rebuild": bool(can(request.user, "rebuild", IndexState)),
        "may_add_terms": request.user.has_perm("home.add_term"),
    }
    return render(request, "search/admin/operations.html", context)


@require_http_methods(["GET", "POST"])
def rebuild_view(request):
    """Ask whether to rebuild, then do it."""
    _demand(request.user, "rebuild")
    if request.method == "POST":
        begun = start_rebuild(by=request.user)
        _say(request, begun, _("Перестройка начнётся в течение минуты."), _("Перестройка уже идёт."))
        return redirect(PAGE)
    words = _(
        "Поисковый индекс будет построен заново, страница за страницей. Поиск в это время работает; на большом архиве "
        "это занимает часы. Прерванная перестройка продолжается с того же места."
    )
    return _confirm(request, _("Перестроить индекс"), words, _("Перестроить"))


@require_http_methods(["GET", "POST"])
def check_view(request):
    """Ask whether to compare the index with the site, then do it."""
    _demand(request.user, "see")
    if request.method == "POST":
        begun = start_check(by=request.user)
        _say(request, begun, _("Сверка начнётся в течение минуты."), _("Сверка уже идёт."))
        return redirect(PAGE)
    words = _(
        "Индекс будет сверен с сайтом по номерам страниц и контрольным суммам. Ничего не меняется, поиск работает."
    )
    return _confirm(request, _("Сверить индекс с сайтом"), words, _("Сверить"))


@require_POST
def try_again_view(request, pk):
    """Try a page again that has failed for good."""
    _demand(request.user, "see")
    try_again(row=get_object_or_404(SearchOutbox, pk=pk), by=request.user)
    messages.success(request, _("Страница поставлена в очередь снова."))
    return redirect(PAGE)


def _confirm(request, title, words, verb):
    context = {"page_title": title, "header_icon": "search", "words": words, "verb": verb}
    return render(request, "search/admin/confirm.html", context)


def _demand(user, action):
    if not can(user, action, IndexState):
        raise PermissionDenied


def _say(request, begun, yes, no):
    (messages.success if begun else messages.info)(request, yes if begun else no)
