"""The demo's programme that goes on today: whatever the day of seeding, all that a leader or a visitor may meet is in it."""

from datetime import datetime, timedelta

import pytest
import yaml
from django.conf import settings
from django.utils import timezone

from accounts.enums import Role
from config.demo.living import seed_course, seed_living, words_of
from config.demo.news import seed_news
from programmes import schedule
from programmes.contradictions import contradictions_of
from programmes.enums import ItemStatus
from programmes.models import Indicator, PlanItem, ProgrammeReportPage, Stage
from programmes.plan_reminders import remind_of_plan
from programmes.plan_rows import read_stages
from programmes.progress import changes_of, updated_at
from programmes.terms import read_term
from tests.making import person

pytestmark = pytest.mark.django_db


def facts(name="living_programme"):
    return yaml.safe_load((settings.DEMO_ROOT / f"{name}.yaml").read_text(encoding="utf-8"))


def seeded(sections):
    people = {"leader": person(Role.PROGRAMME_LEADER), "editor": person(Role.EDITOR)}
    page = seed_living(sections["programmes"], facts(), people)
    own = [one for one in facts("news") if one["programme"] == page.slug]
    seed_news(sections["news"], own, {page.slug: page}, people)
    seed_course(page, facts(), people)
    return page, people


@pytest.fixture(params=["2026-11-22", "2027-01-01", "2027-03-31", "2028-02-29", "2027-07-02"])
def today(request, monkeypatch):
    """Days at the ends of months and half-years too."""
    moment = timezone.make_aware(datetime.fromisoformat(f"{request.param}T12:00"))
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment.date()


def test_on_any_day_the_plan_has_every_state_something_now_something_late_and_something_ahead(sections, today):
    page, _people = seeded(sections)
    items = list(PlanItem.objects.filter(stage__programme=page).for_plan())
    assert {item.status for item in items} == set(ItemStatus.values)
    assert [stage.state_on(today) for stage in page.stages.order_by("number")] == ["done", "now", "ahead"]
    late = [item for item in items if schedule.is_late(item, today)]
    assert len(late) == 2
    assert sum(schedule.is_now(item, today) for item in items) >= 4
    assert [item for item in items if schedule.next_due(item, today)]
    assert remind_of_plan(now=timezone.now()) == 1


def test_its_plan_contradicts_itself_nowhere(sections, today):
    page, _people = seeded(sections)
    assert not contradictions_of(page, read_stages(page, today), today)


def test_its_course_is_told_day_by_day_and_nothing_of_it_is_still_to_come(sections, today):
    page, _people = seeded(sections)
    changes = changes_of(page, 200)
    days = {timezone.localdate(change.moment) for change in changes}
    assert len(days) > 15
    assert max(change.moment for change in changes) <= timezone.now()
    assert {change.kind for change in changes} >= {"План", "Этап", "Новость", "Показатель", "Отчёт"}
    assert updated_at(page)
    # What stands under its own day needs no «с 3 мая» beside it.
    own = [change for change in changes if change.kind == "План"]
    assert not [change.detail for change in own if " с " in change.detail.split(":")[0]]


def test_a_second_seeding_adds_nothing_and_gives_back_nothing_that_people_took_away(sections):
    page, people = seeded(sections)
    PlanItem.objects.filter(stage__programme=page).last().delete()
    Indicator.objects.filter(programme=page).last().delete()
    counts = [model.objects.count() for model in (Stage, PlanItem, Indicator, ProgrammeReportPage)]
    assert seed_living(sections["programmes"], facts(), people) == page
    seed_course(page, facts(), people)
    assert [model.objects.count() for model in (Stage, PlanItem, Indicator, ProgrammeReportPage)] == counts


def test_terms_are_words_that_the_site_itself_reads():
    today = timezone.localdate()
    term = read_term(words_of([[-40, 12]]))
    assert (term.starts_on, term.ends_on) == (today - timedelta(days=40), today + timedelta(days=12))
    assert [day for _none, day in read_term(words_of([[None, 5], [None, 400]])).dates] == [
        today + timedelta(days=days) for days in (5, 400)
    ]
    assert words_of("ежемесячно") == "ежемесячно"
    with_terms = [item["term"] for stage in facts()["stages"] for item in stage["items"]]
    assert all(read_term(words_of(term)) for term in with_terms)
