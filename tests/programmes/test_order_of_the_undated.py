"""What has no date or no part stands at the same end on every database: PostgreSQL's own order of them is SQLite's reversed."""

from datetime import date

import pytest

from accounts.enums import Role
from programmes.forms import _pages_of
from programmes.models import ExpectedResult, Indicator, NewsPage, ResultProof, Stage, SubprojectPage
from programmes.plan_admin.access import desk_of
from programmes.plans import programme_cards
from programmes.progress_sources import news_changes
from programmes.report_plan import _centre_overview
from programmes.report_sections import Scope
from tests.making import news, person, programme, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(sections):
    return sections["programmes"]


@pytest.fixture
def page(section):
    return programme(section)


@pytest.fixture
def both_stages(page):
    """A stage of a subproject, and one of the whole programme that was added later."""
    part = subproject(page, number=1)
    own = Stage.objects.create(programme=page, number=2, name="Всей программы")
    return [own, Stage.objects.create(programme=page, subproject=part, number=1, name="Подпроекта")]


def test_the_programmes_own_stages_stand_before_those_of_its_parts(page, both_stages):
    assert list(page.stages.all()) == both_stages
    assert list(desk_of(person(Role.ADMINISTRATOR), page.pk).stages()) == both_stages


def test_values_of_the_whole_programme_are_entered_before_those_of_its_parts(client, page):
    part = subproject(page, number=1)
    Indicator.objects.create(programme=page, subproject=part, text="Подпроекта", unit="%", at_least=1)
    Indicator.objects.create(programme=page, text="Всей программы", unit="%", at_least=1)
    client.force_login(person(Role.ADMINISTRATOR))
    seen = client.get(f"/admin/measuring/{page.pk}/").content.decode()
    assert -1 < seen.index("Всей программы") < seen.index("Подпроекта")


def test_a_proof_without_a_date_stands_before_the_dated_ones(page):
    result = ExpectedResult.objects.create(programme=page, text="Читают больше")
    dated = ResultProof.objects.create(result=result, text="Отчёт", on=date(2026, 3, 1))
    undated = ResultProof.objects.create(result=result, text="Отзывы")
    assert list(result.proofs.all()) == [undated, dated]


def test_a_programme_without_a_beginning_is_the_last_of_the_list_and_the_first_of_a_report(rf, section):
    undated = programme(section, "Без начала")
    dated = programme(section, "С началом", starts_on=date(2026, 1, 1))
    assert [card["page"] for card in programme_cards(rf.get("/"))] == [dated, undated]
    _words, bullets = _centre_overview(Scope(None, date(2026, 1, 1), date(2026, 12, 31)))
    assert [line.split(" (")[0] for line in bullets.items] == ["Без начала", "С началом"]


def test_a_page_that_no_revision_has_published_never_stands_before_the_news(sections, page):
    fresh = news(sections["news"], "Свежая", about=[page])
    strange = news(sections["news"], "Перенесённая", about=[page])
    NewsPage.objects.filter(pk=strange.pk).update(first_published_at=None)
    assert [change.text for change in news_changes(page, 2)] == [fresh.title, strange.title]


def test_pages_to_prove_with_stand_newest_first_and_unpublished_ones_last(page):
    strange, older, newer = (subproject(page, title) for title in ("Перенесённый", "Прежний", "Новый"))
    SubprojectPage.objects.filter(pk=strange.pk).update(first_published_at=None)
    [(_name, pages)] = _pages_of(page)
    assert [pk for pk, _title in pages] == [newer.pk, older.pk, strange.pk]
