"""Values of an indicator apart for each organisation, and what they are together (F4-20)."""

import datetime
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from home.changes import log as change_log
from home.page_cache import pages
from programmes import surroundings
from programmes.goals import goals_of, indicators_of
from programmes.measuring import MeasurementRefused, add_measurement, correct_measurement, keep_computed
from programmes.models import Indicator, Measurement
from programmes.progress import changes_of
from tests.making import person, programme, queries_of

pytestmark = pytest.mark.django_db
MAY = datetime.date(2026, 5, 31)
NORTH, SOUTH, WEST = (f"Школа № {number} (пример)" for number in (1, 2, 3))


@pytest.fixture(autouse=True)
def _forget():
    surroundings._remembered.clear()
    pages.clear()
    change_log.forget()


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def indicator(page, **fields):
    return Indicator.objects.create(
        programme=page, **{"text": "Доля уроков с ЭОР", "unit": "%", "at_least": 50, **fields}
    )


def measured(one, leader, on=MAY, **values):
    """Values on a day: whole=…, north=…, south=…, west=…."""
    names = {"whole": "", "north": NORTH, "south": SOUTH, "west": WEST}
    for name, value in values.items():
        add_measurement(indicator=one, on=on, value=Decimal(str(value)), organisation=names[name], by=leader)


def reading(page):
    """The present reading of the only indicator."""
    (item,) = indicators_of(page)
    return item.standing.reading


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_values_of_one_day_are_together_their_mean_rounded_away_from_the_target(page, leader):
    one = indicator(page)
    measured(one, leader, north=50, south=49.9, west=50)
    assert reading(page) == Decimal("49.9")
    assert not indicators_of(page)[0].standing.is_reached
    Indicator.objects.update(at_least=None, at_most=50)
    measured(one, leader, on=datetime.date(2026, 6, 1), north=50, south="50.1", west=50)
    assert reading(page) == Decimal("50.1")
    assert not indicators_of(page)[0].standing.is_reached


def test_or_their_sum_where_the_indicator_says_so(page, leader):
    measured(indicator(page, unit="чел.", combining="sum"), leader, north=12, south=30)
    assert reading(page) == 42


def test_the_value_of_the_whole_programme_is_stronger_and_other_days_are_other_values(page, leader):
    one = indicator(page)
    measured(one, leader, on=datetime.date(2025, 5, 30), north=10, south=20)
    measured(one, leader, north=40, south=60, whole=55)
    assert reading(page) == 55
    (item,) = indicators_of(page, day=datetime.date(2025, 12, 31))
    assert item.standing.reading == 15


def test_growth_is_seen_between_what_the_organisations_made_together(page, leader):
    one = indicator(page, unit="чел.", combining="sum", target_kind="growth", at_least=None)
    measured(one, leader, on=datetime.date(2025, 5, 30), north=10, south=20)
    measured(one, leader, north=10, south=19)
    assert indicators_of(page)[0].standing.label == "снижается"


def test_visitors_see_each_organisation_in_the_table_and_in_the_book(client, page, leader):
    measured(indicator(page), leader, north=61, south=48)
    shown = text(client.get(f"{page.url}indicators/"))
    for said in (
        '<th scope="col">Организация</th>',
        NORTH,
        SOUTH,
        "среднее по 2 организациям",
        "54,5 %",
        "61 %",
        "48 %",
    ):
        assert said in shown
    book = load_workbook(io.BytesIO(client.get(f"{page.url}indicators/xlsx/").content))
    rows = list(book.worksheets[1].iter_rows(values_only=True))
    assert rows[0][3:6] == ("Значение", "Единица", "Организация")
    assert [(row[3], row[5]) for row in rows[1:]] == [
        (54.5, "среднее по 2\u00a0организациям"),
        (61, NORTH),
        (48, SOUTH),
    ]


def test_an_indicator_measured_as_a_whole_has_no_column_of_organisations(client, page, leader):
    measured(indicator(page), leader, whole=61)
    assert "Организация</th>" not in text(client.get(f"{page.url}indicators/"))


def test_a_new_value_of_an_organisation_is_seen_at_once_and_told_in_the_progress(client, page, leader):
    one = indicator(page)
    measured(one, leader, north=61)
    assert "61 %" in text(client.get(f"{page.url}indicators/"))
    measured(one, leader, south=31)
    assert "46 %" in text(client.get(f"{page.url}indicators/"))
    assert goals_of(page)["indicators"]["items"][0].standing.reading == 46
    assert changes_of(page)[0].detail.replace("\u00a0", " ") == f"31 % на 31 мая 2026, {SOUTH}"
    assert ModelLogEntry.objects.order_by("-pk").first().data["organisation"] == SOUTH


def test_one_organisation_has_one_value_a_day_however_it_is_written(page, leader):
    one = indicator(page)
    measured(one, leader, north=61)
    with pytest.raises(MeasurementRefused, match="уже внесено"):
        add_measurement(indicator=one, on=MAY, value=Decimal(1), organisation=f"  {NORTH.upper()} ", by=leader)
    add_measurement(
        indicator=one, on=datetime.date(2026, 6, 1), value=Decimal(1), organisation=NORTH.lower(), by=leader
    )
    assert set(one.measurements.values_list("organisation", flat=True)) == {NORTH}


def test_presence_is_of_the_whole_programme(page, leader):
    one = indicator(page, target_kind="presence", unit="", at_least=None)
    with pytest.raises(MeasurementRefused, match="По организациям вносят только числа"):
        add_measurement(indicator=one, on=MAY, value=True, organisation=NORTH, by=leader)


def test_the_database_refuses_what_the_verbs_refuse(page):
    one = indicator(page)
    kept = {"indicator": one, "on": MAY, "organisation": NORTH}
    Measurement.objects.create(**kept, value=1)
    for wrong in ({**kept, "value": 2}, {**kept, "organisation": SOUTH, "presence": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Measurement.objects.create(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.create(**{**kept, "organisation": SOUTH}, value=1, source="computed")


def test_per_cent_are_not_added_up(page):
    one = indicator(page)
    one.combining = "sum"
    with pytest.raises(ValidationError, match="не складывают"):
        one.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Indicator.objects.update(combining="sum")


def test_a_correction_keeps_whose_it_is_unless_it_says_otherwise(page, leader):
    one = indicator(page)
    measured(one, leader, north=61)
    kept = one.measurements.get()
    assert correct_measurement(measurement=kept, on=MAY, value=Decimal(62), by=leader).organisation == NORTH
    moved = correct_measurement(measurement=kept, on=MAY, value=Decimal(62), organisation=SOUTH, by=leader)
    assert moved.organisation == SOUTH


def test_what_a_formula_gave_is_kept_beside_values_of_organisations(page):
    one = indicator(page)
    Measurement.objects.create(indicator=one, on=MAY, organisation=NORTH, value=1)
    assert keep_computed(indicator=one, on=MAY, value=Decimal(5)).value == 5
    assert reading(page) == 5


def test_both_screens_of_entering_take_an_organisation(client, page, leader):
    client.force_login(leader)
    one = indicator(page)
    table = reverse("measuring:table", args=[page.pk])
    key = one.pk
    for name, value in ((NORTH, "40 из 75"), (SOUTH, "50")):
        client.post(table, {f"value-{key}": value, f"on-{key}": "2026-05-31", f"organisation-{key}": name})
    assert dict(one.measurements.values_list("organisation", "value")) == {NORTH: Decimal("53.3"), SOUTH: 50}
    shown = text(client.get(table))
    assert "51,6 %" in shown
    assert f'<option value="{NORTH}">' in shown
    data = {"indicator": key, "on": "2026-05-31", "organisation": WEST, "reading": "70", "note": "", "proof_text": ""}
    response = client.post(reverse("measurements:add"), {**data, "proof_url": ""})
    assert response.status_code == 302, response.context["form"].errors
    assert one.measurements.get(organisation=WEST).value == 70
    assert reading(page) == Decimal("57.7")
    refused = client.post(table, {f"value-{key}": "1", f"on-{key}": "2026-05-31", f"organisation-{key}": NORTH})
    assert "уже внесено" in text(refused)
    assert f'value="{NORTH}"' in text(refused)


def test_the_page_of_indicators_asks_no_more_for_more_organisations(client, page, leader):
    one = indicator(page)
    measured(one, leader, north=61)
    few = queries_of(lambda: client.get(f"{page.url}indicators/"))
    for number in range(8):
        Measurement.objects.create(indicator=one, on=MAY, organisation=f"Сад № {number}", value=number)
    assert queries_of(lambda: client.get(f"{page.url}indicators/")) == few
