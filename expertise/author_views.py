"""The author reads the conclusion of his work, answers it and its remarks, and may appeal."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import ActionRefused, can
from accounts.posting import posted_from
from expertise.answering import answer_remark
from expertise.author_forms import AnswerForm, AppealForm, RemarkAnswerForm
from expertise.author_voice import answer_conclusion, appeal_conclusion
from expertise.deciding import has_part
from expertise.models import Conclusion
from expertise.outcome import remarks_of
from expertise.outcome_errors import ConclusionRefused
from expertise.reviewable import reviewable_of
from expertise.showing import author_round

# By its number in the round: keys of the database are nobody's business.
NAME = "remark-%d"


@login_required
@never_cache
@require_safe
def author_conclusion(request, pk):
    """Show the composed conclusion before it is published: to the author and co-authors."""
    return _show(request, _own(request, pk))


@posted_from("expertise:author_conclusion", "pk")
@never_cache
def author_answer(request, pk):
    """Take the author's answer to the conclusion."""
    conclusion, form = _own(request, pk), AnswerForm(request.POST)
    return _take(request, conclusion, "answer_form", form, answer_conclusion, _("Ответ отправлен."))


@posted_from("expertise:author_conclusion", "pk")
@never_cache
def author_appeal(request, pk):
    """Take the author's appeal."""
    conclusion, form = _own(request, pk), AppealForm(request.POST)
    return _take(request, conclusion, "appeal_form", form, appeal_conclusion, _("Апелляция отправлена председателю."))


@posted_from("expertise:author_conclusion", "pk")
@never_cache
def author_remarks(request, pk):
    """Take the answers to remarks, each by itself: what cannot be taken stays as it was typed, with the reason."""
    conclusion = _own(request, pk)
    forms, taken = {}, 0
    for remark in remarks_of(conclusion.round):
        form = RemarkAnswerForm(request.POST, prefix=NAME % remark.number)
        forms[remark.number] = form
        if form.is_valid() and _is_new(form, remark):
            taken += _answer(remark, request.user, form)
    if any(form.errors for form in forms.values()):
        messages.warning(request, _("Не все ответы приняты: причина написана рядом, набранное осталось."))
        return _show(request, conclusion, remark_forms=forms, status=422)
    messages.success(request, _("Сохранено ответов: %d.") % taken)
    return redirect("expertise:author_conclusion", conclusion.pk)


def _is_new(form, remark):
    data, known = form.cleaned_data, getattr(remark, "answer", None)
    said = (data["kind"], data["text"].strip())
    return any(said) and said != ((known.kind, known.text) if known else ("", ""))


def _answer(remark, user, form):
    try:
        answer_remark(remark=remark, by=user, kind=form.cleaned_data["kind"], text=form.cleaned_data["text"])
    except (ActionRefused, ConclusionRefused) as refusal:
        form.add_error("text", str(refusal))
        return 0
    return 1


def _take(request, conclusion, name, form, verb, thanks):
    if form.is_valid():
        try:
            verb(conclusion=conclusion, by=request.user, **form.cleaned_data)
        except (ActionRefused, ConclusionRefused) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, thanks)
            return redirect("expertise:author_conclusion", conclusion.pk)
    return _show(request, conclusion, status=422, **{name: form})


def _show(request, conclusion, status=200, remark_forms=None, **forms):
    page = conclusion.round.page.specific
    view = author_round(conclusion.round)
    remarks = [(row, (remark_forms or {}).get(row.number) or _remark_form(row)) for row in view.remarks]
    title = _("Заключение № %s") % conclusion.label
    room = reviewable_of(page).room(page)
    context = {
        "title": title,
        "crumbs": [
            {"title": _("Главная"), "url": "/"},
            {"title": page.title, "url": room},
            {"title": title, "url": ""},
        ],
        "work_title": conclusion.round.title,
        "room_url": room,
        "round": view,
        "remarks": remarks,
        "keep_key": f"conclusion-{conclusion.pk}",
        "is_author": bool(can(request.user, "answer", conclusion)),
        "answer_form": AnswerForm(),
        "appeal_form": AppealForm(),
        **forms,
    }
    return render(request, "expertise/author_conclusion.html", context, status=status)


def _remark_form(row):
    initial = {"kind": row.answer_kind, "text": row.answer_text}
    return RemarkAnswerForm(initial=initial, prefix=NAME % row.number)


def _own(request, pk):
    found = Conclusion.objects.in_register().select_related("round__page")
    conclusion = get_object_or_404(found, pk=pk)
    if conclusion.round.page is None or not has_part(request.user, conclusion.round.page):
        raise Http404
    return conclusion
