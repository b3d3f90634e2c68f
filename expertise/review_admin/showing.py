"""What the screen of a round is given."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from expertise.agreement import agreed_texts
from expertise.answers import answers_of, total_of
from expertise.candidates import candidates_for
from expertise.clean_files import names_left
from expertise.enums import VOLUNTEER_MOVES, AssignmentState, CleanState, PostponementState, RoundPurpose, RoundState
from expertise.models import PublicReview
from expertise.outcome import compose
from expertise.outcome_words import mark_ru
from expertise.review_admin.deeds import choices_for
from expertise.showing import place_of

TONES = {
    AssignmentState.INVITED: "info",
    AssignmentState.ACCEPTED: "info",
    AssignmentState.SUBMITTED: "ok",
    AssignmentState.DECLINED: "wait",
    AssignmentState.DISMISSED: "none",
    AssignmentState.CANCELLED: "none",
}


@dataclass(frozen=True)
class ExpertRow:
    """An expert on the screen: what is awaited, what was sent, what can be done. `total` is per cent or None.

    `agreement` is the wording of the expert's obligations that he has agreed to, or None."""

    assignment: object
    tone: str
    is_late: bool
    total: int | None
    request: object
    choices: list
    review_url: str
    agreement: object


def round_context(review_round, user):
    """Return everything the screen of one round shows: a constant number of queries."""
    is_open = review_round.state == RoundState.OPEN
    rows = _expert_rows(review_round, is_open)
    files = list(review_round.files.select_related("file", "clean_file"))
    left = names_left(review_round)
    return {
        "round": review_round,
        "is_open": is_open,
        "rows": rows,
        "sent": sum(row.assignment.state == AssignmentState.SUBMITTED for row in rows),
        "going": sum(row.assignment.due_on is not None for row in rows) if is_open else 0,
        "files": [{"file": one, "names": left.get(one.pk, [])} for one in files],
        "public": _public(review_round),
        "names_in_card": left.get("card", []),
        "undecided": any(one.clean_state == CleanState.FAILED for one in files),
        "candidates": candidates_for(review_round) if is_open else [],
        "page_url": reverse("wagtailadmin_pages:edit", args=[review_round.page_id]) if review_round.page_id else "",
        "breadcrumbs_items": crumbs((review_round.title, "")),
        "header_title": _("Круг %(number)d: %(title)s") % {"number": review_round.number, "title": review_round.title},
        "header_icon": "clipboard-list",
    }


def _public(review_round):
    """What the screen of a public round has more: its window, volunteers and, when it is over, the outcome; else None."""
    if review_round.purpose != RoundPurpose.PUBLIC:
        return None
    review = PublicReview.objects.filter(round=review_round).prefetch_related("volunteers").first()
    if review is None:
        return None
    review.round = review_round
    outcome = compose(review_round) if review.is_over else None
    return {
        "review": review,
        "volunteers": [(row, VOLUNTEER_MOVES[row.state]) for row in review.volunteers.all()],
        "outcome": outcome,
        "criteria": [(row.criterion.title, mark_ru(row.median), row.best) for row in outcome.criteria]
        if outcome
        else [],
        "remarks": [(row, place_of(row)) for row in outcome.remarks] if outcome else [],
    }


def crumbs(*more):
    """Return the trail above a screen: (label, address) pairs after the list of rounds."""
    trail = [(_("Главная"), reverse("wagtailadmin_home")), (_("Круги экспертизы"), reverse("review_admin:rounds"))]
    return [{"label": label, "url": url} for label, url in [*trail, *more]]


def _expert_rows(review_round, is_open):
    today = timezone.localdate()
    rows = review_round.assignments.select_related("expert").prefetch_related("scores", "remarks", "postponements")
    found = list(rows)
    agreements = agreed_texts(found)
    return [_expert_row(review_round, row, is_open, today, agreements[row.pk]) for row in found]


def _expert_row(review_round, row, is_open, today, agreement):
    row.round = review_round
    asked = [one for one in row.postponements.all() if one.state == PostponementState.ASKED]
    # A review that is being written is its expert's alone.
    is_sent = row.state == AssignmentState.SUBMITTED
    return ExpertRow(
        assignment=row,
        tone=TONES[row.state],
        is_late=is_open and bool(row.due_on) and row.due_on < today,
        total=total_of(answers_of(row), review_round.criteria_list) if is_sent else None,
        request=asked[0] if asked and is_open else None,
        choices=choices_for(row) if is_open else [],
        review_url=reverse("review_admin:review", args=[review_round.pk, row.pk]) if is_sent else "",
        agreement=agreement,
    )
