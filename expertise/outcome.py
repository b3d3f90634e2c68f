"""The facts of a round, composed for the one who draws the conclusion: marks, spread, disputes, proposals, remarks (B.18).

Experts stand here under the names of the round («Эксперт 2»), whatever the anonymity is: who may know more adds it.
"""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from expertise import scoring
from expertise.enums import PENDING, POSITIVE, AssignmentState, Recommendation
from expertise.models import CriterionScore, ExpertAssignment, Remark, ReviewRound, RoundCriterion

# From the kindest to the strictest: of a tie the stricter is proposed, the chair may think otherwise.
STRICTNESS = [Recommendation.RECOMMEND, Recommendation.WITH_EDITS, Recommendation.REVISE, Recommendation.REJECT]


@dataclass(frozen=True)
class MarkOutcome:
    """One expert's mark by one criterion; `mark` is None for «не применимо» and for what was left out."""

    expert: str
    mark: int | None
    words: str
    is_na: bool
    comment: str


@dataclass(frozen=True)
class CriterionOutcome:
    """How the experts judged one criterion; `best` is the highest mark there is."""

    criterion: RoundCriterion
    best: int
    marks: tuple
    median: float | None
    spread: int | None
    is_disputed: bool

    @property
    def range_label(self):
        """«от 0 до 3»: where the experts part."""
        values = [mark.mark for mark in self.marks if mark.mark is not None]
        return _("от %(low)s до %(high)s") % {"low": min(values), "high": max(values)} if values else ""


@dataclass(frozen=True)
class ReviewOutcome:
    """One review that was sent; `total` is its result in per cent of what could be given, None where nothing was marked."""

    assignment: ExpertAssignment
    expert: str
    recommendation: str
    text: str
    total: float | None

    @property
    def recommendation_label(self):
        """What the expert proposes, in words."""
        return Recommendation(self.recommendation).label


@dataclass(frozen=True)
class Outcome:
    """Everything that the round has brought so far; `pending` experts still work."""

    round: ReviewRound
    criteria: tuple
    reviews: tuple
    remarks: tuple
    pending: int

    @property
    def disputes(self):
        """Criteria on which the experts part by the round's threshold or more."""
        return [row for row in self.criteria if row.is_disputed]

    @property
    def proposals(self):
        """{recommendation: how many experts propose it}, the kindest first."""
        counted = Counter(review.recommendation for review in self.reviews)
        return {wish: counted[wish] for wish in STRICTNESS if counted[wish]}

    @property
    def proposals_part(self):
        """Whether one expert would publish what another would not."""
        return scoring.proposals_part([review.recommendation for review in self.reviews])

    @property
    def needs_one_more(self):
        """Whether the site proposes one more expert: they part, and no third has been asked for it."""
        return bool(self.disputes or self.proposals_part) and len(self.reviews) <= 2 and not self.pending

    @property
    def is_enough(self):
        """Whether as many reviews are in as the centre wants."""
        return len(self.reviews) >= self.round.experts_wanted

    @property
    def proposed_verdict(self):
        """What most experts propose, of a tie the stricter; empty before the first review."""
        proposals = self.proposals
        return max(proposals, key=lambda wish: (proposals[wish], STRICTNESS.index(wish)), default="")

    @property
    def is_positive(self):
        """Whether the proposed verdict publishes the work."""
        return self.proposed_verdict in POSITIVE

    def dissent(self, verdict):
        """Return the reviews that propose something else than `verdict`: they are kept with their own words."""
        return [review for review in self.reviews if review.recommendation != verdict]


def compose(round):
    """Return the Outcome of `round`, in a number of queries that does not depend on its experts.

    Only what was sent counts: a review that is being written or was reopened is its expert's alone.
    """
    assignments = list(ExpertAssignment.objects.filter(round=round).order_by("alias"))
    sent = [row for row in assignments if row.state == AssignmentState.SUBMITTED]
    scores = CriterionScore.objects.filter(assignment__in=sent).order_by("assignment__alias")
    by_criterion = {criterion.pk: [] for criterion in round.criteria_list}
    for score in scores:
        by_criterion[score.criterion_id].append(score)
    names = {row.pk: expert_label(row) for row in sent}
    criteria = tuple(_criterion(row, by_criterion[row.pk], names, round.dispute_from) for row in round.criteria_list)
    return Outcome(
        round=round,
        criteria=criteria,
        reviews=tuple(_review(row, round, by_criterion) for row in sent),
        remarks=tuple(remarks_of(round)),
        pending=sum(row.state in PENDING for row in assignments),
    )


def remarks_of(round):
    """Return the remarks of the reviews that were sent, by their numbers, with answers and places, in one query."""
    return Remark.objects.sent().filter(assignment__round=round).select_related("answer", "file", "assignment")


def expert_label(assignment):
    """Return the name of an expert in the round: «Эксперт 2»."""
    return _("Эксперт %d") % assignment.alias


def facts_of(outcome, verdict):
    """Return what a signed conclusion keeps of `outcome` as JSON: no names, nothing that leads to an account."""
    return {
        "criteria": [
            {
                "group": row.criterion.group,
                "title": row.criterion.title,
                "weight": row.criterion.weight,
                "best": row.best,
                "median": row.median,
                "spread": row.spread,
                "is_disputed": row.is_disputed,
                "marks": [[mark.expert, mark.mark, mark.is_na] for mark in row.marks],
            }
            for row in outcome.criteria
        ],
        "proposals": [[review.expert, review.recommendation] for review in outcome.reviews],
        "totals": [
            [review.expert, None if review.total is None else round(review.total)] for review in outcome.reviews
        ],
        "dissent": [[review.expert, review.recommendation, review.text] for review in outcome.dissent(verdict)],
    }


def best_mark(criterion):
    """Return the highest mark of a frozen criterion."""
    return max((mark for mark, _words in criterion.levels), default=0)


def _criterion(criterion, scores, names, dispute_from):
    marks = [scoring.Mark(criterion.pk, score.assignment_id, score.mark) for score in scores]
    standing = next(iter(scoring.standings(marks, dispute_from)), None)
    words = dict(map(tuple, criterion.levels))
    return CriterionOutcome(
        criterion=criterion,
        best=best_mark(criterion),
        marks=tuple(
            MarkOutcome(names[s.assignment_id], s.mark, words.get(s.mark, ""), s.is_na, s.comment) for s in scores
        ),
        median=standing.median if standing else None,
        spread=standing.spread if standing else None,
        is_disputed=bool(standing and standing.is_disputed),
    )


def _review(assignment, round, by_criterion):
    marks = {
        criterion: score.mark
        for criterion, scores in by_criterion.items()
        for score in scores
        if score.assignment_id == assignment.pk
    }
    weights = {row.pk: row.weight for row in round.criteria_list}
    highest = {row.pk: best_mark(row) for row in round.criteria_list}
    return ReviewOutcome(
        assignment=assignment,
        expert=expert_label(assignment),
        recommendation=assignment.recommendation,
        text=assignment.text,
        total=scoring.total(marks, weights, highest),
    )
