"""What visitors read of public expertises at a work; nothing is asked where a work has none."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from expertise.enums import RoundState
from expertise.models import PublicReview
from expertise.outcome_words import mark_ru
from home.remembered import Remembered

_pages = Remembered()


@dataclass(frozen=True)
class PublicReviewView:
    """The newest public expertise of a work. `stage`: «soon», «open», «counting» (over, not published) or «published»."""

    stage: str
    starts_on: date
    ends_on: date
    call: str
    experts: int
    rubric: str
    criteria: tuple
    remarks: tuple
    summary: str
    published_at: object
    answer: str
    answered_at: object


def public_review_view(page):
    """Return the PublicReviewView of `page`, or None; of most works without a query."""
    if page.pk not in _pages.get("pages", _pages_with_one):
        return None
    rows = PublicReview.objects.filter(round__page=page.pk).exclude(round__state=RoundState.CANCELLED)
    review = rows.select_related("round").order_by("-pk").first()
    if review is None:
        return None
    facts = review.facts if review.published_at else {}
    return PublicReviewView(
        stage=_stage(review),
        starts_on=review.starts_on,
        ends_on=review.round.last_day,
        call=review.call,
        experts=facts.get("experts", 0),
        rubric=facts.get("rubric", ""),
        criteria=tuple({**row, "median": mark_ru(row["median"])} for row in facts.get("criteria", [])),
        remarks=tuple(facts.get("remarks", [])),
        summary=review.summary if review.published_at else "",
        published_at=review.published_at,
        answer=review.answer if review.is_over else "",
        answered_at=review.answered_at,
    )


def _stage(review):
    if review.is_over:
        return "published" if review.published_at else "counting"
    if review.takes_volunteers:
        return "open"
    return "soon" if review.starts_on > timezone.localdate() else "counting"


def _pages_with_one():
    return frozenset(PublicReview.objects.values_list("round__page_id", flat=True))
