"""Formulas of indicators that the library computes: additions of the last whole month, and a snapshot of each month."""

from datetime import date, datetime

import pytest
from django.utils import timezone

from library.models import Platform
from programmes.formulas import Scope, compute
from programmes.models import Indicator, Measurement
from programmes.snapshots import snapshot_computed
from tests.making import close, material, programme, subproject

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
NORTH = "Школа № 1 «Северная» (пример)"
SOUTH = "Школа № 2 «Южная» (пример)"


@pytest.fixture
def page(sections):
    return programme(sections["programmes"])


def added(sections, *months, **card):
    return [
        material(
            sections["library"],
            f"Работа {number} {card.get('organisation', '')}",
            published_at=timezone.make_aware(datetime(2026, month, 5, 12)),
            **card,
        )
        for number, month in enumerate(months)
    ]


def test_the_value_is_the_last_month_that_is_over_and_the_months_are_its_history(sections, page):
    close(added(sections, 8, 9, 9, 10, 10, 10, 11, 10)[-1])
    answer = compute("materials_centre", Scope(page), TODAY)
    assert answer.value == 3
    assert answer.series == ((date(2026, 8, 1), 1), (date(2026, 9, 1), 2), (date(2026, 10, 1), 3))
    assert [(operand.name, operand.value) for operand in answer.operands] == [
        ("за октябрь 2026", 3),
        ("пока в этом месяце", 1),
        ("месяцев с нормой за последний год", 2),
        ("месяцев за последний год", 3),
    ]


def test_on_its_last_day_a_month_is_over(sections, page):
    added(sections, 10, 11)
    assert compute("materials_centre", Scope(page), date(2026, 11, 30)).value == 1
    assert compute("materials_centre", Scope(page), date(2026, 11, 29)).operands[0].name == "за октябрь 2026"


def test_an_archive_younger_than_a_month_says_so(sections, page):
    empty = compute("materials_centre", Scope(page), TODAY)
    added(sections, 11)
    for answer in (empty, compute("materials_centre", Scope(page), TODAY)):
        assert answer.value is None
        assert "целый месяц" in answer.reason
    assert compute("materials_centre", Scope(page), date(2026, 1, 31)).value is None


def test_the_platforms_are_as_good_as_the_one_that_adds_least(sections, page):
    assert "площадки" in compute("materials_platforms", Scope(page), TODAY).reason
    for name, code in ((NORTH, "north"), (SOUTH, "south")):
        Platform.objects.create(name=name, code=code)
    added(sections, 10, 10, 10, organisation=NORTH)
    added(sections, 10, organisation=SOUTH)
    answer = compute("materials_platforms", Scope(page), TODAY)
    assert answer.value == 1
    assert {operand.name: operand.value for operand in answer.operands} == {NORTH: 3, SOUTH: 1}


def test_a_programme_and_a_subproject_count_their_own_materials(sections, page):
    part = subproject(page)
    added(sections, 10, 10, 10)
    added(sections, 10, 10, programme=page, organisation="А")
    added(sections, 10, programme=page, subproject=part, organisation="Б")
    assert compute("materials_programme", Scope(page), TODAY).value == 3
    assert compute("materials_programme", Scope(page, part), TODAY).value == 1


def test_the_clock_keeps_a_months_value_once_and_only_what_can_be_computed(sections, page):
    added(sections, 9, 10, 10)
    counted = Indicator.objects.create(
        programme=page,
        text="Пополнение",
        unit="раз",
        at_least=2,
        target_kind="periodicity",
        period="month",
        formula="materials_centre",
    )
    Indicator.objects.create(programme=page, text="Доля", unit="%", at_least=60, formula="teachers_involved")
    Indicator.objects.create(programme=page, text="Площадки", unit="раз", at_least=2, formula="materials_platforms")
    moment = timezone.make_aware(datetime(2026, 11, 2, 4))
    assert snapshot_computed(now=moment) == 1
    assert snapshot_computed(now=moment) == 0
    kept = Measurement.objects.get()
    assert (kept.indicator, kept.on, kept.value, kept.source, kept.by) == (
        counted,
        date(2026, 10, 31),
        2,
        "computed",
        None,
    )


@pytest.mark.parametrize(("day", "hour", "kept"), [(1, 2, 0), (1, 3, 1), (5, 0, 1), (6, 12, 0), (22, 12, 0)])
def test_the_clock_keeps_values_in_the_first_days_of_a_month(sections, page, day, hour, kept):
    added(sections, 9, 10)
    Indicator.objects.create(programme=page, text="Работы", unit="шт.", at_least=2, formula="materials_centre")
    assert snapshot_computed(now=timezone.make_aware(datetime(2026, 11, day, hour))) == kept
