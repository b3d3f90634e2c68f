"""The page behind a co-author's personal link: no account is needed, the key is the proof (peers: one-click invitations)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.consents import current_texts
from community.enums import ConsentKind
from community.models import ConsentText
from home.client_address import client_address
from library import coauthors
from library.submission_errors import SubmissionRefused

CRUMBS = [{"title": "Главная", "url": "/"}]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coauthor_answer(request, key):
    """Show the title and the annotation, nothing more of the work, and take the answer."""
    row = coauthors.coauthor_of(key)
    title = _("Вы соавтор?") if row else _("Ссылка больше не действует")
    if row and request.method == "POST":
        try:
            coauthors.answer_coauthor(coauthor=row, by=row, **posted_answer(request))
        except SubmissionRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Спасибо, ответ записан. Автор узнает о нём."))
        return _private(redirect("library:coauthor_answer", key))
    context = {"row": row, "work": row.submission if row else None, "title": title, "text": coauthor_text()}
    context["crumbs"] = [*CRUMBS, {"title": title, "url": ""}]
    return _private(render(request, "library/coauthor_answer.html", context, status=200 if row else 404))


def posted_answer(request):
    """Return what a co-author's form says, as `answer_coauthor` takes it: with the very text that was shown to him."""
    key = request.POST.get("text", "")
    return {
        "agrees": request.POST.get("answer") == "yes",
        "name": request.POST.get("name", ""),
        "text": ConsentText.objects.filter(pk=key if key.isdecimal() and len(key) < 12 else 0).first(),
        "address": client_address(request),
    }


def coauthor_text():
    """Return the ConsentText that a co-author is asked to agree to, or None where the centre has none."""
    return current_texts([ConsentKind.CO_AUTHORSHIP]).get(ConsentKind.CO_AUTHORSHIP)


def _private(response):
    """The key stands in the address: no other site learns it, no search engine keeps it."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
