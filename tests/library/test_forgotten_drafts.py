"""Drafts untouched for a year: a letter first, deletion a month later, and only of those that were never sent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import OutboxMail
from files.models import StoredFile
from library import submitting
from library.models import Submission
from library.submission_timers import see_to_forgotten_drafts
from tests.library.submissions import draft, fresh, kept, returned, save
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
DAY = timedelta(days=1)


def noon(days=0):
    return timezone.localtime().replace(hour=12) + days * DAY


def age(work, days):
    Submission.objects.filter(pk=work.pk).update(saved_at=timezone.now() - days * DAY)


def test_a_forgotten_draft_is_warned_of_once_and_goes_a_month_later():
    work = draft(person())
    age(work, 366)
    assert see_to_forgotten_drafts(now=noon()) == (1, 0, 0)
    assert "/edit/" in OutboxMail.objects.get().text
    assert see_to_forgotten_drafts(now=noon(1)) == (0, 0, 0)
    assert see_to_forgotten_drafts(now=noon(31)) == (0, 1, 0)
    assert not Submission.objects.exists()
    assert StoredFile.objects.get().is_personal


def test_a_draft_that_is_touched_after_the_warning_stays():
    work = draft(person())
    age(work, 366)
    see_to_forgotten_drafts(now=noon())
    save(work, title="Вспомнила")
    assert see_to_forgotten_drafts(now=noon(31)) == (0, 0, 0)
    assert Submission.objects.exists()


def test_nobody_is_written_to_at_night_and_a_young_draft_stays():
    age(draft(person()), 300)
    assert see_to_forgotten_drafts(now=noon()) == (0, 0, 0)
    Submission.objects.update(saved_at=timezone.now() - 400 * DAY)
    assert see_to_forgotten_drafts(now=timezone.localtime().replace(hour=3)) == (0, 0, 0)


def test_what_was_sent_once_is_never_deleted():
    vera = person()
    sent = submitting.submit(submission=draft(vera), by=vera)
    back = returned(
        submitting.submit(submission=draft(vera, files=[kept("2.txt", "2")], title="Дождь"), by=vera), "check"
    )
    again = submitting.withdraw(submission=submitting.submit(
        submission=draft(vera, files=[kept("3.txt", "3")], title="Ветер"), by=vera), by=vera)  # fmt: skip
    submitting.reopen(submission=again, by=vera)
    for work in (sent, back, again):
        age(work, 800)
    assert see_to_forgotten_drafts(now=noon()) == (0, 0, 0)
    assert fresh(again).state == "draft"
