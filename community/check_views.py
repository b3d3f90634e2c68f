"""The public check of papers by their codes: for anybody who holds one; guessing is stopped."""

from django.core.cache import cache
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.certificates import find_certificate
from community.client_address import sender_key

# Wrong codes from one address in so many seconds; a school behind one address still has room for slips of the finger.
MISSES, WINDOW_SECONDS = 30, 600


@require_safe
@never_cache
def certificate_check(request, code):
    """Say what is true today of the certificate with this code, never more than the site shows to everybody."""
    return answer_check(request, lambda: find_certificate(code))


def answer_check(request, find):
    """Return the answer to a visitor's check: `find()` gives the paper as community.certificates.Checked, or None.

    After MISSES wrong codes nothing more is looked for from that address for a while.
    """
    key = f"paper-check-{sender_key(request)}"
    if cache.get(key, 0) >= MISSES:
        response = _page(request, "community/check_later.html", _("Слишком много проверок"), status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
    elif (found := find()) is None:
        _count_miss(key)
        response = _page(request, "community/check_unknown.html", _("Такого документа нет"), status=404)
    else:
        response = _page(request, found.template, found.context["title"], found.context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(request, template, title, context=None, status=200):
    crumbs = [{"title": _("Главная"), "url": "/"}, {"title": title, "url": ""}]
    return render(request, template, {**(context or {}), "title": title, "crumbs": crumbs}, status=status)


def _count_miss(key):
    cache.add(key, 0, WINDOW_SECONDS)
    try:
        cache.incr(key)
    except ValueError:  # it ended between the two lines: the window begins anew
        cache.set(key, 1, WINDOW_SECONDS)
