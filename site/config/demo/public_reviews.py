"""Public expertise of the demo: a window that has closed, its outcome and what was mended (D9)."""

from datetime import timedelta

from django.utils import timezone

from community.consents import current_texts
from community.enums import ConsentKind
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.models import PublicReview, Remark, ReviewRound, Rubric
from expertise.public_reviews import answer_public_review, close_public_review, publish_public_review
from expertise.reviewing import accept_invitation, save_review, submit_review
from expertise.volunteers import admit_volunteer, volunteer
from library.desk.review import open_public_review
from library.models import MaterialPage
from library.schemes import scheme_for


def seed_public_reviews(section, rows, people):
    """Hold the public expertise of each row of public_reviews.yaml, unless the work has one already."""
    for facts in rows:
        page = MaterialPage.objects.child_of(section).get(slug=facts["work"])
        if not PublicReview.objects.filter(round__page=page.pk).exists():
            _hold(page, facts, people["editor"])


def _hold(page, facts, keeper):
    today = timezone.localdate()
    review = open_public_review(
        page=page,
        by=keeper,
        rubric=scheme_for(page.kind).rubric or Rubric.objects.active().first(),
        call=facts["call"],
        starts_on=today,
        ends_on=today + timedelta(days=facts["days"]),
    )
    for expert in facts["experts"]:
        _judge(review, expert, keeper)
    close_public_review(review=review, by=keeper)
    remarks = Remark.objects.sent().filter(assignment__round=review.round)
    publish_public_review(review=review, by=keeper, summary=facts["summary"], remarks=remarks)
    answer_public_review(review=review, by=keeper, text=facts["answer"])
    # Told as it was some weeks ago: nobody opens a window in the past, and the demo begins today.
    start = today - timedelta(days=facts["days_ago"])
    PublicReview.objects.filter(pk=review.pk).update(starts_on=start)
    ReviewRound.objects.filter(pk=review.round_id).update(last_day=start + timedelta(days=facts["days"]))


def _judge(review, facts, keeper):
    text = current_texts([ConsentKind.EXPERT])[ConsentKind.EXPERT]
    who = {name: facts[name] for name in ("name", "email")}
    volunteer(review=review, **who, place="Снегирёво (пример)", part="общественный эксперт (пример)", text=text)
    assignment = admit_volunteer(volunteer=review.volunteers.get(email=facts["email"]), by=keeper)
    accept_invitation(assignment=assignment, by=assignment)
    criteria = review.round.criteria_list
    marks = {
        row.pk: MarkGiven(mark=min(facts["mark"], row.levels[-1][0]), comment="Видно по тексту.") for row in criteria
    }
    given = SheetAnswers(
        marks=marks,
        remarks=(RemarkGiven(text=facts["remark"]),),
        recommendation=facts["recommendation"],
        text=facts["text"],
    )
    number = save_review(assignment=assignment, by=assignment, draft_number=0, answers=given)
    submit_review(assignment=assignment, by=assignment, draft_number=number)
