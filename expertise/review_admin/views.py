"""The rounds, one round, one review."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Min, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import ActionRefused
from expertise.desk_screens import written_review
from expertise.enums import PENDING, AssignmentState, RoundState
from expertise.errors import ReviewRefused
from expertise.models import ReviewRound
from expertise.review_admin.access import keepers_only, round_keeper
from expertise.review_admin.deeds import do
from expertise.review_admin.showing import crumbs, round_context
from files.sniffing import FileRefused

PAGE = 30


@keepers_only
@require_GET
def rounds(request):
    """The rounds that go on, or those of another state; those about one's own work are not shown, nor those one judges."""
    state = request.GET.get("state", RoundState.OPEN)
    state = state if state in RoundState.values else RoundState.OPEN
    waited = Q(assignments__state__in=PENDING)
    found = (
        ReviewRound.objects.filter(state=state)
        .exclude(people=request.user)
        .exclude(pk__in=_judged_by(request.user))
        .annotate(
            pending=Count("assignments", filter=waited, distinct=True),
            sent=Count("assignments", filter=Q(assignments__state=AssignmentState.SUBMITTED), distinct=True),
            first_due=Min("assignments__answer_due_on", filter=Q(assignments__state=AssignmentState.INVITED)),
            work_due=Min("assignments__work_due_on", filter=Q(assignments__state=AssignmentState.ACCEPTED)),
        )
        .select_related("opened_by")
        .order_by("-opened_at", "-pk")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("p"))
    today = timezone.localdate()
    for row in page:
        row.due_on = min((day for day in (row.first_due, row.work_due) if day), default=None)
        row.is_late = row.state == RoundState.OPEN and row.due_on is not None and row.due_on < today
    context = {
        "page": page,
        "state": state,
        "states": RoundState.choices,
        "breadcrumbs_items": crumbs(),
        "header_title": _("Круги экспертизы"),
        "header_icon": "clipboard-list",
    }
    return render(request, "expertise/admin/rounds.html", context)


@round_keeper
@require_http_methods(["GET", "POST"])
def round_show(request, review_round):
    """One round: who judges and how it stands; each press is one verb. A refusal keeps what was typed."""
    context, status = {}, 200
    if request.method == "POST":
        try:
            messages.success(request, do(review_round, request.user, request.POST, request.FILES))
            return redirect("review_admin:round", review_round.pk)
        except (ReviewRefused, FileRefused, ActionRefused) as refusal:
            context, status = {"refusal": str(refusal), "typed": request.POST}, 422
    context = {**round_context(review_round, request.user), **context}
    return render(request, "expertise/admin/round.html", context, status=status)


@round_keeper
@require_GET
def review_show(request, review_round, assignment_pk):
    """One review that was sent, with what the expert says to the centre alone."""
    assignment = get_object_or_404(review_round.assignments.select_related("expert"), pk=assignment_pk)
    if assignment.state != AssignmentState.SUBMITTED:
        raise Http404
    assignment.round = review_round
    address = reverse("review_admin:round", args=[review_round.pk])
    context = {
        "review": written_review(assignment),
        "assignment": assignment,
        "breadcrumbs_items": crumbs((review_round.title, address), (assignment.person_name, "")),
        "header_title": _("Отзыв: %s") % assignment.person_name,
        "header_icon": "clipboard-list",
    }
    return render(request, "expertise/admin/review.html", context)


def _judged_by(user):
    return user.review_assignments.reading().values("round")
