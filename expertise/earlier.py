"""What an expert sees of earlier rounds: the own review, the author's answers, and what has changed since (peers: the ledger)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from expertise.models import ExpertAssignment


@dataclass(frozen=True)
class EarlierReview:
    """An own review of an earlier round with its remarks; `changes` are [(label, before, now)] of the card since then."""

    assignment: ExpertAssignment
    remarks: list
    changes: list


def earlier_reviews(assignment):
    """Return the EarlierReview rows of the same expert about the same work, the newest first: two queries."""
    review_round = assignment.round
    if review_round.page_id is None or review_round.number == 1:
        return []
    rows = ExpertAssignment.objects.submitted().filter(
        round__page_id=review_round.page_id, round__number__lt=review_round.number
    )
    own = {"guest_email": assignment.guest_email} if assignment.is_guest else {"expert": assignment.expert_id}
    found = rows.filter(**own).select_related("round").prefetch_related("remarks__answer").order_by("-round__number")
    return [EarlierReview(row, list(row.remarks.all()), card_changes(row.round, review_round)) for row in found]


def card_changes(before, now):
    """Return [(label, old value, new value)] of the rows of two rounds' cards that differ; the title is one of them."""
    old = {_("Название"): before.title, **{str(label): value for label, value in before.card}}
    new = {_("Название"): now.title, **{str(label): value for label, value in now.card}}
    labels = [*new, *(label for label in old if label not in new)]
    return [(label, old.get(label, ""), new.get(label, "")) for label in labels if old.get(label) != new.get(label)]
