"""What the templates of an expert's desk are given."""

import datetime

from django.shortcuts import render
from django.utils import timezone

from expertise.agreement import wanted_agreement
from expertise.answers import answers_of, total_of
from expertise.earlier import earlier_reviews
from expertise.enums import AssignmentState, PostponementState
from expertise.sheet_form import SheetForm
from expertise.work_pages import judged_files, shown_files


def desk_context(desk):
    """Return what every screen of the desk shows: the frozen work without the names that are hidden, dates, the trail."""
    assignment, review_round = desk.assignment, desk.assignment.round
    today = timezone.localdate()
    return {
        "desk": desk,
        "address": desk.url(),
        "assignment": assignment,
        "round": review_round,
        "title": review_round.title,
        "card": review_round.card,
        "names": [] if review_round.hides_authors else review_round.names,
        "crumbs": desk.crumbs,
        "today": today,
        "is_late": bool(assignment.due_on) and assignment.due_on < today,
    }


def draw_invitation(request, desk, *, refusal="", typed=None, status=200, **_sheet):
    """Enough to decide, and two answers; a sheet that was sent before the answer is nobody's yet."""
    context = {**desk_context(desk), "refusal": refusal, "typed_reason": typed.get("reason", "") if typed else ""}
    context["agreement"] = wanted_agreement(desk.assignment)
    context["files_count"] = desk.assignment.round.files.count()
    return render(request, "expertise/invitation.html", context, status=status)


def draw_agreement(request, desk, *, refusal="", status=200, **_ignored):
    """The rules have a new wording: it is read before the work goes on."""
    context = {**desk_context(desk), "refusal": refusal, "agreement": wanted_agreement(desk.assignment)}
    return render(request, "expertise/agreement.html", context, status=status)


def draw_sheet(request, desk, *, form=None, refusal="", stale=None, typed=None, status=200):
    """The pages beside the sheet."""
    assignment = desk.assignment
    round_files = judged_files(assignment.round)
    form = form or SheetForm(assignment.round.criteria_list, answers_of(assignment))
    requests = list(assignment.postponements.all())
    context = {
        **desk_context(desk),
        "form": form,
        "refusal": refusal,
        "stale": stale,
        "files": shown_files(round_files),
        "file_choices": [(one.pk, one.title_for_expert, one.number) for one in round_files],
        "save_url": desk.url("review_save"),
        "pages_url": desk.url("review_pages"),
        "changes_url": desk.url("review_changes"),
        "earlier": earlier_reviews(assignment),
        "postponement": requests[0] if requests else None,
        "may_postpone": not any(one.state == PostponementState.ASKED for one in requests),
        "postpone_from": max(assignment.work_due_on, timezone.localdate()) + datetime.timedelta(days=1),
        "typed": typed or {},
    }
    return render(request, "expertise/review_sheet.html", context, status=status)


def draw_closed_form(request, desk, *, refusal="", status=200, **ignored):
    """What was sent, and nothing to change."""
    context = {**review_facts(desk), "refusal": refusal, "form": ignored.get("form")}
    return render(request, "expertise/review_sent.html", context, status=status)


def review_facts(desk):
    """Return the desk's context with the review as it reads: marks with their words, numbered remarks, conclusion."""
    return {**desk_context(desk), "review": written_review(desk.assignment)}


def written_review(assignment):
    """Return the plain facts of a review: {"alias", "marks", "remarks", "text", …}, without the name of its expert.

    `marks` are [(criterion, words of the level or «не применимо», MarkGiven)]; three queries.
    """
    criteria, answers = assignment.round.criteria_list, answers_of(assignment)
    marks = []
    for criterion in criteria:
        given = answers.marks.get(criterion.pk)
        words = dict(criterion.levels).get(given.mark, "") if given else ""
        marks.append({"criterion": criterion, "given": given, "words": words})
    remarks = assignment.remarks.select_related("file__round").order_by("number", "sort_order", "pk")
    return {
        "alias": assignment.alias,
        "marks": marks,
        "remarks": list(remarks),
        "text": answers.text,
        "note": answers.note_to_centre,
        "recommendation": assignment.get_recommendation_display(),
        "total": total_of(answers, criteria),
        "sent_on": assignment.submitted_at if assignment.state == AssignmentState.SUBMITTED else None,
        "draft_number": assignment.draft_number,
    }
