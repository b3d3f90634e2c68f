"""The author's rooms: the list of works, the beginning of a work, the room of one work (D1, H15)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template import TemplateDoesNotExist
from django.template.loader import select_template
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import ActionRefused
from community.cabinet import render_room
from files.actions import keep_bytes
from files.sniffing import WHAT_WE_TAKE, FileRefused
from library import coauthors, submitting
from library.coauthor_views import coauthor_text, posted_answer
from library.drafting import MOST_FILES, demand_room, discard_draft, start_submission
from library.models import Submission, SubmissionAuthor
from library.room_facts import facts_of_room
from library.submission_enums import CoauthorState, SubmissionState
from library.submission_errors import SubmissionRefused
from library.submission_turns import MINE, turns_of
from library.work_consents import revoke_consent_of_work

SHOWN = 200
MINE_TO_DO = (SubmissionState.DRAFT, SubmissionState.RETURNED, SubmissionState.DECIDED)


@login_required
@require_safe
@never_cache
def cabinet_submissions(request):
    """All works of the person, those that wait for them first, and questions of others to them as a co-author."""
    works = Submission.objects.of_author(request.user).for_list().defer("card", "preflight_reasons")[:SHOWN]
    rows = turns_of(works)
    rows.sort(key=lambda row: row[1].whose != MINE)
    asked = SubmissionAuthor.objects.filter(user=request.user, submission__state__in=coauthors.ANSWERABLE)
    asked = asked.select_related("submission").order_by("state", "-pk")
    context = {"rows": rows, "asked": asked}
    return render_room(request, "library/submissions.html", "submissions", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_new(request):
    """Begin with files, or without any: the card comes after."""
    errors = []
    if request.method == "POST":
        kept, errors = _kept(request)
        if kept or (request.POST.get("deed") == "text" and not errors):
            try:
                work = start_submission(by=request.user, files=kept)
            except (SubmissionRefused, ActionRefused) as refusal:
                errors.append(str(refusal))
            else:
                for error in errors:
                    messages.warning(request, error)
                return redirect("library:submission_edit", work.pk)
        elif not errors:
            errors.append(_("Выберите файл или начните без него."))
    context = {"title": _("Новая работа"), "errors": errors, "what_we_take": WHAT_WE_TAKE}
    response = render_room(request, "library/submission_new.html", "submissions", context)
    response.status_code = 422 if errors else 200
    return response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submission_room(request, pk):
    """One work: where it is, what was said, what was sent, what happened."""
    work = get_object_or_404(Submission.objects.for_list().filter(author=request.user), pk=pk)
    if request.method == "POST":
        return _act(request, work)
    facts = facts_of_room(work)
    context = {**facts, "work": work, "title": work.shown_title}
    context["review_template"] = _review_template() if facts["review"] else None
    return render_room(request, "library/submission_room.html", "submissions", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def coauthorship(request, pk):
    """Answer as a co-author from the cabinet: the title and the annotation are all that is shown."""
    row = get_object_or_404(SubmissionAuthor.objects.select_related("submission__author"), pk=pk, user=request.user)
    if row.submission.state not in coauthors.ANSWERABLE:
        raise Http404
    if request.method == "POST":
        if _answer(request, row, request.user):
            return redirect("library:submissions")
        return redirect("library:coauthorship", row.pk)
    context = {"row": row, "work": row.submission, "title": _("Вы соавтор?"), "text": coauthor_text()}
    return render_room(request, "library/coauthorship.html", "submissions", context)


def _kept(request):
    """Return (KeptFiles, refusals in words): one bad file does not stop the others."""
    kept, errors = [], []
    uploads = request.FILES.getlist("files")[:MOST_FILES]
    try:
        demand_room(request.user)
    except SubmissionRefused as refusal:
        return [], [str(refusal)]
    for upload in uploads:
        try:
            kept.append(keep_bytes(content=upload, name=upload.name))
        except FileRefused as refusal:
            errors.append(f"«{upload.name[:80]}»: {refusal.reason}")
    return kept, errors


def _act(request, work):
    deed, _colon, key = request.POST.get("deed", "").partition(":")
    try:
        words = _do(request, work, deed, key)
    except (SubmissionRefused, ActionRefused) as refusal:
        messages.error(request, str(refusal))
        return redirect("library:submission_room", work.pk)
    if words is None:
        raise Http404
    messages.success(request, words)
    if deed == "discard":
        return redirect("library:submissions")
    return redirect("library:submission_edit" if deed == "reopen" else "library:submission_room", work.pk)


def _do(request, work, deed, key):
    """Carry a deed of the room out; return what to say, or None for a deed there is not."""
    if deed == "withdraw":
        submitting.withdraw(submission=work, by=request.user, reason=request.POST.get("reason", ""))
        return _("Работа отозвана. Её можно открыть снова, когда захотите.")
    if deed == "revoke":
        revoke_consent_of_work(submission=work, by=request.user, kind=key)
        return _("Согласие отозвано.")
    if deed == "reopen":
        submitting.reopen(submission=work, by=request.user)
        return _("Работа снова у вас как черновик.")
    if deed == "discard":
        discard_draft(submission=work, by=request.user)
        return _("Черновик удалён.")
    if deed in ("again", "remove"):
        row = get_object_or_404(work.coauthors, pk=key if key.isdigit() else 0)
        verb = coauthors.ask_again if deed == "again" else coauthors.remove_coauthor
        verb(coauthor=row, by=request.user)
        return _("Письмо соавтору отправлено.") if deed == "again" else _("Состав авторов изменён.")
    return None


def _answer(request, row, by):
    """Keep a co-author's answer; tell in a message, return whether it was kept."""
    try:
        coauthors.answer_coauthor(coauthor=row, by=by, **posted_answer(request))
    except (SubmissionRefused, ActionRefused) as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Спасибо, ответ записан. Автор узнает о нём."))
    return True


def _review_template():
    """The part of the room that the review draws, where it is installed."""
    try:
        return select_template(["expertise/author_rounds.html"])
    except TemplateDoesNotExist:
        return None


def count_waiting(user):
    """Return how many works wait for the person, as author or for a co-author's answer, for the number in the menu."""
    asked = SubmissionAuthor.objects.filter(submission=OuterRef("pk"), user=user, state=CoauthorState.ASKED)
    mine = Q(author=user, state__in=MINE_TO_DO)
    # One query: every room of the cabinet shows the number.
    return Submission.objects.filter(mine | Q(Exists(asked), state__in=coauthors.ANSWERABLE)).count()
