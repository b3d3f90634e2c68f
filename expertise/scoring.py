"""The arithmetic of marks. It knows nothing of Django: numbers in, numbers out.

«Не применимо» is left out of every mean and is never zero (design §7; peers: a fault of Hypha's).
"""

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Mark:
    """One expert's mark by one criterion. `value` is None for «не применимо» and for what is not judged yet."""

    criterion: int
    expert: int
    value: int | None


@dataclass(frozen=True)
class Standing:
    """How experts judged one criterion: `count` of marks, their median, the spread (highest less lowest)."""

    criterion: int
    count: int
    median: float | None
    spread: int | None
    is_disputed: bool


def total(marks, weights, highest):
    """Return a review's result in per cent of what the judged criteria could give, or None when none is judged.

    `marks` is {criterion: mark or None}, `weights` and `highest` {criterion: weight} and {criterion: best mark}.
    Formula: 100 · Σ wᵢ·mᵢ/Mᵢ / Σ wᵢ over criteria with a mark (H11: the weights and scales are the centre's).
    """
    judged = {key: mark for key, mark in marks.items() if mark is not None and highest[key]}
    weight = sum(weights[key] for key in judged)
    if not weight:
        return None
    return 100 * sum(weights[key] * mark / highest[key] for key, mark in judged.items()) / weight


def standings(marks, dispute_from):
    """Return a Standing for each criterion named in `marks`, in the order of its first mark.

    `dispute_from` is the least difference of marks that is a dispute, or None for never. One mark disputes nothing.
    """
    by_criterion = {}
    for mark in marks:
        by_criterion.setdefault(mark.criterion, [])
        if mark.value is not None:
            by_criterion[mark.criterion].append(mark.value)
    return [_standing(criterion, values, dispute_from) for criterion, values in by_criterion.items()]


def proposals_part(recommendations):
    """Tell whether experts' recommendations differ so that the work would be published by one and not by another.

    `recommendations` are strings of expertise.enums.Recommendation: «recommend» and «with_edits» publish.
    """
    publishes = {recommendation in {"recommend", "with_edits"} for recommendation in recommendations}
    return len(publishes) > 1


def _standing(criterion, values, dispute_from):
    if not values:
        return Standing(criterion, 0, None, None, False)
    spread = max(values) - min(values)
    disputed = dispute_from is not None and len(values) > 1 and spread >= dispute_from
    return Standing(criterion, len(values), median(values), spread, disputed)
