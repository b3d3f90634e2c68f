"""Each timer of the review and the library: one bad row stops nobody, is logged and counted, and is tried again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community import notices
from community.digests import send_digests
from community.enums import Letters, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail
from community.notices import notify
from expertise.chair_reminders import remind_of_decisions
from expertise.models import Conclusion, ExpertAssignment
from expertise.reminders import remind_of_reviews
from library.desk import reminders
from library.desk.reminders import remind_of_works, take_silence_for_consent
from library.models import Platform, Submission
from library.replenishment.reminders import remind_of_replenishment
from library.submission_enums import SubmissionState
from library.submission_timers import see_to_forgotten_drafts
from tests.expertise import making_outcomes
from tests.expertise.making_reviews import invited, methodist, opened, work
from tests.library.making_submissions import sent_work
from tests.library.submissions import draft
from tests.making import person

pytestmark = pytest.mark.django_db
BAD, GOOD = "bad@example.org", "good@example.org"
# A Wednesday of a week without holidays.
NOW = timezone.make_aware(timezone.datetime(2026, 9, 16, 10))
YESTERDAY = NOW.date() - timedelta(days=1)


@pytest.fixture
def broken_letter(monkeypatch):
    """A letter to BAD cannot be written while there is something in the list."""
    keep, is_broken = notices._keep, []

    def keep_unless_broken(**fields):
        if is_broken and fields["recipients"] == [BAD]:
            raise RuntimeError("no such template")
        return keep(**fields)

    monkeypatch.setattr(notices, "_keep", keep_unless_broken)
    return is_broken


def reviews(sections, monkeypatch):
    """Two experts whose days to answer are over."""
    keeper = methodist()
    for email in (BAD, GOOD):
        invite = invited(opened(work(sections), keeper), keeper, person(Role.EXPERT))
        type(invite.expert).objects.filter(pk=invite.expert_id).update(email=email)
    ExpertAssignment.objects.update(answer_due_on=NOW.date())
    OutboxMail.objects.all().delete()
    return remind_of_reviews


def decisions(sections, monkeypatch):
    """Two drafts that wait too long, each for a chair of its own: each chair is the author of the other work."""
    works = making_outcomes.let_pages_be_judged(monkeypatch)
    chairs = [making_outcomes.chair(email=email) for email in (BAD, GOOD)]
    for number, author in enumerate(reversed(chairs)):
        page = making_outcomes.work(sections, works, f"Работа {number}", author=author)
        review_round = making_outcomes.open_round(page)
        making_outcomes.review(review_round, 1)
        making_outcomes.review(review_round, 2)
        making_outcomes.drafted(review_round)
    Conclusion.objects.update(offered_at=NOW - timedelta(days=20))
    OutboxMail.objects.all().delete()
    return remind_of_decisions


def works(sections, monkeypatch):
    """Two authors who are late with their edits."""
    for email in (BAD, GOOD):
        author = person(Role.TEACHER, email=email)
        sent_work(sections["library"], author, state=SubmissionState.RETURNED, due_on=YESTERDAY)
    return remind_of_works


def drafts(sections, monkeypatch):
    """Two authors who have forgotten their drafts."""
    for email in (BAD, GOOD):
        draft(person(Role.TEACHER, email=email))
    Submission.objects.update(saved_at=NOW - timedelta(days=400))
    return see_to_forgotten_drafts


def digests(sections, monkeypatch):
    """Two people who want one letter a day."""
    for email in (BAD, GOOD):
        reader = person(Role.TEACHER, email=email)
        LetterChoice.objects.create(person=reader, kind=NoticeKind.REVIEW, letters=Letters.DIGEST)
        notify(person=reader, kind=NoticeKind.REVIEW, subject="Новость", template="x", context={}, url="/cabinet/")
    Notification.objects.update(created_at=NOW - timedelta(days=1))
    return send_digests


def replenishment(sections, monkeypatch):
    """Two platforms that are behind."""
    for email in (BAD, GOOD):
        Platform.objects.create(name=f"Площадка {email}", code=email, responsible=person(Role.METHODIST, email=email))
    return remind_of_replenishment


@pytest.mark.parametrize("prepare", [reviews, decisions, works, drafts, digests, replenishment])
def test_who_cannot_be_written_to_holds_up_nobody_and_hears_of_it_later(
    sections, monkeypatch, caplog, broken_letter, prepare
):
    run = prepare(sections, monkeypatch)
    broken_letter.append(True)
    # 16 September is between the marks of the replenishment: a clock that stood still catches up.
    counts = run(now=NOW)
    assert (counts[0], counts[-1]) == (1, 1)
    assert [letter.recipients for letter in OutboxMail.objects.all()] == [[GOOD]]
    assert "no such template" in caplog.text
    broken_letter.clear()
    counts = run(now=NOW + timedelta(minutes=1))
    assert (counts[0], counts[-1]) == (1, 0)
    assert sorted(letter.recipients for letter in OutboxMail.objects.all()) == [[BAD], [GOOD]]
    counts = run(now=NOW + timedelta(minutes=2))
    assert (counts[0], counts[-1]) == (0, 0)


def test_a_work_that_cannot_go_on_to_the_editor_holds_up_no_other(sections, monkeypatch, caplog):
    silent = [
        sent_work(sections["library"], person(Role.TEACHER), state=SubmissionState.DECIDED, due_on=YESTERDAY)
        for _number in range(3)
    ]
    move = reminders.move

    def move_but_the_first(*, submission, **fields):
        move(submission=submission, **fields)
        if submission.pk == silent[0].pk:
            raise RuntimeError("the workflow is lost")

    monkeypatch.setattr(reminders, "move", move_but_the_first)
    assert take_silence_for_consent(now=NOW) == (2, 1)
    assert "the workflow is lost" in caplog.text
    states = [Submission.objects.get(pk=one.pk).state for one in silent]
    assert states == [SubmissionState.DECIDED, SubmissionState.EDITING, SubmissionState.EDITING]
    monkeypatch.setattr(reminders, "move", move)
    assert take_silence_for_consent(now=NOW) == (1, 0)
    assert take_silence_for_consent(now=NOW) == (0, 0)


def test_a_draft_that_cannot_be_deleted_is_counted_and_the_others_go(sections, monkeypatch):
    for _number in range(2):
        draft(person(Role.TEACHER))
    Submission.objects.update(saved_at=NOW - timedelta(days=400), warned_at=NOW - timedelta(days=40))
    stuck, delete = Submission.objects.first(), Submission.delete

    def delete_but_one(work, *args, **kwargs):
        if work.pk == stuck.pk:
            raise RuntimeError("somebody still needs it")
        return delete(work, *args, **kwargs)

    monkeypatch.setattr(Submission, "delete", delete_but_one)
    assert see_to_forgotten_drafts(now=NOW) == (0, 1, 1)
    assert list(Submission.objects.all()) == [stuck]
    monkeypatch.setattr(Submission, "delete", delete)
    assert see_to_forgotten_drafts(now=NOW) == (0, 1, 0)


def test_the_day_of_these_tests_is_a_working_day():
    assert NOW.date() == date(2026, 9, 16)
    assert NOW.date().isoweekday() == 3
