"""What a round has brought, in figures and in words."""

import json

import pytest

from expertise.enums import AssignmentState, Recommendation, RemarkForce
from expertise.outcome import compose, facts_of
from expertise.outcome_words import draft_text, mark_ru, proposal_of_one_more
from tests.expertise import making_outcomes as making
from tests.making import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


@pytest.fixture
def round(sections, works):
    return making.open_round(making.work(sections, works))


def test_median_and_spread_stand_by_each_criterion_and_not_applicable_is_no_zero(round):
    making.review(round, 1, marks=(3, 2, None))
    making.review(round, 2, marks=(2, 2, 1))
    rows = compose(round).criteria
    assert [(row.median, row.spread, row.best) for row in rows] == [(2.5, 1, 3), (2, 0, 3), (1, 0, 3)]
    assert [mark.expert for mark in rows[0].marks] == ["Эксперт 1", "Эксперт 2"]
    assert rows[0].marks[0].words == "образцово"
    assert rows[2].marks[0].is_na
    assert rows[2].marks[0].mark is None


def test_experts_who_part_make_the_site_propose_one_more_and_say_where(round):
    making.review(round, 1, marks=(3, 2, 2))
    making.review(round, 2, marks=(0, 2, 2))
    outcome = compose(round)
    assert [row.criterion.title for row in outcome.disputes] == ["Цели урока"]
    assert proposal_of_one_more(outcome) == (
        "Эксперты разошлись по критерию «Цели урока» (от 0 до 3): предлагаем пригласить ещё одного."
    )


def test_nobody_proposes_one_more_while_one_works_or_when_a_third_has_answered(round):
    making.review(round, 1, marks=(3, 2, 2))
    making.review(round, 2, marks=(0, 2, 2))
    third = making.invited(round, 3)
    assert proposal_of_one_more(compose(round)) == ""
    third.delete()
    making.review(round, 3, marks=(2, 2, 2))
    assert proposal_of_one_more(compose(round)) == ""


def test_equal_marks_and_opposite_recommendations_are_a_dispute_too(round):
    making.review(round, 1)
    making.review(round, 2, wish=Recommendation.REJECT)
    assert "предлагаем пригласить ещё одного" in proposal_of_one_more(compose(round))


def test_a_rubric_without_a_threshold_has_no_disputes(sections, works):
    round = making.open_round(making.work(sections, works), dispute_from=None)
    making.review(round, 1, marks=(3, 3, 3))
    making.review(round, 2, marks=(0, 0, 0))
    assert compose(round).disputes == []


def test_what_is_being_written_or_was_reopened_is_not_in_the_outcome(round):
    making.review(round, 1, text="Отправлено.")
    reopened = making.review(round, 2, text="Переписываю.", remarks=[(RemarkForce.OBLIGATORY, "Не готово")])
    reopened.state = AssignmentState.ACCEPTED
    reopened.save()
    outcome = compose(round)
    assert [review.text for review in outcome.reviews] == ["Отправлено."]
    assert (outcome.remarks, outcome.pending, outcome.is_enough) == ((), 1, False)


@pytest.mark.parametrize(
    ("wishes", "proposed"),
    [
        ([], ""),
        (["recommend", "recommend"], "recommend"),
        (["recommend", "reject"], "reject"),
        (["with_edits", "recommend"], "with_edits"),
        (["recommend", "recommend", "reject"], "recommend"),
    ],
)
def test_the_verdict_of_most_is_proposed_and_of_a_tie_the_stricter(round, wishes, proposed):
    for alias, wish in enumerate(wishes, 1):
        making.review(round, alias, wish=wish)
    assert compose(round).proposed_verdict == proposed


def test_dissent_is_every_other_proposal_with_its_own_words(round):
    making.review(round, 1)
    making.review(round, 2, wish=Recommendation.REVISE, text="Нет целей.")
    dissent = compose(round).dissent(Recommendation.RECOMMEND)
    assert [(row.expert, row.recommendation, row.text) for row in dissent] == [("Эксперт 2", "revise", "Нет целей.")]


def test_the_frozen_facts_are_json_without_a_trace_of_an_account(round):
    first = making.review(round, 1, marks=(3, None, 2))
    making.review(round, 2, wish=Recommendation.REVISE)
    facts = json.dumps(facts_of(compose(round), Recommendation.RECOMMEND), ensure_ascii=False)
    assert "Эксперт 1" in facts
    assert "Цели урока" in facts
    for trace in (first.expert.email, first.expert.last_name, '"expert_id"', '"assignment"'):
        assert trace not in facts


def test_the_draft_tells_the_reviews_in_whole_sentences(round):
    making.review(
        round, 1, marks=(3, 1, 3), wish=Recommendation.WITH_EDITS, remarks=[(RemarkForce.OBLIGATORY, "Назвать цели")]
    )
    making.review(
        round, 2, marks=(3, 1, 0), wish=Recommendation.WITH_EDITS, remarks=[(RemarkForce.ADVISORY, "Добавить фото")]
    )
    text = draft_text(compose(round))
    assert text.startswith("Работа рекомендуется к публикации после правок")
    assert "(версия 1) рассмотрели 2\xa0эксперта по листу «Лист для уроков»." in text
    assert "Предложения экспертов: рекомендовать с правками — 2." in text
    assert "Сильные стороны работы: «Цели урока» (3 из 3)." in text
    assert "Больше всего вопросов вызвало: «Связь с нормами» (1 из 3)." in text
    assert "Мнения экспертов разошлись: «Задания детям» — от 0 до 3 из 3." in text
    assert "Эксперт 1. Отзыв номер 1." in text
    assert "обязательно учесть: № 1." in text
    assert "остаются на усмотрение автора: № 2." in text


def test_one_expert_has_considered_and_several_have(round):
    making.review(round, 1)
    assert "рассмотрел 1\xa0эксперт" in draft_text(compose(round))


def test_there_is_nothing_to_draft_before_the_first_review(round):
    assert draft_text(compose(round)) == ""


@pytest.mark.parametrize(("value", "text"), [(None, "—"), (2.0, "2"), (2.5, "2,5"), (0, "0")])
def test_medians_are_written_as_russians_write_them(value, text):
    assert mark_ru(value) == text


def test_composing_asks_the_same_of_two_experts_and_of_six(sections, works):
    few, many = (making.open_round(making.work(sections, works, title)) for title in ("Мало", "Много"))
    for round, count in ((few, 2), (many, 6)):
        for alias in range(1, count + 1):
            making.review(round, alias, remarks=[(RemarkForce.OBLIGATORY, "Так"), (RemarkForce.ADVISORY, "И так")])
    assert queries_of(lambda: draft_text(compose(few))) == queries_of(lambda: draft_text(compose(many))) <= 4
