"""The public check of a conclusion and of an expert's certificate: anybody who holds the paper, by its code."""

from django.core.cache import cache
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.client_address import sender_key
from expertise.enums import ConclusionState
from expertise.models import Conclusion, ExpertCertificate

# Wrong codes from one address in so many seconds; a school behind one address still has room for slips of the finger.
MISSES, WINDOW_SECONDS = 30, 600


@require_safe
@never_cache
def conclusion_check(request, code):
    """Say whether the conclusion with this code is in force and which files it is about; no person but its signer."""
    found = (
        Conclusion.objects.in_register()
        .filter(code=code)
        .select_related("round__page")
        .prefetch_related("round__files")
    )
    return _answer(request, found.first(), "expertise/conclusion_check.html", _conclusion_context)


@require_safe
@never_cache
def certificate_check(request, code):
    """Say whether the expert's certificate with this code was given out; the name is masked (reliability 7)."""
    found = ExpertCertificate.objects.filter(code=code).first()
    return _answer(request, found, "expertise/certificate_check.html", _certificate_context)


def _answer(request, found, template, make_context):
    key = f"expertise-check-{sender_key(request)}"
    if cache.get(key, 0) >= MISSES:
        context = {"title": _("Слишком много проверок"), "crumbs": _crumbs(_("Проверка документа"))}
        response = render(request, "expertise/check_later.html", context, status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
    elif found is None:
        _count_miss(key)
        context = {"title": _("Такого документа нет"), "crumbs": _crumbs(_("Проверка документа"))}
        response = render(request, "expertise/check_unknown.html", context, status=404)
    else:
        response = render(request, template, make_context(found))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _count_miss(key):
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # it ended between the two lines: the window begins anew
        cache.set(key, 1, WINDOW_SECONDS)


def _conclusion_context(conclusion):
    title = _("Заключение № %s") % conclusion.label
    files = [(file.title, file.sha256) for file in conclusion.round.files.all()] if conclusion.shows_work else []
    hashes = [file.sha256 for file in conclusion.round.files.all()]
    page = conclusion.round.page
    return {
        "title": title,
        "crumbs": _crumbs(title),
        "conclusion": conclusion,
        "work_url": page.url if page is not None and page.live and conclusion.shows_work else "",
        "is_revoked": conclusion.state == ConclusionState.REVOKED,
        "files": files or [(_("Файл %d") % number, sha256) for number, sha256 in enumerate(hashes, 1)],
        "mended_files": conclusion.confirmed_files if conclusion.shows_work else [],
    }


def _certificate_context(certificate):
    title = _("Справка эксперта № %s") % certificate.label
    return {"title": title, "crumbs": _crumbs(title), "certificate": certificate}


def _crumbs(title):
    return [{"title": _("Главная"), "url": "/"}, {"title": title, "url": ""}]
