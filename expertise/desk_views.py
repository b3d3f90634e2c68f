"""The screens of an expert: invitation, sheet, preview, pages; the same for accounts and for personal links."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ActionRefused
from community.cabinet import render_room
from expertise.agreement import agree_to_judge, agreement_with, must_agree
from expertise.answers import answers_of, missing
from expertise.desk import account_desk, guest_desk
from expertise.desk_screens import draw_agreement, draw_closed_form, draw_invitation, draw_sheet, review_facts
from expertise.enums import AssignmentState, RoundState
from expertise.errors import AnswersRefused, ReviewIncomplete, ReviewRefused, StaleDraft
from expertise.models import ExpertAssignment
from expertise.reviewing import (
    accept_invitation,
    ask_postponement,
    decline_invitation,
    save_review,
    submit_review,
)
from expertise.sheet_form import SheetForm
from expertise.text_changes import changes_since
from expertise.work_pages import judged_files, shown_part
from home.client_address import client_address

MOST_LISTED = 200


@login_required
@never_cache
@require_safe
def review_list(request):
    """Everything one is asked to judge: invitations, work in hand, what was sent."""
    rows = list(ExpertAssignment.objects.of_expert(request.user).select_related("round").order_by("-pk")[:MOST_LISTED])
    today = timezone.localdate()
    pending = [row for row in rows if row.due_on and row.round.state == RoundState.OPEN]
    pending.sort(key=lambda row: row.due_on)
    context = {
        "invited": [row for row in pending if row.state == AssignmentState.INVITED],
        "working": [row for row in pending if row.state == AssignmentState.ACCEPTED],
        "sent": [row for row in rows if row.state == AssignmentState.SUBMITTED],
        "left": [row for row in rows if row not in pending and row.state != AssignmentState.SUBMITTED],
        "today": today,
    }
    return render_room(request, "expertise/review_list.html", "reviews", context)


def _review(request, desk):
    """Show the invitation, the sheet or what was sent; take the verbs of each."""
    if request.method != "POST":
        return _draw(request, desk)
    verb = request.POST.get("verb", "save")
    if _DONE.get(verb) == desk.assignment.state:
        # A second press, or a page that was opened again: what was wanted is done already.
        return redirect(desk.url())
    return _VERBS.get(verb, _save)(request, desk)


def _draw(request, desk, **context):
    state = desk.assignment.state
    if state == AssignmentState.INVITED:
        return draw_invitation(request, desk, **context)
    if state == AssignmentState.SUBMITTED or desk.assignment.round.state != RoundState.OPEN:
        return draw_closed_form(request, desk, **context)
    if must_agree(desk.assignment) and "form" not in context:
        return draw_agreement(request, desk, **context)
    return draw_sheet(request, desk, **context)


def _accept(request, desk):
    if not request.POST.get("no_conflict"):
        refusal = _("Отметьте, что вам ничто не мешает судить беспристрастно.")
        return _draw(request, desk, refusal=refusal, status=422)
    if request.POST.get("agreement"):
        try:
            _keep_agreement(request, desk)
        except (ReviewRefused, ActionRefused) as refusal:
            return _draw(request, desk, refusal=str(refusal), status=422)
    return _do(request, desk, _("Спасибо! Отзыв пишите здесь: всё сохраняется само."), accept_invitation)


def _agree(request, desk):
    try:
        _keep_agreement(request, desk)
    except (ReviewRefused, ActionRefused) as refusal:
        return _draw(request, desk, refusal=str(refusal), status=422)
    return redirect(desk.url())


def _keep_agreement(request, desk):
    text = agreement_with(request.POST.get("agreement", ""))
    agree_to_judge(assignment=desk.assignment, by=desk.by, text=text, address=client_address(request))


def _decline(request, desk):
    reason = request.POST.get("reason", "")
    act = _do(
        request, desk, _("Спасибо, что ответили. Методист позовёт другого эксперта."), decline_invitation, reason=reason
    )
    return redirect("expertise:review_list") if act.status_code == 302 and not desk.key else act


def _postpone(request, desk):
    text = request.POST.get("until", "")
    try:
        until = datetime.date.fromisoformat(text)
    except ValueError:
        refusal = _("Выберите дату, до которой нужен срок.")
        return _draw(request, desk, refusal=refusal, status=422)
    reason = request.POST.get("reason", "")
    said = _("Просьба отправлена методисту. Пока он не ответил, действует прежний срок.")
    return _do(request, desk, said, ask_postponement, until=until, reason=reason)


def _do(request, desk, said, verb, **arguments):
    """Call a verb; thank and return to the desk, or show the refusal on the same screen with what was typed."""
    try:
        verb(assignment=desk.assignment, by=desk.by, **arguments)
    except (ReviewRefused, ActionRefused) as refusal:
        return _draw(request, desk, refusal=str(refusal), typed=request.POST, status=422)
    messages.success(request, said)
    return redirect(desk.url())


def _save(request, desk):
    """Keep the sheet; with the verb «check» go on to the preview. What was typed is shown again whatever happens."""
    form = SheetForm.of_post(desk.assignment.round.criteria_list, request.POST)
    try:
        _keep(desk, form, request.POST)
    except StaleDraft as stale:
        return _draw(request, desk, form=form, stale=stale, status=409)
    except AnswersRefused as refusal:
        context = {"form": form.with_errors(refusal.fields), "refusal": str(refusal)}
        return _draw(request, desk, **context, status=422)
    except (ReviewRefused, ActionRefused) as refusal:
        return _draw(request, desk, form=form, refusal=str(refusal), status=409)
    if request.POST.get("verb") == "check":
        gaps = missing(answers_of(desk.assignment), desk.assignment.round.criteria_list)
        return _draw_gaps(request, desk, gaps) if gaps else redirect(desk.url("review_preview"))
    messages.success(request, _("Сохранено. Отзыв пока видите только вы."))
    return redirect(desk.url())


def _draw_gaps(request, desk, gaps):
    """Show the kept sheet with a link to every place where something is still missing."""
    form = SheetForm(desk.assignment.round.criteria_list, answers_of(desk.assignment), errors=gaps)
    refusal = _("Лист сохранён, но отправить его рано: не всё заполнено.")
    return _draw(request, desk, form=form, refusal=refusal, status=422)


def _submit(request, desk):
    """Send what is kept: the button stands under the preview."""
    number = request.POST.get("draft_number", "")
    try:
        submit_review(assignment=desk.assignment, by=desk.by, draft_number=int(number) if number.isdecimal() else -1)
    except ReviewIncomplete as refusal:
        return _draw_gaps(request, desk, refusal.fields)
    except StaleDraft:
        messages.warning(request, _("Пока вы смотрели, лист изменили в другом окне. Проверьте отзыв ещё раз."))
        return redirect(desk.url("review_preview"))
    except (ReviewRefused, ActionRefused) as refusal:
        return _draw(request, desk, refusal=str(refusal), status=409)
    messages.success(request, _("Отзыв отправлен. Спасибо за работу!"))
    return redirect(desk.url())


_DONE = {"accept": AssignmentState.ACCEPTED, "submit": AssignmentState.SUBMITTED}
_VERBS = {
    "accept": _accept,
    "agree": _agree,
    "decline": _decline,
    "postpone": _postpone,
    "save": _save,
    "check": _save,
    "submit": _submit,
}


@require_POST
def _review_save(request, desk):
    """Keep the sheet while it is being written: answers in JSON, for the script."""
    form = SheetForm.of_post(desk.assignment.round.criteria_list, request.POST)
    try:
        number = _keep(desk, form, request.POST)
    except StaleDraft as stale:
        return JsonResponse({"stale": stale.current, "said": str(stale)}, status=409)
    except AnswersRefused as refusal:
        return JsonResponse({"errors": refusal.fields, "said": str(refusal)}, status=422)
    except (ReviewRefused, ActionRefused) as refusal:
        return JsonResponse({"closed": True, "said": str(refusal)}, status=403)
    saved = date_format(timezone.localtime(desk.assignment.saved_at), "H:i")
    return JsonResponse({"draft_number": number, "saved_at": saved, "total": form.total})


def _keep(desk, form, post):
    number = post.getlist("draft_number")[-1:] or [""]
    wanted = int(number[0]) if number[0].isdecimal() else -1
    return save_review(assignment=desk.assignment, by=desk.by, draft_number=wanted, answers=form.answers)


@require_safe
def _review_preview(request, desk):
    """Show the review as its author will read it, and the button that sends it."""
    if desk.assignment.state != AssignmentState.ACCEPTED or must_agree(desk.assignment):
        return redirect(desk.url())
    context = {**review_facts(desk), "is_preview": True}
    return render(request, "expertise/review_preview.html", context)


@require_safe
def _review_pages(request, desk):
    """More pages of one file, `?file=N&from=N`: a page of its own, of which the script takes the leaves."""
    if must_agree(desk.assignment):
        return redirect(desk.url())
    files = {str(one.number): one for one in judged_files(desk.assignment.round)}
    number, first = request.GET.get("file", "1"), request.GET.get("from", "1")
    if number not in files or not (first.isascii() and first.isdecimal() and 1 <= int(first[:9]) <= 10**6):
        raise Http404
    shown = shown_part(files[number], int(first[:9]))
    context = {"desk": desk, "crumbs": desk.crumbs, "file": shown, "pages_url": desk.url("review_pages")}
    return render(request, "expertise/review_pages.html", context)


@require_safe
def _review_changes(request, desk):
    """What has changed in the text of the files since the expert's last review."""
    if must_agree(desk.assignment):
        return redirect(desk.url())
    context = {"desk": desk, "crumbs": desk.crumbs, "files": changes_since(desk.assignment)}
    return render(request, "expertise/review_changes.html", context)


def _doors(view):
    """Return the view from the cabinet and the one by a personal link."""
    return account_desk(view), guest_desk(view)


review, guest_review = _doors(_review)
review_save, guest_review_save = _doors(_review_save)
review_preview, guest_review_preview = _doors(_review_preview)
review_pages, guest_review_pages = _doors(_review_pages)
review_changes, guest_review_changes = _doors(_review_changes)
