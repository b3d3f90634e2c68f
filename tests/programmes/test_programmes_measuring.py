"""Values of indicators: what is taken, what is refused and why, who may, and that visitors see it at once."""

import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from home.models import Change
from programmes.enums import MeasurementSource
from programmes.formulas import AWAITED, Computed, Operand, Scope, compute, formula, formula_choices
from programmes.measuring import (
    MeasurementRefused,
    add_measurement,
    correct_measurement,
    keep_computed,
    read_number,
    withdraw_measurement,
)
from programmes.models import Indicator, Measurement
from tests.making import person, programme, subproject

pytestmark = pytest.mark.django_db
DAY = datetime.date
TODAY = datetime.date.today()


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def indicator(page, **fields):
    """Share of teachers, at least 60 %, unless told otherwise."""
    fields = {"text": "Доля педагогов", "unit": "%", "at_least": 60, **fields}
    return Indicator.objects.create(programme=page, **fields)


def presence(page, **fields):
    return indicator(page, target_kind="presence", unit="", at_least=None, **fields)


def refusal(**deed):
    with pytest.raises(MeasurementRefused) as caught:
        add_measurement(**{"on": DAY(2026, 5, 31), "value": Decimal(50), **deed})
    assert not Measurement.objects.exists()
    return str(caught.value)


def test_a_value_is_added_with_who_and_what_proves_it_and_stands_in_the_history(page, leader):
    made = add_measurement(
        indicator=indicator(page),
        on=DAY(2026, 5, 31),
        value=Decimal("48.5"),
        by=leader,
        note="по списку",
        proof_text="Справка",
        proof_url="https://example.org/a",
    )
    made.refresh_from_db()
    assert (made.reading, made.by, made.source) == (Decimal("48.5"), leader, MeasurementSource.MANUAL)
    entry = ModelLogEntry.objects.get(action="programmes.measurement.add")
    assert (entry.user, entry.data) == (leader, {"on": "2026-05-31", "value": "48.5"})


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ({"on": TODAY + datetime.timedelta(days=1)}, "ещё не наступила"),
        ({"on": DAY(216, 5, 31)}, "Проверьте дату"),
        ({"on": None}, "Проверьте дату"),
        ({"value": Decimal("100.01")}, "Больше 100 %"),
        ({"value": Decimal("-1")}, "отрицательным"),
        ({"value": True}, "нужно число"),
        ({"value": Decimal("1.23456")}, "запят"),
        ({"proof_url": "javascript:alert(1)"}, "URL"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_its_reason(page, leader, deed, words):
    assert words in refusal(indicator=indicator(page), by=leader, **deed)


def test_bounds_of_per_cent_themselves_are_taken_and_other_units_go_beyond_a_hundred(page, leader):
    share, people = indicator(page, code="1"), indicator(page, code="2", unit="чел.")
    for number, on in ((0, DAY(2025, 1, 1)), (100, DAY(2026, 1, 1))):
        assert add_measurement(indicator=share, on=on, value=Decimal(number), by=leader).pk
    assert add_measurement(indicator=people, on=TODAY, value=Decimal(250), by=leader).pk


def test_presence_takes_yes_and_no_and_no_number(page, leader):
    thing = presence(page)
    assert "«есть» или «нет»" in refusal(indicator=thing, by=leader)
    assert add_measurement(indicator=thing, on=DAY(2026, 5, 31), value=False, by=leader).reading is False


def test_a_second_value_of_a_day_is_refused_and_the_first_stays(page, leader):
    share = indicator(page)
    add_measurement(indicator=share, on=DAY(2026, 5, 31), value=Decimal(50), by=leader)
    with pytest.raises(MeasurementRefused, match="уже внесено"):
        add_measurement(indicator=share, on=DAY(2026, 5, 31), value=Decimal(51), by=leader)
    assert [row.value for row in Measurement.objects.all()] == [50]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"unit": ""}, "Укажите единицу"),
        ({"at_least": None}, "нужна цель"),
        ({"at_most": 50}, "не может быть меньше"),
        ({"at_least": 160}, "от 0 до 100"),
        ({"baseline": 101}, "от 0 до 100"),
        ({"unit": " процентов ", "at_most": 101}, "от 0 до 100"),
        ({"target_kind": "periodicity", "unit": "раз"}, "за какой срок"),
        ({"target_kind": "presence", "formula": "teachers_involved"}, "Формула даёт число"),
    ],
)
def test_a_target_that_says_nothing_is_refused_with_its_reason(page, fields, words):
    fields = {"text": "Доля", "unit": "%", "at_least": 60, **fields}
    with pytest.raises(ValidationError) as caught:
        Indicator(programme=page, **fields).full_clean()
    assert words in " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"unit": ""}, "has_unit"),
        ({"at_least": None}, "has_target"),
        ({"at_most": 50}, "bounds_in_order"),
        ({"at_least": 160}, "percent_within_100"),
        ({"target_kind": "periodicity"}, "has_period"),
    ],
)
def test_the_database_refuses_such_a_target_too(page, fields, name):
    with pytest.raises(IntegrityError, match=f"programmes_indicator_{name}"), transaction.atomic():
        indicator(page, **fields)


def test_the_database_keeps_values_what_they_are(page):
    share = indicator(page)
    for fields, name in (({"value": -1}, "not_negative"), ({}, "number_or_presence")):
        with pytest.raises(IntegrityError, match=f"programmes_measurement_{name}"), transaction.atomic():
            Measurement.objects.create(indicator=share, on=TODAY, **fields)
    with pytest.raises(IntegrityError, match="programmes_measurement_number_or_presence"), transaction.atomic():
        Measurement.objects.create(indicator=share, on=TODAY, value=1, presence=True)


def test_one_code_stands_once_in_a_programme_and_an_empty_one_often(sections, page):
    indicator(page, code="И1")
    with pytest.raises(IntegrityError), transaction.atomic():
        indicator(page, code="И1")
    assert indicator(programme(sections["programmes"], "Другая"), code="И1").pk
    for _again in range(2):
        assert indicator(page).pk


def test_a_part_of_another_programme_is_refused(sections, page):
    other = subproject(programme(sections["programmes"], "Другая"))
    with pytest.raises(ValidationError, match="другой программе"):
        Indicator(programme=page, subproject=other, text="Доля", unit="%", at_least=60).full_clean()


def test_a_kind_of_target_that_the_values_do_not_fit_is_refused(page, leader):
    share = indicator(page)
    add_measurement(indicator=share, on=TODAY, value=Decimal(50), by=leader)
    share.target_kind = "presence"
    with pytest.raises(ValidationError, match="не подходят"):
        share.full_clean()


def test_a_correction_is_judged_like_a_new_value_and_what_was_before_is_remembered(page, leader):
    made = add_measurement(indicator=indicator(page), on=DAY(2026, 5, 31), value=Decimal(48), by=leader)
    with pytest.raises(MeasurementRefused, match="100 %"):
        correct_measurement(measurement=made, on=made.on, value=Decimal(480), by=leader)
    correct_measurement(measurement=made, on=DAY(2026, 6, 1), value=Decimal(49), by=leader)
    made.refresh_from_db()
    assert (made.on, made.value) == (DAY(2026, 6, 1), 49)
    data = ModelLogEntry.objects.get(action="programmes.measurement.correct").data
    assert (data["value"], data["before"]["value"], data["before"]["on"]) == ("49", "48.0000", "2026-05-31")


def test_what_was_withdrawn_stays_in_the_history_with_the_reason(page, leader):
    made = add_measurement(indicator=indicator(page), on=DAY(2026, 5, 31), value=Decimal(48), by=leader)
    withdraw_measurement(measurement=made, by=leader, reason="не та школа")
    assert not Measurement.objects.exists()
    data = ModelLogEntry.objects.get(action="programmes.measurement.withdraw").data
    assert (data["value"], data["reason"]) == ("48.0000", "не та школа")


def test_what_the_site_has_computed_is_kept_once_and_is_not_corrected(page, leader):
    share = indicator(page, formula="teachers_involved")
    kept = keep_computed(indicator=share, on=DAY(2026, 5, 31), value=48)
    assert keep_computed(indicator=share, on=DAY(2026, 5, 31), value=50) is None
    with pytest.raises(MeasurementRefused, match="не правят"):
        correct_measurement(measurement=kept, on=kept.on, value=Decimal(50), by=leader)
    withdraw_measurement(measurement=kept, by=leader)
    assert not Measurement.objects.exists()


LEADS = {"programme", "editor", "administrator"}


@pytest.mark.parametrize("who", ["programme", "editor", "administrator", "other leader", "teacher", "nobody"])
def test_who_leads_this_programme_enters_its_values_and_nobody_else(page, leader, who):
    users = {
        "programme": leader,
        "editor": person(Role.EDITOR),
        "administrator": person(Role.ADMINISTRATOR),
        "other leader": person(Role.PROGRAMME_LEADER),
        "teacher": person(Role.TEACHER),
        "nobody": AnonymousUser(),
    }
    share = indicator(page)
    assert bool(can(users[who], "change", share)) == (who in LEADS)
    if who in LEADS:
        made = add_measurement(indicator=share, on=TODAY, value=Decimal(50), by=users[who])
        assert can(users[who], "change", made)
    else:
        with pytest.raises(ActionRefused):
            add_measurement(indicator=share, on=TODAY, value=Decimal(50), by=users[who])
        assert not Measurement.objects.exists()


def test_who_leads_a_subproject_keeps_its_indicators_and_not_the_programmes(page):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, responsible=user)
    own, whole = indicator(page, subproject=part), indicator(page)
    assert can(user, "change", own)
    assert not can(user, "change", whole)
    assert list(Indicator.objects.led_by(user)) == [own]


@pytest.mark.parametrize("deed", ["add", "correct", "withdraw", "keep"])
def test_every_deed_tells_the_page_that_it_has_changed(page, leader, deed):
    share = indicator(page)
    made = Measurement.objects.create(indicator=share, on=DAY(2026, 5, 31), value=48, by=leader)
    Change.objects.all().delete()
    if deed == "add":
        add_measurement(indicator=share, on=TODAY, value=Decimal(50), by=leader)
    elif deed == "correct":
        correct_measurement(measurement=made, on=made.on, value=Decimal(50), by=leader)
    elif deed == "withdraw":
        withdraw_measurement(measurement=made, by=leader)
    else:
        keep_computed(indicator=share, on=TODAY, value=50)
    assert [change.page_id for change in Change.objects.all()] == [page.pk]


@pytest.mark.parametrize(
    ("text", "number"),
    [("12,5", "12.5"), (" 1 200 ", "1200"), ("60 %", "60"), ("1\u00a0000,25", "1000.25"), ("0", "0"), ("-3", "-3")],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["много", "", "NaN", "Infinity", "1,2,3", "%", "12 чел."])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(MeasurementRefused, match="не число"):
        read_number(text)


def test_a_number_too_large_for_the_table_is_refused_in_words(page, leader):
    assert "цифр" in refusal(indicator=indicator(page, unit="чел."), by=leader, value=read_number("1e30"))


# Formulas ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def seven(monkeypatch):
    """A formula that an app above has registered, for the length of one test."""
    from programmes import formulas

    monkeypatch.setattr(formulas, "_formulas", dict(formulas._formulas))

    @formula("seven", "Семь")
    def count_seven(scope, day):
        return Computed(7, (Operand("учтено", 7, "шт."),))

    return count_seven


def test_a_formula_that_no_app_computes_says_what_is_missing(page):
    for code, (_title, missing) in AWAITED.items():
        answer = compute(code, Scope(page), TODAY)
        assert answer.value is None
        assert answer.reason == str(missing)
    assert "нет" in compute("nonsense", Scope(page), TODAY).reason


def test_a_registered_formula_answers_is_offered_and_cannot_be_taken_over(page, seven):
    assert compute("seven", Scope(page), TODAY).value == 7
    assert ("seven", "Семь") in formula_choices()
    with pytest.raises(ValueError, match="already"):
        formula("seven", "Другая")(lambda scope, day: None)


def test_what_the_site_computes_is_not_entered_by_hand_and_what_it_awaits_is(page, leader, seven):
    counted, awaited = indicator(page, formula="seven"), indicator(page, formula="teachers_involved")
    assert "сам" in refusal(indicator=counted, by=leader)
    assert add_measurement(indicator=awaited, on=TODAY, value=Decimal(50), by=leader).pk


def test_formulas_named_by_the_requirements_are_known():
    named = {"teachers_involved", "requests_to_offers", "executed_to_requested", "certificates_to_participants"}
    named |= {"network_organisations", "online_conferences", "materials_centre", "materials_platforms"}
    assert named <= {code for code, _title in formula_choices()}
