"""What stands on the pages of programmes, their parts, councils and reports is found there, and nothing that does not."""

import datetime

import pytest

from programmes.models import ExpectedResult, GroupPage, Indicator, ProgrammeReportPage, Risk, Stage
from search.indexing import catch_up
from tests.making import programme, put, subproject
from tests.search.searching import ask, titles, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе", customer="Управление мелиорации")


def test_the_passport_of_a_programme_is_searched(client, page):
    catch_up()
    assert titles(ask(client, "мелиорация")) == ["Читаем вместе"]


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Indicator, {"text": "Доля мелиораторов", "unit": "%", "at_least": 60}),
        (Risk, {"text": "Нехватка мелиораторов"}),
        (ExpectedResult, {"text": "Обучены мелиораторы"}),
    ],
)
def test_indicators_risks_and_results_are_searched_as_soon_as_the_worker_has_looked(client, page, model, words):
    work()
    one = model.objects.create(programme=page, **words)
    work()
    assert titles(ask(client, "мелиораторы")) == ["Читаем вместе"]
    one.delete()
    work()
    assert titles(ask(client, "мелиораторы")) == []


def test_the_plan_of_a_part_is_found_on_the_parts_page_and_of_a_draft_part_nowhere(client, page):
    for title, publish in (("Открытая часть", True), ("Черновик части", False)):
        part = subproject(page, title, publish=publish)
        Stage.objects.create(programme=page, subproject=part, number=1, name="Мелиорация")
    catch_up()
    assert sorted(titles(ask(client, "мелиорация"))) == ["Открытая часть", "Читаем вместе"]
    page.customer = ""
    page.save_revision().publish()
    catch_up()
    assert titles(ask(client, "мелиорация")) == ["Открытая часть"]


def test_councils_and_reports_are_searched_and_have_types_of_their_own(client, page):
    put(page, GroupPage(title="Совет", topic="Осушение болот"))
    day = datetime.date(2026, 6, 30)
    put(page, ProgrammeReportPage(title="Отчёт", starts_on=day, ends_on=day, conclusions="Болота осушены."))
    put(page, ProgrammeReportPage(title="Черновик", starts_on=day, ends_on=day, conclusions="Болота."), publish=False)
    catch_up()
    shown = client.get("/search/", {"q": "болота"}).text
    assert "<span>Совет, группа</span>" in shown
    assert "<span>Отчёт</span>" in shown
    found = ask(client, "болото")
    assert sorted((hit["title"], hit["type"]) for hit in found["hits"]) == [("Отчёт", "report"), ("Совет", "group")]
