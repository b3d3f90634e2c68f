"""Once a half-year the leader of a programme hears that its results are due (D4.4)."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.models import OutboxMail
from config.timers import TIMERS
from home.models import SiteSettings
from programmes.models import ReviewReminder
from programmes.review_reminders import remind_of_review
from tests.making import person, programme
from tests.programmes.reports import DAY, draft

pytestmark = pytest.mark.django_db


def at(*moment):
    return timezone.make_aware(datetime.datetime(*moment))


DUE = at(2026, 7, 14, 9)


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader, starts_on=DAY(2025, 9, 1))


def test_a_leader_is_reminded_once_with_the_way_to_the_report(page, leader):
    assert remind_of_review(now=DUE) == 1
    assert remind_of_review(now=at(2026, 8, 1, 12)) == 0
    (letter,) = OutboxMail.objects.all()
    assert letter.recipients == [leader.email]
    assert "первое полугодие 2026" in letter.subject
    assert f"/admin/programmes/{page.pk}/report/?kind=interim&starts_on=2026-01-01&ends_on=2026-06-30" in letter.text
    assert remind_of_review(now=at(2027, 1, 14, 9)) == 1
    assert ReviewReminder.objects.count() == 2


@pytest.mark.parametrize(
    "moment", [at(2026, 7, 13, 12), at(2026, 7, 14, 8, 59), at(2026, 6, 30, 12), at(2026, 12, 1, 12)]
)
def test_before_its_day_at_night_and_long_after_nobody_is_reminded(page, moment):
    assert remind_of_review(now=moment) == 0
    assert not OutboxMail.objects.exists()


def test_who_has_reported_is_left_alone(page, leader):
    draft(page, by=leader)
    assert remind_of_review(now=DUE) == 0


def test_a_longer_report_counts_and_a_shorter_does_not(page, leader):
    draft(page, by=leader, period=(DAY(2026, 1, 1), DAY(2026, 5, 31)))
    assert remind_of_review(now=DUE) == 1
    ReviewReminder.objects.all().delete()
    draft(page, by=leader, period=(DAY(2025, 9, 1), DAY(2026, 8, 31)))
    assert remind_of_review(now=DUE) == 0


def test_programmes_that_did_not_go_on_then_and_drafts_are_left_alone(sections, leader):
    over, ahead = {"ends_on": DAY(2025, 12, 31)}, {"starts_on": DAY(2026, 7, 1)}
    for number, dates in enumerate((over, ahead)):
        programme(sections["programmes"], f"{number}", responsible=leader, **dates)
    programme(sections["programmes"], "Черновик", publish=False, responsible=leader)
    assert remind_of_review(now=DUE) == 0


def test_where_nobody_answers_for_a_programme_the_centre_hears_it(sections):
    programme(sections["programmes"], "Ничья")
    assert remind_of_review(now=DUE) == 0
    site = sections["home"].get_site()
    SiteSettings.objects.update_or_create(site=site, defaults={"email": "centre@example.org"})
    assert remind_of_review(now=DUE) == 1
    assert OutboxMail.objects.get().recipients == ["centre@example.org"]


def test_the_clock_asks():
    assert remind_of_review in TIMERS
