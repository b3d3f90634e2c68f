"""Risks and expected results: where they may go, who moves them, and that the page is told."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from home.models import Change
from programmes.actions import MoveRefused
from programmes.enums import (
    RESULT_BADGES,
    RESULT_MOVES,
    RISK_BADGES,
    RISK_MOVES,
    ResultState,
    RiskState,
)
from programmes.models import ExpectedResult, Risk
from programmes.risks import add_proof, set_result_state, set_risk_state, write_measures
from tests.making import person, programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def risk(page, **fields):
    return Risk.objects.create(programme=page, text="нет заявок", **fields)


def result(page, **fields):
    return ExpectedResult.objects.create(programme=page, text="модель сети", **fields)


@pytest.mark.parametrize("now", RiskState)
@pytest.mark.parametrize("wanted", RiskState)
def test_a_risk_goes_only_where_its_table_lets_it(page, leader, now, wanted):
    one = risk(page, state=now)
    if wanted in RISK_MOVES[now]:
        assert set_risk_state(risk=one, state=wanted, by=leader).state == wanted
    else:
        with pytest.raises(MoveRefused):
            set_risk_state(risk=one, state=wanted, by=leader)
    one.refresh_from_db()
    assert one.state == (wanted if wanted in RISK_MOVES[now] else now)


@pytest.mark.parametrize("now", ResultState)
@pytest.mark.parametrize("wanted", ResultState)
def test_a_result_goes_only_where_its_table_lets_it(page, leader, now, wanted):
    one = result(page, state=now)
    if wanted in RESULT_MOVES[now]:
        set_result_state(result=one, state=wanted, by=leader)
    else:
        with pytest.raises(MoveRefused):
            set_result_state(result=one, state=wanted, by=leader)
    one.refresh_from_db()
    assert one.state == (wanted if wanted in RESULT_MOVES[now] else now)


def test_tables_are_whole_and_nothing_is_new_again():
    assert set(RISK_MOVES) == set(RISK_BADGES) == set(RiskState)
    assert set(RESULT_MOVES) == set(RESULT_BADGES) == set(ResultState)
    assert not [now for now, moves in RISK_MOVES.items() if {now, RiskState.IDENTIFIED} & moves]
    assert not [now for now, moves in RESULT_MOVES.items() if {now, ResultState.EXPECTED} & moves]


def test_measures_keep_their_order_and_a_kept_one_its_row(page, leader):
    one = risk(page)
    write_measures(risk=one, texts=["первая", " вторая ", "", "первая"], done=["вторая"], by=leader)
    assert [(m.text, m.is_done) for m in one.measures.all()] == [("первая", False), ("вторая", True)]
    second = one.measures.get(text="вторая").pk
    write_measures(risk=one, texts=["вторая", "третья"], done=["третья", "чужая"], by=leader)
    assert [(m.text, m.is_done) for m in one.measures.all()] == [("вторая", False), ("третья", True)]
    assert one.measures.get(text="вторая").pk == second


def test_a_proof_keeps_its_words_when_what_it_points_at_is_gone(page, leader, sections):
    one, news = result(page), programme(sections["programmes"], "Другая")
    proof = add_proof(result=one, text="Сборник", address="/library/a/", target=news, by=leader)
    assert proof.target == news
    news.delete()
    proof.refresh_from_db()
    assert (proof.link(), proof.target) == (("Сборник", "/library/a/"), None)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "library/a"])
def test_a_proof_points_at_pages_only(page, leader, address):
    with pytest.raises(ValidationError, match="Адрес начинается"):
        add_proof(result=result(page), text="Сборник", address=address, by=leader)


DEEDS = {
    "state": lambda page, by: set_risk_state(risk=risk(page), state="watched", by=by),
    "measures": lambda page, by: write_measures(risk=risk(page), texts=["мера"], by=by),
    "result": lambda page, by: set_result_state(result=result(page), state="achieved", by=by),
    "proof": lambda page, by: add_proof(result=result(page), text="Сборник", by=by),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_is_the_leaders_is_written_down_and_tells_the_page(page, leader, deed):
    with pytest.raises(ActionRefused):
        DEEDS[deed](page, person(Role.PROGRAMME_LEADER))
    ModelLogEntry.objects.all().delete()
    Change.objects.all().delete()
    DEEDS[deed](page, leader)
    assert ModelLogEntry.objects.get().user == leader
    # One of the record itself, one of the deed at least.
    assert Change.objects.filter(page_id=page.pk).count() >= 2
