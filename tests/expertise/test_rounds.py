"""A round freezes what is judged; one is open at a time; nobody opens one about a work of his own."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused, can
from community.models import OutboxMail
from expertise.enums import ROUND_MOVES, AssignmentState, RoundState
from expertise.errors import ReasonMissing, RoundAlreadyOpen, RoundClosed, RubricRefused
from expertise.models import ReviewRound
from expertise.rounds import cancel_round, close_round
from home.models import Change
from tests.expertise.making_reviews import (
    accepted,
    expert,
    facts,
    fresh,
    fresh_round,
    invited,
    methodist,
    opened,
    sheet,
    submitted,
    work,
)
from tests.making import person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def page(sections):
    return work(sections, person(Role.TEACHER))


def test_a_round_keeps_the_sheet_the_card_and_the_files_as_they_were(page, keeper):
    rubric, file = sheet(criteria=3), stored()
    found = opened(page, keeper, rubric=rubric, files=[(file, "Конспект"), (stored("Ещё.txt", "Ещё."), "")])
    rubric.criteria.update(title="Другой", weight=9)
    type(rubric).objects.filter(pk=rubric.pk).update(title="Другой лист", guidance="Иначе")
    kept = fresh_round(found)
    assert [one.title for one in kept.criteria_list] == ["Критерий 1", "Критерий 2", "Критерий 3"]
    assert kept.criteria_list[0].levels[0] == [0, "нет"]
    assert (kept.rubric_title, kept.guidance) == (found.rubric_title, "Смотрите на цель.")
    assert [(one.title, one.sha256 == one.file.sha256) for one in kept.files.all()] == [
        ("Конспект", True),
        ("Ещё", True),
    ]
    assert kept.card == [["Класс", "5"], ["Аннотация", "О чём это."]]
    assert set(kept.people.all()) == set(facts(page).people)


def test_a_page_has_one_open_round_and_the_second_is_refused_in_words(page, keeper):
    first = opened(page, keeper)
    with pytest.raises(RoundAlreadyOpen, match="уже на экспертизе"):
        opened(page, keeper)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRound.objects.create(
            page_id=page.pk, number=7, title="x", digest="b" * 64, rubric=first.rubric, anonymity=first.anonymity
        )
    assert ReviewRound.objects.of_page(page.pk).count() == 1


def test_rounds_of_a_page_are_numbered_and_a_cancelled_one_makes_room(page, keeper):
    first = opened(page, keeper)
    cancel_round(round=first, by=keeper, reason="Ошиблись листом.")
    second = opened(page, keeper, previous=first)
    assert (first.number, second.number, second.previous) == (1, 2, first)


@pytest.mark.parametrize("change", [{"is_active": False}, {"criteria": 0}])
def test_a_sheet_that_is_retired_or_empty_judges_nothing(page, keeper, change):
    with pytest.raises(RubricRefused):
        opened(page, keeper, rubric=sheet(**change))


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.MODERATOR, Role.ANALYST])
def test_others_open_and_cancel_nothing(page, keeper, role):
    with pytest.raises(ActionRefused):
        opened(page, person(role))
    with pytest.raises(ActionRefused):
        cancel_round(round=opened(page, keeper), by=person(role), reason="Хочу.")


@pytest.mark.parametrize("fields", [{}, {"is_superuser": True}])
def test_nobody_keeps_a_round_about_a_work_of_his_own(sections, keeper, fields):
    own = person(Role.METHODIST, **fields)
    page = work(sections, person(), own)
    with pytest.raises(ActionRefused, match="участвуете"):
        opened(page, own)
    with pytest.raises(ActionRefused, match="участвуете"):
        cancel_round(round=opened(page, keeper), by=own, reason="Моя.")


def test_who_judges_in_a_round_does_not_keep_it(page, keeper):
    both = person(Role.METHODIST, Role.EXPERT)
    found = opened(page, keeper)
    assert can(both, "manage", found)
    invited(found, keeper, both)
    assert "эксперт" in str(can(both, "manage", found).reason)
    with pytest.raises(ActionRefused, match="эксперт"):
        cancel_round(round=found, by=both, reason="Сам сужу.")


def test_cancelling_releases_those_who_work_and_keeps_what_was_sent(page, keeper):
    found = opened(page, keeper)
    waiting, working, done = invited(found, keeper), accepted(found, keeper), submitted(found, keeper)
    with pytest.raises(ReasonMissing):
        cancel_round(round=found, by=keeper, reason=" ")
    OutboxMail.objects.all().delete()
    cancel_round(round=found, by=keeper, reason="Автор отозвал работу.")
    states = [fresh(one).state for one in (waiting, working, done)]
    assert states == [AssignmentState.CANCELLED, AssignmentState.CANCELLED, AssignmentState.SUBMITTED]
    letters = OutboxMail.objects.all()
    assert {letter.recipients[0] for letter in letters} == {waiting.expert.email, working.expert.email}
    assert all("Автор отозвал работу." in letter.text for letter in letters)
    with pytest.raises(RoundClosed):
        cancel_round(round=found, by=keeper, reason="Ещё раз.")


def test_opening_and_cancelling_are_logged_and_tell_the_site_that_the_page_changed(page, keeper):
    Change.objects.all().delete()
    found = opened(page, keeper)
    cancel_round(round=found, by=keeper, reason="Нет времени.")
    assert Change.objects.filter(page_id=page.pk).count() == 2
    actions = ModelLogEntry.objects.filter(object_id=str(found.pk), action__startswith="expertise.round")
    assert {entry.action for entry in actions} == {"expertise.round.open", "expertise.round.cancel"}
    assert {entry.user for entry in actions} == {keeper}
    assert page.title not in {entry.label for entry in actions}


@pytest.mark.parametrize("state", list(RoundState))
@pytest.mark.parametrize("target", [RoundState.CONCLUDED, RoundState.CANCELLED])
def test_a_round_moves_as_its_table_says(sections, keeper, caplog, state, target):
    found = opened(work(sections), keeper)
    if state != RoundState.OPEN:
        close_round(found, state)
    if target in ROUND_MOVES[state]:
        close_round(found, target)
        assert (fresh_round(found).state, found.state) == (target, target)
    else:
        with pytest.raises(RoundClosed):
            close_round(found, target)
        assert fresh_round(found).state == state
        assert f"{state} → {target}" in caplog.text


def test_those_who_judged_before_are_invited_to_the_next_round(page, keeper):
    first = opened(page, keeper)
    judge, silent = expert(), expert()
    submitted(first, keeper, judge)
    invited(first, keeper, silent)
    close_round(first, RoundState.CONCLUDED)
    second = opened(page, keeper, previous=first)
    assert [one.expert for one in second.assignments.all()] == [judge]
    assert second.assignments.get().state == AssignmentState.INVITED


def test_who_has_become_a_co_author_is_not_invited_again_and_the_log_says_so(page, keeper):
    first = opened(page, keeper)
    judge = expert()
    submitted(first, keeper, judge)
    close_round(first, RoundState.CONCLUDED)
    facts(page).people.append(judge)
    second = opened(page, keeper, previous=first)
    assert not second.assignments.exists()
    assert ModelLogEntry.objects.filter(object_id=str(second.pk), action="expertise.expert.not_invited").exists()
