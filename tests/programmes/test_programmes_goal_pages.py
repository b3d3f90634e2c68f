"""What visitors see of a programme's indicators, risks and results: said in words, drawn with a table, at one price."""

import datetime
import io
from decimal import Decimal
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from accounts.enums import Role
from files.writers import Paragraph, Table
from home.page_cache import pages as kept_pages
from programmes import formulas, surroundings
from programmes.formulas import Computed, Operand, formula
from programmes.goals import goals_of
from programmes.indicator_section import indicators_section
from programmes.measuring import add_measurement, withdraw_measurement
from programmes.models import ExpectedResult, Indicator, Measurement, Risk
from programmes.risks import add_proof, set_result_state, set_risk_state, write_measures
from tests.making import close, person, programme, queries_of, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = datetime.date.today()


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def indicator(page, text="Доля педагогов", values=(), **fields):
    """Share of teachers, at least 60 %, with (year, value) at the end of every May."""
    fields = {"unit": "%", "at_least": 60, **fields}
    made = Indicator.objects.create(programme=page, text=text, **fields)
    for year, value in values:
        Measurement.objects.create(indicator=made, on=DAY(year, 5, 31), value=value)
    return made


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().replace("\u2060", "").split())


@pytest.fixture
def seven(monkeypatch):
    monkeypatch.setattr(formulas, "_formulas", dict(formulas._formulas))
    asked = []

    @formula("seven", "Семёрка")
    def count_seven(scope, day):
        asked.append(scope)
        series = tuple((DAY(2026, month, 1), month) for month in (8, 9, 10))
        return Computed(7, (Operand("учтено работ", 7, "шт."), Operand("не учтено", None)), series=series)

    return asked


def test_the_page_of_a_programme_says_where_its_indicators_stand(client, page):
    indicator(page, "доля педагогов", [(2025, 48), (2026, 61)], criterion="вовлечённость")
    indicator(page, "доля уроков", [(2026, 12)])
    indicator(page, "доля школ")
    shown = text_of(client, page.url)
    for words in ("Вовлечённость", "Доля педагогов", "не меньше 60 %", "61 %", "Цель достигнута", "Пока ниже цели"):
        assert words in shown
    assert "Цель достигнута у 1 из 3; у 1 данных пока нет." in shown
    assert 'href="#indicators"' in shown
    assert f'href="{page.url}indicators/"' in shown


def test_without_indicators_risks_and_results_there_is_no_trace_of_them(client, page):
    shown = text_of(client, page.url)
    assert not [word for word in ("Показатели", "Риски", "Ожидаемые результаты") if word in shown]
    assert client.get(f"{page.url}indicators/").status_code == 404


def test_a_value_is_on_the_kept_page_as_soon_as_it_is_entered_and_gone_as_soon_as_it_is_withdrawn(
    client, page, leader, settings
):
    settings.PAGE_CACHE_BYTES = 1024 * 1024
    kept_pages.clear()
    share = indicator(page)
    assert "нет данных" in text_of(client, page.url).lower()
    made = add_measurement(indicator=share, on=TODAY, value=Decimal("61.5"), by=leader)
    for address in (page.url, f"{page.url}indicators/"):
        assert "61,5 %" in text_of(client, address)
    assert len(kept_pages) == 2
    withdraw_measurement(measurement=made, by=leader)
    for address in (page.url, f"{page.url}indicators/"):
        assert "61,5 %" not in text_of(client, address)


def test_the_page_of_indicators_draws_each_with_words_for_those_who_do_not_see_it_and_a_table(client, page):
    share = indicator(page, "доля педагогов", [(2024, 48), (2025, 55), (2026, 61)], measurer="справка", baseline=40)
    shown = text_of(client, f"{page.url}indicators/")
    assert f'role="img" aria-labelledby="chart-{share.pk}-title chart-{share.pk}-desc"' in shown
    assert "Май 2024 – Май 2026: от 48 до 61, в конце 61 %. Цель: не меньше 60 %." in shown
    for words in ("31 мая 2024", "31 мая 2026", "Справка", "40 %", "Внесено"):
        assert words in shown
    assert "<polyline" in shown
    assert ' style="' not in shown


def test_the_page_of_indicators_is_a_page_of_the_tree_for_anybody_without_cookies_or_tokens(client, page):
    indicator(page, values=[(2026, 61)])
    response = client.get(f"{page.url}indicators/")
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert response.resolver_match.view_name == "wagtail_serve"
    assert f'<link rel="canonical" href="http://testserver{page.url}indicators/">' in response.content.decode()


def test_a_draft_a_closed_and_an_expired_programme_show_no_indicators(client, sections, page):
    draft = programme(sections["programmes"], "Черновик", publish=False)
    closed = programme(sections["programmes"], "Закрыта")
    for one in (draft, closed, page):
        indicator(one, values=[(2026, 61)])
    close(closed)
    type(page).objects.filter(pk=page.pk).update(expire_at="2026-01-01T00:00Z")
    for one, status in ((draft, 404), (closed, 302), (page, 404)):
        assert client.get(f"{one.url}indicators/").status_code == status
        assert client.get(f"{one.url}indicators/xlsx/").status_code == status


def test_a_formula_shows_its_operands_and_what_it_has_not(client, page, seven):
    indicator(page, unit="шт.", at_least=2, formula="seven")
    indicator(page, "доля вовлечённых", formula="teachers_involved")
    shown = text_of(client, f"{page.url}indicators/")
    for words in ("Семёрка", "Учтено работ", "7 шт.", "Не учтено", "н/д", "Октябрь 2026", "chart__bar"):
        assert words in shown
    assert "Сайт пока не вычисляет. Нужны профили педагогов" in shown


def test_a_formula_is_asked_once_for_all_indicators_that_name_it(client, page, seven):
    for number in range(3):
        indicator(page, f"Показатель {number}", unit="шт.", at_least=2, formula="seven")
    client.get(page.url)
    seven.clear()
    client.get(f"{page.url}indicators/")
    assert len(seven) == 1
    assert (seven[0].programme.pk, seven[0].subproject) == (page.pk, None)


def test_a_subproject_shows_its_own_and_the_programme_does_not(client, page):
    part = subproject(page, "Библиотеки")
    indicator(page, "показатель программы", [(2026, 61)])
    indicator(page, "показатель подпроекта", [(2026, 12)], subproject=part)
    Risk.objects.create(programme=page, subproject=part, text="риск подпроекта")
    ExpectedResult.objects.create(programme=page, subproject=part, text="результат подпроекта")
    for address in (part.url, f"{part.url}indicators/"):
        shown = text_of(client, address)
        assert "Показатель подпроекта" in shown
        assert "Показатель программы" not in shown
    assert "Риск подпроекта" in text_of(client, part.url)
    assert "Результат подпроекта" in text_of(client, part.url)
    for address in (page.url, f"{page.url}indicators/"):
        assert "подпроекта" not in text_of(client, address)


def test_what_people_type_is_no_markup(client, page):
    indicator(page, "<script>alert(1)</script>", [(2025, 1), (2026, 2)])
    for address in (page.url, f"{page.url}indicators/"):
        assert "<script>alert" not in text_of(client, address).lower()


def test_risks_say_their_state_and_what_is_done(client, page, leader):
    risk = Risk.objects.create(programme=page, text="нет заявок", owner="методист", likelihood=3)
    write_measures(risk=risk, texts=["пресс-релизы", "помощь"], done=["помощь"], by=leader)
    set_risk_state(risk=risk, state="watched", note="идём к школам", by=leader)
    shown = text_of(client, page.url)
    for words in ("Нет заявок", "Под наблюдением", "идём к школам", "Следит: методист", "Вероятность высокая"):
        assert words in shown
    assert shown.index("Пресс-релизы") < shown.index("Помощь") < shown.index("Принята")


def test_results_stand_by_their_kinds_with_what_proves_them(client, page, leader):
    result = ExpectedResult.objects.create(programme=page, text="модель сети")
    ExpectedResult.objects.create(programme=page, text="качество", kind="effect", sort_order=10)
    set_result_state(result=result, state="achieved", by=leader)
    add_proof(result=result, text="Описание модели", address="/library/model/", on=DAY(2026, 5, 31), by=leader)
    shown = text_of(client, page.url)
    for words in ("Модель сети", "Достигнут", "Эффекты сети", 'href="/library/model/"', "31 мая 2026"):
        assert words in shown


def grow(page, number):
    for n in range(number):
        indicator(page, f"Показатель {n}", [(2024, n), (2025, n), (2026, n)], formula="teachers_involved")
        risk = Risk.objects.create(programme=page, text=f"Риск {n}")
        risk.measures.create(text="Мера")
        ExpectedResult.objects.create(programme=page, text=f"Итог {n}").proofs.create(text="Справка")


def test_pages_cost_the_same_for_two_indicators_and_for_thirty(client, page):
    grow(page, 2)
    addresses = (page.url, f"{page.url}indicators/", f"{page.url}indicators/xlsx/")

    def ask(address):
        surroundings._remembered.clear()
        client.get(address)

    few = [queries_of(lambda address=address: ask(address)) for address in addresses]
    grow(page, 28)
    assert [queries_of(lambda address=address: ask(address)) for address in addresses] == few
    # What the page asks once after a change; the bound of the other visits is in test_surroundings.
    assert few[0] <= 25


def test_goals_of_two_programmes_and_of_a_subproject_are_not_mixed_up(sections, page):
    part, other = subproject(page), programme(sections["programmes"], "Другая")
    for one, whose in ((page, None), (page, part), (other, None)):
        indicator(one, f"{one} {whose}", subproject=whose)
    for one, whose in ((page, None), (page, part), (other, None)) * 2:
        assert [item.text for item in goals_of(one, whose)["indicators"]["items"]] == [f"{one} {whose}"]


def test_the_book_holds_every_value_and_no_formula_of_a_visitor(client, page, seven):
    indicator(page, "=СУММ(A1)", [(2025, 48), (2026, 61)], code="И1", criterion="вовлечённость")
    Indicator.objects.create(programme=page, text="Модель", target_kind="presence").measurements.create(
        on=TODAY, presence=True
    )
    indicator(page, "Работы", unit="шт.", at_least=2, formula="seven")
    response = client.get(f"{page.url}indicators/xlsx/")
    book = load_workbook(io.BytesIO(response.content))
    goals, values = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert [row[2] for row in goals] == ["Показатель", "'=СУММ(A1)", "Модель", "Работы"]
    assert goals[1][8:11] == (61, datetime.datetime(2026, 5, 31), "цель достигнута")
    assert goals[2][8] == "есть"
    assert goals[3][12] == "учтено работ: 7; не учтено: н/д"
    assert [row[3] for row in values[1:]] == [61, 48, "есть", 8, 9, 10]
    assert "filename" in response["Content-Disposition"]


# The section of a report ------------------------------------------------------------------------------------------------


def scope(page, start, end, part=None):
    return SimpleNamespace(programme=page, subproject=part, starts_on=start, ends_on=end)


def test_a_report_says_how_things_stood_at_the_end_of_its_period(page):
    indicator(page, "доля", [(2024, 48), (2025, 55), (2026, 61)], criterion="вовлечённость")
    said, table = indicators_section(scope(page, DAY(2025, 1, 1), DAY(2025, 12, 31)))
    assert isinstance(said, Paragraph)
    assert "0 из 1" in said.text
    assert isinstance(table, Table)
    ((title, _target, value, day, state),) = table.rows
    assert (title, value.replace("\u00a0", " "), day, state) == (
        "Вовлечённость\nДоля",
        "55 %",
        "31.05.2025",
        "пока ниже цели",
    )


def test_a_report_says_what_was_not_measured_in_its_period_and_what_a_formula_is_made_of(page, seven):
    indicator(page, "Доля", [(2024, 61)])
    indicator(page, "Работы", unit="шт.", at_least=2, formula="seven")
    _said, table = indicators_section(scope(page, DAY(2026, 1, 1), DAY(2030, 6, 30)))
    assert "в этом периоде не измерялся" in table.rows[0][4]
    assert "учтено работ" in table.rows[1][4]


def test_a_report_without_indicators_has_no_such_section(page):
    part = subproject(page)
    indicator(page, values=[(2026, 61)])
    assert indicators_section(scope(page, DAY(2026, 1, 1), DAY(2026, 6, 30), part)) is None
