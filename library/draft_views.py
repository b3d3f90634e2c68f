"""The page where a work is written: one form, so that whatever button is pressed nothing of it is lost."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import ActionRefused
from community.cabinet import render_room
from files.sniffing import FileRefused
from home.client_address import client_address
from library import coauthors, drafting, submitting
from library.completeness import current_regulation
from library.draft_facts import facts_of_draft, pending_reading
from library.models import Submission
from library.preflight import findings_of
from library.submission_card import read_words
from library.submission_enums import WRITABLE, SubmissionState
from library.submission_errors import OlderWindow, SubmissionRefused
from library.submission_form import SubmissionForm, initial_of
from library.work_consents import keep_consents

# What came with an ended session waits in the new one until the person has signed in.
KEPT = "kept_work"
MOST_KEPT = 150_000
REASON = "reason-"
MOST_REASONS, REASON_LENGTH = 100, 1000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_edit(request, pk):
    """The card with files, co-authors, check and sending."""
    if not request.user.is_authenticated:
        return _sign_in(request, pk)
    work = get_object_or_404(Submission.objects.of_author(request.user), pk=pk)
    if work.state not in WRITABLE:
        if _wants_json(request):
            return JsonResponse({"error": _("Работа уже отправлена.")}, status=409)
        return redirect("library:submission_room", work.pk)
    kept = request.session.pop(KEPT, None)
    if request.method == "POST":
        return _save(request, work)
    if kept and kept["pk"] == work.pk:
        messages.warning(request, _("Вход закончился, но текст вернулся весь. Проверьте его и нажмите «Сохранить»."))
        return _show(request, work, _form(work, QueryDict(kept["data"])))
    return _show(request, work)


@never_cache
@require_safe
def submission_reading(request, pk):
    """Tell the open page whether the files have been read, and what was guessed."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    work = get_object_or_404(Submission.objects.of_author(request.user), pk=pk)
    return JsonResponse({"waiting": pending_reading(work), "guesses": work.guesses if work.number is None else {}})


def _save(request, work):
    form = _form(work, request.POST)
    form.is_valid()
    try:
        values = form.values()
        if reasons := _reasons(request, work):
            values["preflight_reasons"] = reasons
        number = request.POST.get("draft_number", "")
        work = drafting.save_card(
            submission=work, by=request.user, draft_number=int(number) if number.isdecimal() else -1, values=values
        )
        keep_consents(submission=work, by=request.user, agreed=form.agreed(), address=client_address(request))
        drafting.rename_files(submission=work, by=request.user, titles=_titles(request))
    except SubmissionRefused as refusal:
        return _refused(request, work, form, refusal)
    if _wants_json(request):
        return JsonResponse(_saved(work, form))
    return _deed(request, work, form)


def _deed(request, work, form):
    """Do what the pressed button says; the card is kept already."""
    deed, _colon, key = request.POST.get("deed", "save").partition(":")
    try:
        _do(request, work, deed, key)
    except (SubmissionRefused, ActionRefused) as refusal:
        messages.error(request, str(refusal))
        return _back(work, form, request, anchor="check" if deed == "send" else "")
    if deed == "send" and form.is_valid():
        return redirect("library:submission_room", work.pk)
    return _back(work, form, request, anchor={"ask": "authors", "remove": "authors"}.get(deed, "files"))


def _do(request, work, deed, key):
    by = request.user
    if request.FILES:
        _add_files(request, work)
    if deed in ("up", "down", "drop"):
        entry = get_object_or_404(work.files, pk=key if key.isdecimal() else 0)
        if deed == "drop":
            drafting.remove_file(entry=entry, by=by)
        else:
            drafting.move_file(entry=entry, by=by, step=-1 if deed == "up" else 1)
    elif deed == "ask":
        data = {name: request.POST.get(f"coauthor_{name}", "") for name in ("name", "email")}
        coauthors.ask_coauthor(submission=work, by=by, **data)
        messages.success(request, _("Письмо соавтору отправлено."))
    elif deed == "remove":
        coauthors.remove_coauthor(coauthor=get_object_or_404(work.coauthors, pk=key if key.isdecimal() else 0), by=by)
    elif deed == "send":
        _send(request, work)
    elif deed == "save":
        messages.success(request, _("Сохранено."))


def _send(request, work):
    if work.state == SubmissionState.DRAFT:
        submitting.submit(submission=work, by=request.user)
        messages.success(request, _("Работа отправлена. Мы написали вам её номер."))
    else:
        submitting.resubmit(submission=work, by=request.user, answer=request.POST.get("answer", ""))
        messages.success(request, _("Новая версия отправлена."))


def _add_files(request, work):
    for upload in request.FILES.getlist("files"):
        try:
            drafting.add_file(submission=work, by=request.user, content=upload, name=upload.name)
        except FileRefused as refusal:
            messages.error(request, f"«{upload.name[:80]}»: {refusal.reason}")


def _refused(request, work, form, refusal):
    """Of two windows the older keeps its words on the screen; a closed work is shown in its room."""
    if not isinstance(refusal, OlderWindow):
        if _wants_json(request):
            return JsonResponse({"error": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return redirect("library:submission_room", work.pk)
    if _wants_json(request):
        return JsonResponse({"error": str(refusal), "older": True}, status=409)
    work.refresh_from_db()
    messages.warning(request, _("%s Если сохранить ещё раз, он заменит то, что сохранено там.") % refusal)
    return _show(request, work, form, status=409)


def _back(work, form, request, *, anchor):
    """Show the page anew: with the form's errors where there are any, so that no word of it is lost."""
    if not form.is_valid() or (request.POST.get("deed") == "send" and request.POST.get("answer")):
        return _show(request, Submission.objects.get(pk=work.pk), form, status=422)
    address = reverse("library:submission_edit", args=[work.pk])
    return HttpResponseRedirect(f"{address}#{anchor}" if anchor else address)


def _show(request, work, form=None, status=200):
    context = facts_of_draft(work, form or _form(work), request)
    response = render_room(request, "library/submission_edit.html", "submissions", context)
    response.status_code = status
    return response


def _form(work, data=None):
    words, regulation = read_words(), current_regulation()
    initial = initial_of(work, author_name=work.author.get_full_name())
    return SubmissionForm(data, initial=initial, words=words, regulation=regulation)


def _titles(request):
    prefix = "file_title_"
    named = {name[len(prefix) :]: value for name, value in request.POST.items() if name.startswith(prefix)}
    return {int(key): " ".join(value.split()) for key, value in named.items() if key.isdecimal() and len(key) < 12}


def _reasons(request, work):
    """Return the author's reasons with those of this form, for findings that there are."""
    posted = {name[len(REASON) :]: value for name, value in request.POST.items() if name.startswith(REASON)}
    if not posted:
        return None
    known = {finding.key for finding in findings_of(work)}
    fresh = {key: value.strip()[:REASON_LENGTH] for key, value in posted.items() if key in known}
    return {key: value for key, value in {**work.preflight_reasons, **fresh}.items() if value}


def _saved(work, form):
    moment = timezone.localtime(work.saved_at)
    return {"number": work.draft_number, "saved": moment.strftime("%H:%M"), "errors": form.errors}


def _wants_json(request):
    return request.headers.get("Accept") == "application/json"


def _sign_in(request, pk):
    """Ask for the sign-in; what was posted waits in the session, for who it belongs to."""
    if _wants_json(request):
        return JsonResponse({"error": _("Вход закончился.")}, status=401)
    data = request.POST.copy()
    data.pop("csrfmiddlewaretoken", None)
    body = data.urlencode()
    if request.method == "POST" and len(body) <= MOST_KEPT:
        request.session[KEPT] = {"pk": pk, "data": body}
    elif request.method not in ("GET", "HEAD", "POST"):
        raise Http404
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': request.path}, safe='/')}")
