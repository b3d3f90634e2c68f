"""The author answers, appeals and mends: his own work only, each once."""

import pytest

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.models import OutboxMail
from expertise.answering import answer_remark, unanswered_remarks
from expertise.author_voice import answer_conclusion, appeal_conclusion, decide_appeal
from expertise.concluding import sign_conclusion
from expertise.enums import APPEAL_MOVES, AnswerKind, AppealState, AssignmentState, Recommendation, RemarkForce
from expertise.models import Remark, RemarkAnswer
from expertise.outcome_errors import AlreadyDecided, ConclusionRefused
from expertise.revoking import revoke_conclusion
from tests.expertise import making_outcomes as making
from tests.making import person

pytestmark = pytest.mark.django_db
REMARKS = [(RemarkForce.OBLIGATORY, "Назвать цели"), (RemarkForce.ADVISORY, "Добавить фото")]


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


def author(works, conclusion):
    return works.authors[conclusion.round.page_id]


def test_the_author_answers_once_and_the_same_click_twice_is_one_answer(sections, works):
    signed = making.judged(sections, works)
    said = {"conclusion": signed, "by": author(works, signed), "text": "Спасибо!", "agrees": True}
    answer_conclusion(**said)
    answered = answer_conclusion(**said)
    assert (answered.author_answer, answered.author_agrees) == ("Спасибо!", True)
    with pytest.raises(AlreadyDecided):
        answer_conclusion(**{**said, "text": "Передумал", "agrees": False})


def test_disagreement_needs_words_and_a_revoked_conclusion_no_answer(sections, works):
    signed = making.judged(sections, works)
    with pytest.raises(ConclusionRefused):
        answer_conclusion(conclusion=signed, by=author(works, signed), text=" ", agrees=False)
    revoke_conclusion(conclusion=signed, by=making.chair(), reason="Ошибка")
    with pytest.raises(AlreadyDecided):
        answer_conclusion(conclusion=signed, by=author(works, signed), text="Да", agrees=True)


@pytest.mark.parametrize("role", [*Role])
def test_strangers_of_every_role_neither_answer_nor_appeal(sections, works, role):
    signed = making.judged(sections, works, Recommendation.REJECT)
    stranger = person(role)
    with pytest.raises(ActionRefused):
        answer_conclusion(conclusion=signed, by=stranger, text="Я", agrees=True)
    with pytest.raises(ActionRefused):
        appeal_conclusion(conclusion=signed, by=stranger, text="Я")


def test_a_co_author_reads_and_does_not_answer(sections, works):
    signed, friend = making.judged(sections, works, Recommendation.REJECT), person(Role.TEACHER)
    works.coauthors[signed.round.page_id] = [friend]
    with pytest.raises(ActionRefused):
        appeal_conclusion(conclusion=signed, by=friend, text="Мы")


@pytest.mark.parametrize("verdict", [wish for wish in Recommendation if wish != Recommendation.REJECT])
def test_only_a_refusal_is_appealed(sections, works, verdict):
    signed = making.judged(sections, works, verdict)
    with pytest.raises(ConclusionRefused, match="только на отказ"):
        appeal_conclusion(conclusion=signed, by=author(works, signed), text="Против")


def test_a_refusal_is_appealed_once_for_a_work_even_after_a_new_round(sections, works):
    signer = making.chair()
    signed = making.judged(sections, works, Recommendation.REJECT, by=signer)
    by = author(works, signed)
    appeal_conclusion(conclusion=signed, by=by, text="Эксперты ошиблись.")
    with pytest.raises(AlreadyDecided):
        appeal_conclusion(conclusion=signed, by=by, text="Ещё раз.")
    decide_appeal(conclusion=signed, by=making.chair(), granted=True, answer="Посмотрим заново.")
    assert works.told[-1] == ("appeal_granted", signed.pk)
    again = making.open_round(signed.round.page, number=2)
    making.review(again, 1, wish=Recommendation.REJECT)
    making.review(again, 2, wish=Recommendation.REJECT)
    second = sign_conclusion(conclusion=making.drafted(again, Recommendation.REJECT), by=signer)
    with pytest.raises(AlreadyDecided):
        appeal_conclusion(conclusion=second, by=by, text="И снова.")


def test_an_appeal_is_decided_by_another_chair_where_there_is_one(sections, works):
    signer = making.chair()
    signed = making.judged(sections, works, Recommendation.REJECT, by=signer)
    appeal_conclusion(conclusion=signed, by=author(works, signed), text="Против")
    other = making.chair()
    with pytest.raises(ActionRefused, match="другой председатель"):
        decide_appeal(conclusion=signed, by=signer, granted=False, answer="Нет")
    with pytest.raises(ActionRefused):
        decide_appeal(conclusion=signed, by=making.methodist(), granted=False, answer="Нет")
    other.is_active = False
    other.save()
    decided = decide_appeal(conclusion=signed, by=signer, granted=False, answer="Отказ остаётся.")
    assert (decided.appeal_state, decided.appeal_answer) == (AppealState.REFUSED, "Отказ остаётся.")
    assert "Отказ остаётся." in OutboxMail.objects.order_by("pk").last().text


def test_the_news_of_an_appeal_goes_to_the_other_chair(sections, works):
    signer = making.chair()
    signed = making.judged(sections, works, Recommendation.REJECT, by=signer)
    other = making.chair()
    OutboxMail.objects.all().delete()
    appeal_conclusion(conclusion=signed, by=author(works, signed), text="Против")
    assert [mail.recipients for mail in OutboxMail.objects.all()] == [[other.email]]


@pytest.mark.parametrize("state", ["", *AppealState])
@pytest.mark.parametrize("target", [AppealState.GRANTED, AppealState.REFUSED])
def test_every_move_of_the_table_of_appeals_and_no_other(sections, works, caplog, state, target):
    signed = making.judged(sections, works, Recommendation.REJECT)
    signed.appeal_state = state
    signed.save()
    say = {"conclusion": signed, "by": making.chair(), "granted": target == AppealState.GRANTED, "answer": "Так"}
    if target in APPEAL_MOVES.get(state, ()):
        assert decide_appeal(**say).appeal_state == target
    else:
        with pytest.raises(AlreadyDecided):
            decide_appeal(**say)
        signed.refresh_from_db()
        assert (signed.appeal_state, signed.appeal_answer) == (state, "")
        assert f" → {target}" in caplog.text


# Answers to remarks --------------------------------------------------------------------------------------------------


def test_every_remark_waits_for_an_answer_wishes_too(sections, works):
    signed = making.judged(sections, works, Recommendation.REVISE, remarks=REMARKS)
    remarks = list(unanswered_remarks(signed.round))
    assert [remark.number for remark in remarks] == [1, 2]
    by = author(works, signed)
    answer_remark(remark=remarks[0], by=by, kind=AnswerKind.DONE, text="Цели на с. 2.")
    answer_remark(remark=remarks[1], by=by, kind=AnswerKind.DECLINED, text="Фото нет: дети не согласны.")
    answer_remark(remark=remarks[0], by=by, kind=AnswerKind.DONE, text="Цели на с. 3.")
    assert not unanswered_remarks(signed.round).exists()
    assert RemarkAnswer.objects.get(remark=remarks[0]).text == "Цели на с. 3."


@pytest.mark.parametrize(("kind", "text"), [("done", " "), ("", "Где-то"), ("later", "Потом"), ("done", "я" * 4001)])
def test_an_answer_has_its_kind_and_words_that_fit(sections, works, kind, text):
    signed = making.judged(sections, works, Recommendation.REVISE, remarks=REMARKS)
    with pytest.raises(ConclusionRefused):
        answer_remark(remark=Remark.objects.first(), by=author(works, signed), kind=kind, text=text)


def test_others_do_not_answer_remarks_in_the_authors_name(sections, works):
    signed = making.judged(sections, works, Recommendation.REVISE, remarks=REMARKS)
    for role in Role:
        with pytest.raises(ActionRefused):
            answer_remark(remark=Remark.objects.first(), by=person(role), kind=AnswerKind.DONE, text="Да")
    assert unanswered_remarks(signed.round).count() == 2


@pytest.mark.parametrize("verdict", [Recommendation.RECOMMEND, Recommendation.REJECT])
def test_what_is_not_returned_has_no_remarks_to_answer(sections, works, verdict):
    signed = making.judged(sections, works, verdict, remarks=REMARKS)
    with pytest.raises(AlreadyDecided):
        answer_remark(remark=Remark.objects.first(), by=author(works, signed), kind=AnswerKind.DONE, text="Да")


def test_remarks_are_answered_neither_before_the_signature_nor_after_the_next_round_has_begun(sections, works):
    page = making.work(sections, works)
    round = making.open_round(page)
    making.review(round, 1, wish=Recommendation.REVISE, remarks=REMARKS)
    making.review(round, 2, wish=Recommendation.REVISE)
    say = {"remark": Remark.objects.first(), "by": works.authors[page.pk], "kind": AnswerKind.DONE, "text": "Да"}
    with pytest.raises(AlreadyDecided):
        answer_remark(**say)
    sign_conclusion(conclusion=making.drafted(round, Recommendation.REVISE), by=making.chair())
    answer_remark(**say)
    making.open_round(page, number=2)
    with pytest.raises(AlreadyDecided):
        answer_remark(**say)


def test_a_remark_of_a_reopened_review_is_its_experts_alone(sections, works):
    signed = making.judged(sections, works, Recommendation.REVISE, remarks=REMARKS)
    signed.round.assignments.filter(alias=1).update(state=AssignmentState.ACCEPTED)
    assert not unanswered_remarks(signed.round).exists()
    with pytest.raises(AlreadyDecided):
        answer_remark(remark=Remark.objects.first(), by=author(works, signed), kind=AnswerKind.DONE, text="Да")
