"""Who has left a post hears no more of it, and who holds it now does: no letter goes to nobody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.enums import Role
from accounts.models import User
from community.digests import send_digests
from community.enums import Letters, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail
from expertise.chair_reminders import remind_of_decisions
from expertise.concluding import return_draft
from expertise.enums import Recommendation
from expertise.models import ChairReminder, Conclusion, ExpertAssignment
from expertise.reminders import remind_of_reviews
from expertise.terms import dismiss_expert
from home.models import SiteSettings
from library.desk.reminders import remind_of_works
from library.models import Submission, SubmissionReminder
from library.submission_enums import SubmissionState
from library.submitting import withdraw
from tests.expertise import making_outcomes
from tests.expertise.making_reviews import accepted, methodist, opened, work
from tests.library.making_submissions import judged, sent_work
from tests.making import person

pytestmark = pytest.mark.django_db
# A Wednesday of a week without holidays, at noon.
NOW = timezone.make_aware(timezone.datetime(2026, 9, 16, 12))
YESTERDAY = NOW.date() - timedelta(days=1)


def loses_the_role(user):
    user.groups.clear()


def closes_the_account(user):
    User.objects.filter(pk=user.pk).update(is_active=False)


def comes_to_have_a_part(user):
    Submission.objects.update(author=user)


LEAVING = pytest.mark.parametrize("leave", [loses_the_role, closes_the_account])


def written_to():
    return sorted(letter.recipients[0] for letter in OutboxMail.objects.all())


def late_review(sections, keeper):
    """An expert's review is late."""
    assignment = accepted(opened(work(sections, person(Role.TEACHER)), keeper), keeper)
    ExpertAssignment.objects.update(work_due_on=YESTERDAY)
    OutboxMail.objects.all().delete()
    return assignment


# Who keeps a round ------------------------------------------------------------------------------------------------------


@LEAVING
def test_of_a_late_review_the_methodists_hear_in_place_of_one_who_has_left(sections, leave):
    keeper = methodist()
    assignment = late_review(sections, keeper)
    colleague = methodist()
    leave(keeper)
    assert remind_of_reviews(now=NOW) == (1, 0)
    assert written_to() == sorted([assignment.expert.email, colleague.email])


def test_where_no_methodist_is_left_the_centre_itself_hears(sections):
    keeper = methodist()
    assignment = late_review(sections, keeper)
    loses_the_role(keeper)
    site = SiteSettings.for_site(sections["home"].get_site())
    site.email = "centre@example.org"
    site.save()
    remind_of_reviews(now=NOW)
    assert written_to() == sorted([assignment.expert.email, "centre@example.org"])


@LEAVING
def test_a_draft_comes_back_to_who_keeps_the_round_where_its_writer_has_left(sections, monkeypatch, leave):
    works = making_outcomes.let_pages_be_judged(monkeypatch)
    review_round = making_outcomes.open_round(making_outcomes.work(sections, works))
    making_outcomes.review(review_round, 1)
    writer, chair = making_outcomes.methodist(), making_outcomes.chair()
    draft = making_outcomes.drafted(review_round, by=writer, reason="Один")
    colleague = making_outcomes.methodist()
    leave(writer)
    OutboxMail.objects.all().delete()
    return_draft(conclusion=draft, by=chair, words="Добавьте о нормах.")
    assert written_to() == [colleague.email]


# Experts ----------------------------------------------------------------------------------------------------------------


def test_an_expert_whose_account_is_closed_gets_no_letter_and_the_methodist_hears_of_the_date(sections):
    keeper = methodist()
    assignment = late_review(sections, keeper)
    closes_the_account(assignment.expert)
    assert remind_of_reviews(now=NOW) == (1, 0)
    assert written_to() == [keeper.email]


def test_an_experts_post_is_the_case_itself_until_it_is_taken_back(sections):
    """Whoever was asked judges, in the group of experts or not (D9); a dismissal ends it, and the letters."""
    keeper = methodist()
    assignment = late_review(sections, keeper)
    loses_the_role(assignment.expert)
    assert remind_of_reviews(now=NOW) == (1, 0)
    assert assignment.expert.email in written_to()
    dismiss_expert(assignment=assignment, by=keeper, reason="Спасибо")
    ExpertAssignment.objects.update(work_due_on=YESTERDAY - timedelta(days=1))
    OutboxMail.objects.all().delete()
    assert remind_of_reviews(now=NOW) == (0, 0)


# Chairs -----------------------------------------------------------------------------------------------------------------


@LEAVING
def test_a_signature_is_waited_for_from_who_chairs_now(sections, monkeypatch, leave):
    works = making_outcomes.let_pages_be_judged(monkeypatch)
    review_round = making_outcomes.open_round(making_outcomes.work(sections, works))
    making_outcomes.review(review_round, 1)
    gone = making_outcomes.chair()
    making_outcomes.drafted(review_round, reason="Один")
    Conclusion.objects.update(offered_at=NOW - timedelta(days=20))
    OutboxMail.objects.all().delete()
    leave(gone)
    assert remind_of_decisions(now=NOW) == (0, 0)
    assert not ChairReminder.objects.exists(), "nobody was told, so it does not count as told"
    new = making_outcomes.chair()
    assert remind_of_decisions(now=NOW) == (1, 0)
    assert written_to() == [new.email]


# Works on their way -----------------------------------------------------------------------------------------------------


def sent(sections, state, **fields):
    fields = {"due_on": YESTERDAY, **fields}
    return sent_work(sections["library"], person(Role.TEACHER, email="author@example.org"), state=state, **fields)


@pytest.mark.parametrize("leave", [loses_the_role, closes_the_account, comes_to_have_a_part])
def test_a_work_whose_methodist_may_look_at_it_no_more_is_waited_for_from_the_others(sections, leave):
    gone, colleague = person(Role.METHODIST), person(Role.METHODIST)
    sent(sections, SubmissionState.CHECKING, claimed_by=gone)
    leave(gone)
    assert remind_of_works(now=NOW) == (1, 0)
    assert written_to() == [colleague.email]


@pytest.mark.parametrize(
    ("state", "role"),
    [
        (SubmissionState.SUBMITTED, Role.METHODIST),
        (SubmissionState.EDITING, Role.EDITOR),
        (SubmissionState.CONFIRMING, Role.CHAIR),
    ],
)
@pytest.mark.parametrize("leave", [loses_the_role, closes_the_account, comes_to_have_a_part])
def test_of_a_post_only_those_hear_who_may_act_in_this_very_case(sections, state, role, leave):
    gone, colleague = person(role), person(role)
    page = sent(sections, state).page
    if state == SubmissionState.CONFIRMING:
        judged(page, verdict=Recommendation.WITH_EDITS)
    leave(gone)
    assert remind_of_works(now=NOW) == (1, 0)
    assert written_to() == [colleague.email]
    assert not Notification.objects.filter(person=gone).exists()


def test_while_a_post_is_empty_nothing_counts_as_told(sections):
    sent(sections, SubmissionState.EDITING)
    assert remind_of_works(now=NOW) == (0, 0)
    assert not SubmissionReminder.objects.exists()
    new = person(Role.TEACHER)
    new.groups.add(Group.objects.get(name=Role.EDITOR))
    assert remind_of_works(now=NOW) == (1, 0)
    assert written_to() == [new.email]


def test_an_author_whose_account_is_closed_gets_no_letter(sections):
    closes_the_account(sent(sections, SubmissionState.RETURNED).author)
    assert remind_of_works(now=NOW) == (0, 0)
    assert written_to() == []


@LEAVING
def test_a_methodist_who_has_left_does_not_hear_what_the_author_does(sections, leave):
    gone = person(Role.METHODIST)
    submission = sent(sections, SubmissionState.CHECKING, claimed_by=gone)
    leave(gone)
    withdraw(submission=Submission.objects.get(pk=submission.pk), by=submission.author)
    assert written_to() == []


def test_a_closed_account_gets_no_letter_of_the_day(sections):
    reader = person(Role.EXPERT)
    LetterChoice.objects.create(person=reader, kind=NoticeKind.REVIEW, letters=Letters.DIGEST)
    late_review(sections, methodist())
    ExpertAssignment.objects.update(expert=reader)
    remind_of_reviews(now=NOW)
    Notification.objects.update(created_at=NOW - timedelta(days=1))
    OutboxMail.objects.all().delete()
    closes_the_account(reader)
    assert send_digests(now=NOW) == (0, 0)
