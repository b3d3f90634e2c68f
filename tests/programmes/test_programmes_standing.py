"""How an indicator stands against its target: in words, from what is known, and nothing guessed."""

import datetime
import itertools
from decimal import Decimal

import pytest

from programmes.charts import draw
from programmes.enums import GOAL_BADGES, GoalState, TargetKind
from programmes.figures import number_ru, target_label, with_unit
from programmes.formulas import Computed
from programmes.models import Indicator
from programmes.standing import JUDGES, standing_of

DAY = datetime.date
TODAY = DAY(2026, 11, 22)
NBSP = "\u00a0"


def indicator(**fields):
    fields = {"target_kind": "number", "unit": "%", "at_least": Decimal(60), **fields}
    return Indicator(text="Показатель", **fields)


def growing(**fields):
    return indicator(target_kind="growth", unit="чел.", at_least=None, **fields)


def present(**fields):
    return indicator(target_kind="presence", unit="", at_least=None, **fields)


def stand(of, *points, **more):
    points = [(DAY(year, 5, 31), value if isinstance(value, bool) else Decimal(value)) for year, value in points]
    return standing_of(of, points, day=TODAY, **more)


def test_every_state_has_a_sign_and_every_kind_a_judge():
    assert set(GOAL_BADGES) == set(GoalState)
    assert set(JUDGES) == set(TargetKind)


@pytest.mark.parametrize(
    ("value", "is_over", "state", "percent"),
    [
        (60, False, GoalState.REACHED, 100),
        (75, True, GoalState.REACHED, 100),
        (59, False, GoalState.ON_WAY, 98),
        (59, True, GoalState.MISSED, 98),
        (0, False, GoalState.ON_WAY, 0),
    ],
)
def test_a_number_is_held_against_its_lower_bound_and_missed_only_when_the_programme_is_over(
    value, is_over, state, percent
):
    shown = stand(indicator(), (2026, value), is_over=is_over)
    assert (shown.state, shown.percent, shown.value) == (state, percent, f"{value}{NBSP}%")


def test_a_number_above_its_upper_bound_is_too_much():
    meetings = indicator(target_kind="periodicity", unit="раз", period="month", at_least=Decimal(1), at_most=Decimal(2))
    assert stand(meetings, (2026, 2)).is_reached
    shown = stand(meetings, (2026, 3))
    assert (shown.state, shown.label, shown.value) == (GoalState.MISSED, "выше допустимого", "3 в месяц")
    assert shown.target == f"от 1 до 2{NBSP}раз в месяц"


@pytest.mark.parametrize(
    ("points", "state", "label"),
    [
        ([(2025, 10), (2026, 11)], GoalState.REACHED, "растёт"),
        ([(2025, 10), (2026, 10)], GoalState.MISSED, "без роста"),
        ([(2025, 10), (2026, 9)], GoalState.MISSED, "снижается"),
        ([(2026, 9)], GoalState.UNKNOWN, "мало данных"),
    ],
)
def test_growth_is_seen_between_years(points, state, label):
    shown = stand(growing(), *points)
    assert (shown.state, shown.label) == (state, label)


def test_growth_within_one_year_is_not_yet_growth_and_a_baseline_is_a_year_before():
    points = [(DAY(2026, 1, 31), Decimal(5)), (DAY(2026, 5, 31), Decimal(9))]
    assert standing_of(growing(), points, day=TODAY).label == "мало данных"
    assert standing_of(growing(baseline=Decimal(8)), points, day=TODAY).label == "растёт"


def test_presence_is_there_or_not():
    assert stand(present(), (2026, True)).is_reached
    assert (stand(present(), (2026, False)).label, stand(present(), (2026, False)).value) == ("пока нет", "нет")
    assert stand(present(), (2026, False), is_over=True).state == GoalState.MISSED


def test_what_must_be_there_every_year_grows_old_while_the_programme_goes():
    yearly = present(period="year")
    assert stand(yearly, (2026, True)).is_reached
    assert stand(yearly, (2024, True)).state == GoalState.UNKNOWN
    assert stand(yearly, (2024, True), is_over=True).is_reached
    assert target_label(yearly) == "наличие каждый год"


def test_without_values_nothing_is_said_but_why():
    shown = stand(indicator())
    assert (shown.value, shown.state, shown.percent, shown.on) == ("н/д", GoalState.UNKNOWN, None, None)
    assert "не внесено" in shown.reason


def test_a_formula_that_gives_nothing_says_what_is_missing_and_a_value_by_hand_stands_instead():
    silent = Computed(None, reason="Нужны профили педагогов.")
    shown = stand(indicator(), computed=silent)
    assert (shown.value, shown.reason) == ("н/д", "Нужны профили педагогов.")
    shown = stand(indicator(), (2026, 61), computed=silent)
    assert (shown.reading, shown.is_reached, shown.reason) == (61, True, "")


def test_what_a_formula_gives_is_stronger_than_older_values_and_grows_against_last_year():
    shown = stand(growing(), (2025, 10), (2026, 99), computed=Computed(12))
    assert (shown.reading, shown.on, shown.label) == (12, TODAY, "растёт")


@pytest.mark.parametrize(
    ("number", "words"),
    [("48.5000", "48,5"), ("60.0000", "60"), ("0", "0"), ("1250", f"1{NBSP}250"), ("100.0000", "100")],
)
def test_numbers_are_written_in_russian(number, words):
    assert number_ru(Decimal(number)) == words
    assert with_unit(Decimal(number), indicator()) == f"{words}{NBSP}%"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, f"не меньше 60{NBSP}%"),
        ({"at_least": None, "at_most": Decimal(5), "unit": "чел."}, f"не больше 5{NBSP}чел."),
        ({"target_kind": "growth"}, "ежегодный рост"),
        (
            {"target_kind": "periodicity", "unit": "раз", "at_least": 2, "period": "month"},
            f"не меньше 2{NBSP}раз в месяц",
        ),
    ],
)
def test_targets_are_written_in_russian(fields, words):
    assert target_label(indicator(**fields)) == words


# Charts -----------------------------------------------------------------------------------------------------------------


def points(*values):
    return [(number * 365, str(2016 + number), Decimal(value)) for number, value in enumerate(values)]


def test_one_value_is_no_chart():
    assert draw(points(48)) is None
    assert draw([]) is None


def test_a_chart_stands_in_its_frame_and_higher_values_stand_higher():
    chart = draw(points(48, 61, 74), targets=[(70, "цель")], write=number_ru, ceiling=100)
    heights = [float(dot.y) for dot in chart.dots]
    assert heights == sorted(heights, reverse=True)
    for mark in (*chart.dots, *chart.lines, *chart.targets):
        assert 0 < float(mark.x) < chart.width
        assert 0 < float(mark.y) <= chart.bottom
    assert [mark.text for mark in chart.lines] == ["0", "20", "40", "60", "80"]
    assert [dot.text for dot in chart.dots] == ["48", "61", "74"]
    assert [mark.text for mark in chart.labels] == ["2016", "2017", "2018"]
    assert not chart.bars


@pytest.mark.parametrize("values", [(0, 0), (1, 3), (0, 1), ("0.2", "0.7"), (99, 100), (5, 12_500)])
def test_scales_are_round_and_never_crowded(values):
    chart = draw(points(*values), write=number_ru, ceiling=100 if max(map(Decimal, values)) == 100 else None)
    assert 2 <= len(chart.lines) <= 6
    assert all(float(dot.y) >= 20 for dot in chart.dots)


def test_labels_never_lie_upon_each_other_and_the_last_one_is_there():
    chart = draw([(n, f"{n:02}.2026", Decimal(n)) for n in range(1, 25)], as_bars=True)
    places = [float(mark.x) for mark in chart.labels]
    assert min(b - a for a, b in itertools.pairwise(places)) >= 54
    assert chart.labels[-1].text == "24.2026"
    assert len(chart.bars) == 24
    assert not chart.line
    assert [dot.text for dot in chart.dots].count("") == 23
