"""An expert's work: accepted, kept, sent; of two acts at once one wins and the other hears why (reliability F31, F32, F35)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.enums import ActivityKind
from community.models import ActivityRecord, OutboxMail
from expertise import reviewing
from expertise.answers import MOST_REMARKS, MarkGiven, RemarkGiven, answers_of, total_of
from expertise.enums import ASSIGNMENT_MOVES, POSTPONEMENT_MOVES, AssignmentState, PostponementState, Recommendation
from expertise.errors import (
    AnswersRefused,
    MoveRefused,
    PostponementRefused,
    ReasonMissing,
    ReviewIncomplete,
    ReviewRefused,
    RoundClosed,
    StaleDraft,
)
from expertise.inviting import withdraw_invitation
from expertise.models import ExpertAssignment, Postponement
from expertise.moving import move_assignment
from expertise.reviewing import (
    accept_invitation,
    ask_postponement,
    decide_postponement,
    decline_invitation,
    dismiss_expert,
    reopen_review,
    save_review,
    submit_review,
)
from expertise.rounds import cancel_round
from home.working_days import add_working_days
from tests.expertise.making_reviews import (
    accepted,
    answers,
    expert,
    fresh,
    guest,
    invited,
    methodist,
    opened,
    saved,
    submitted,
    work,
)
from tests.making import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def going(sections, keeper):
    return opened(work(sections, person(Role.TEACHER)), keeper)


def keep(assignment, given, number=None):
    number = assignment.draft_number if number is None else number
    return save_review(assignment=assignment, by=assignment.expert, draft_number=number, answers=given)


def send(assignment):
    return submit_review(assignment=assignment, by=assignment.expert, draft_number=assignment.draft_number)


# Accepting and declining ------------------------------------------------------------------------------------------------------


def test_accepting_starts_the_days_of_work_and_tells_the_methodist(going, keeper):
    assignment = invited(going, keeper)
    OutboxMail.objects.all().delete()
    accept_invitation(assignment=assignment, by=assignment.expert)
    kept = fresh(assignment)
    assert kept.state == AssignmentState.ACCEPTED
    assert kept.work_due_on == add_working_days(timezone.localdate(), 10)
    assert [letter.recipients for letter in OutboxMail.objects.all()] == [[keeper.email]]


def test_declining_needs_a_reason_that_the_methodist_reads(going, keeper):
    assignment = invited(going, keeper)
    with pytest.raises(ReasonMissing):
        decline_invitation(assignment=assignment, by=assignment.expert, reason="  ")
    decline_invitation(assignment=assignment, by=assignment.expert, reason="Нет времени.")
    assert (fresh(assignment).state, fresh(assignment).reason) == (AssignmentState.DECLINED, "Нет времени.")
    assert "Нет времени." in OutboxMail.objects.latest("pk").text


@pytest.mark.parametrize("who", ["another expert", "the methodist", "a superuser", "nobody", "another guest"])
@pytest.mark.parametrize("verb", ["accept", "decline", "save", "submit", "postpone"])
def test_nobody_else_does_an_experts_work(sections, going, keeper, who, verb):
    assignment = invited(going, keeper) if verb in ("accept", "decline") else accepted(going, keeper)
    by = {
        "another expert": lambda: accepted(going, keeper).expert,
        "the methodist": lambda: keeper,
        "a superuser": lambda: person(is_superuser=True),
        "nobody": AnonymousUser,
        "another guest": lambda: guest(going, keeper)[0],
    }[who]()
    acts = {
        "accept": lambda: accept_invitation(assignment=assignment, by=by),
        "decline": lambda: decline_invitation(assignment=assignment, by=by, reason="x"),
        "save": lambda: save_review(assignment=assignment, by=by, draft_number=0, answers=answers(going)),
        "submit": lambda: submit_review(assignment=assignment, by=by, draft_number=0),
        "postpone": lambda: ask_postponement(assignment=assignment, by=by, until=timezone.localdate(), reason="x"),
    }
    before = ExpertAssignment.objects.filter(pk=assignment.pk).values().get()
    with pytest.raises(ActionRefused):
        acts[verb]()
    assert ExpertAssignment.objects.filter(pk=assignment.pk).values().get() == before


# Keeping ----------------------------------------------------------------------------------------------------------------------


def test_an_empty_sheet_is_a_good_draft_and_everything_comes_back_as_it_was_typed(going, keeper):
    assignment = accepted(going, keeper)
    file = going.files.get()
    first, second = going.criteria_list
    given = replace(
        answers(going),
        marks={first.pk: MarkGiven(is_na=True), second.pk: MarkGiven(comment="Думаю.")},
        remarks=(RemarkGiven("Где примеры?", "advisory", file.pk, 3, "снег"), RemarkGiven("И ответы.")),
        note_to_centre="Знаю похожую работу.",
    )
    keep(assignment, replace(given, marks={}, remarks=(), text="", recommendation=""))
    keep(assignment, given)
    assert answers_of(fresh(assignment)) == given
    keep(assignment, replace(given, remarks=given.remarks[1:]))
    assert answers_of(fresh(assignment)).remarks == given.remarks[1:]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"marks": {0: MarkGiven(mark=1)}}, "mark-0"),
        ({"recommendation": "publish"}, "recommendation"),
        ({"text": "x" * 8001}, "text"),
        ({"note_to_centre": "x" * 4001}, "note_to_centre"),
        ({"remarks": (RemarkGiven("x", "must"),)}, "remark-0-force"),
        ({"remarks": (RemarkGiven("x", file_id=10**6),)}, "remark-0-file"),
        ({"remarks": (RemarkGiven("x", leaf=0),)}, "remark-0-leaf"),
        ({"remarks": (RemarkGiven("x"),) * (MOST_REMARKS + 1)}, "remarks"),
    ],
)
def test_what_no_sheet_may_hold_is_refused_by_its_field(going, keeper, change, field):
    assignment = accepted(going, keeper)
    with pytest.raises(AnswersRefused) as refused:
        keep(assignment, replace(answers(going), **change))
    assert list(refused.value.fields) == [field]
    assert fresh(assignment).draft_number == 0


@pytest.mark.parametrize("mark", [4, -1])
def test_a_mark_that_is_no_level_and_a_file_of_another_work_are_refused(sections, going, keeper, mark):
    assignment, other = accepted(going, keeper), opened(work(sections), keeper)
    with pytest.raises(AnswersRefused):
        keep(assignment, answers(going, mark=mark))
    foreign = RemarkGiven("x", file_id=other.files.get().pk)
    with pytest.raises(AnswersRefused):
        keep(assignment, replace(answers(going), remarks=(foreign,)))


def test_not_applicable_only_where_the_sheet_allows_it(going, keeper):
    going.criteria.update(may_be_na=False)
    assignment = accepted(going, keeper)
    marks = {one.pk: MarkGiven(is_na=True) for one in going.criteria.all()}
    with pytest.raises(AnswersRefused):
        keep(fresh(assignment), replace(answers(going), marks=marks))


def test_of_two_windows_the_older_does_not_undo_the_newer(going, keeper):
    assignment = accepted(going, keeper)
    newer, older = fresh(assignment), fresh(assignment)
    assert keep(newer, answers(going, text="Новое.")) == 1
    with pytest.raises(StaleDraft) as stale:
        keep(older, answers(going, text="Старое."))
    assert stale.value.current == 1
    assert fresh(assignment).text == "Новое."
    keep(older, answers(going, text="Старое, но нарочно."), number=stale.value.current)
    assert fresh(assignment).text == "Старое, но нарочно."


def test_the_total_leaves_not_applicable_out(going):
    first, second = going.criteria_list
    half = replace(answers(going), marks={first.pk: MarkGiven(mark=3), second.pk: MarkGiven(is_na=True)})
    assert total_of(half, going.criteria_list) == 100
    assert total_of(replace(half, marks={}), going.criteria_list) is None


# Sending ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"text": " "}, "text"),
        ({"recommendation": ""}, "recommendation"),
        ({"remarks": ()}, "remarks"),
        ({"remarks": (RemarkGiven("x"), RemarkGiven("", quote="снег"))}, "remark-1-text"),
    ],
)
def test_an_unfinished_sheet_is_kept_and_not_sent(going, keeper, change, missing):
    assignment = accepted(going, keeper)
    keep(assignment, replace(answers(going), **change))
    with pytest.raises(ReviewIncomplete) as refused:
        send(assignment)
    assert list(refused.value.fields) == [missing]
    assert fresh(assignment).state == AssignmentState.ACCEPTED


def test_a_criterion_needs_an_answer_and_a_low_mark_needs_words(going, keeper):
    assignment = accepted(going, keeper)
    first, second = going.criteria_list
    keep(assignment, replace(answers(going), marks={first.pk: MarkGiven(mark=0, comment=" ")}))
    with pytest.raises(ReviewIncomplete) as refused:
        send(assignment)
    assert set(refused.value.fields) == {f"comment-{first.pk}", f"mark-{second.pk}"}


def test_a_rejection_needs_no_remarks(going, keeper):
    assignment = saved(accepted(going, keeper), answers(going, remarks=(), recommendation=Recommendation.REJECT))
    send(assignment)
    assert fresh(assignment).state == AssignmentState.SUBMITTED


def test_remarks_are_numbered_through_the_whole_round_when_they_are_sent(going, keeper):
    first = accepted(going, keeper)
    saved(first, answers(going, remarks=("а", "б")))
    assert not first.remarks.exclude(number=None).exists()
    submitted(going, keeper, given=answers(going, remarks=("в",)))
    send(first)
    numbers = [(one.number, one.text) for row in going.assignments.all() for one in row.remarks.all()]
    assert sorted(numbers) == [(1, "в"), (2, "а"), (3, "б")]


def test_two_experts_who_send_at_the_same_instant_get_numbers_without_doubles(going, keeper, monkeypatch):
    one, two = saved(accepted(going, keeper)), saved(accepted(going, keeper))
    lock = reviewing.lock_open_round

    def meanwhile(round_id):
        monkeypatch.setattr(reviewing, "lock_open_round", lock)
        send(fresh(two))
        lock(round_id)

    monkeypatch.setattr(reviewing, "lock_open_round", meanwhile)
    send(one)
    assert [fresh(row).state for row in (one, two)] == [AssignmentState.SUBMITTED] * 2
    assert (two.remarks.get().number, one.remarks.get().number) == (1, 2)


@pytest.mark.parametrize("act", ["save", "submit", "accept"])
def test_the_methodist_who_withdraws_while_an_expert_acts_wins_and_nothing_is_half_kept(going, keeper, act):
    assignment = invited(going, keeper) if act == "accept" else saved(accepted(going, keeper))
    acts = {
        "save": lambda row: keep(row, answers(going, text="Позднее.")),
        "submit": send,
        "accept": lambda row: accept_invitation(assignment=row, by=row.expert),
    }
    seen_before = fresh(assignment)
    assert seen_before.round.state == "open"
    withdraw_invitation(assignment=fresh(assignment), by=keeper, reason="Нашли другого.")
    with pytest.raises((MoveRefused, ActionRefused)):
        acts[act](seen_before)
    kept = fresh(assignment)
    assert kept.state == AssignmentState.CANCELLED
    assert kept.text != "Позднее."
    assert kept.submitted_at is None


def test_a_double_click_sends_once(going, keeper):
    assignment = saved(accepted(going, keeper))
    first, second = fresh(assignment), fresh(assignment)
    send(first)
    OutboxMail.objects.all().delete()
    with pytest.raises(ReviewRefused):
        send(second)
    assert not OutboxMail.objects.exists()
    assert assignment.remarks.get().number == 1


def test_after_sending_the_sheet_is_read_only(going, keeper):
    assignment = submitted(going, keeper)
    for act in (lambda: keep(assignment, answers(going, text="Иначе.")), lambda: send(assignment)):
        with pytest.raises(ActionRefused):
            act()


def test_a_closed_round_takes_nothing(going, keeper):
    assignment = saved(accepted(going, keeper))
    before = fresh(assignment)
    assert before.round.state == "open"
    cancel_round(round=going, by=keeper, reason="Всё.")
    for act in (lambda: keep(before, answers(going)), lambda: send(before)):
        with pytest.raises((RoundClosed, MoveRefused)):
            act()


# Time --------------------------------------------------------------------------------------------------------------------------


def test_more_days_are_asked_once_and_granted_or_refused(going, keeper):
    assignment = accepted(going, keeper)
    until = assignment.work_due_on + timedelta(days=7)
    asked = ask_postponement(assignment=assignment, by=assignment.expert, until=until, reason="Болею.")
    with pytest.raises(PostponementRefused, match="уже попросили"):
        ask_postponement(assignment=assignment, by=assignment.expert, until=until, reason="Ещё.")
    decide_postponement(postponement=asked, by=keeper, grant=True)
    assert fresh(assignment).work_due_on == until
    again = ask_postponement(
        assignment=fresh(assignment), by=assignment.expert, until=until + timedelta(days=1), reason="Ещё день."
    )
    decide_postponement(postponement=again, by=keeper, grant=False)
    assert fresh(assignment).work_due_on == until


@pytest.mark.parametrize("days", [-100, 0, 400])
def test_an_impossible_date_is_refused(going, keeper, days):
    assignment = accepted(going, keeper)
    with pytest.raises(PostponementRefused):
        ask_postponement(
            assignment=assignment, by=assignment.expert, until=assignment.work_due_on + timedelta(days=days), reason="x"
        )


@pytest.mark.parametrize("state", list(PostponementState))
@pytest.mark.parametrize("grant", [True, False])
def test_a_request_for_days_moves_as_its_table_says(going, keeper, caplog, state, grant):
    assignment = accepted(going, keeper)
    until = assignment.work_due_on + timedelta(days=2)
    request = Postponement.objects.create(assignment=assignment, until=until, reason="x", state=state)
    target = PostponementState.GRANTED if grant else PostponementState.REFUSED
    if target in POSTPONEMENT_MOVES[state]:
        decide_postponement(postponement=request, by=keeper, grant=grant)
        assert fresh(request).state == target
    else:
        with pytest.raises(MoveRefused):
            decide_postponement(postponement=request, by=keeper, grant=grant)
        assert fresh(request).state == state
        assert f"{state} → {target}" in caplog.text


def test_the_silent_are_dismissed_and_can_come_back(going, keeper):
    silent, working = invited(going, keeper), saved(accepted(going, keeper))
    for assignment in (silent, working):
        dismiss_expert(assignment=assignment, by=keeper, reason="Молчит.")
        assert fresh(assignment).state == AssignmentState.DISMISSED
        reopen_review(assignment=fresh(assignment), by=keeper, reason="Нашёлся.")
    assert fresh(silent).state == AssignmentState.INVITED
    assert (fresh(working).state, fresh(working).text) == (AssignmentState.ACCEPTED, "В целом удачно.")


def test_a_sent_review_is_reopened_amended_and_sent_again_under_its_numbers(going, keeper):
    assignment = submitted(going, keeper)
    reopen_review(assignment=assignment, by=keeper, reason="Поясните балл.")
    assert "Поясните балл." in OutboxMail.objects.latest("pk").text
    assignment = fresh(assignment)
    keep(assignment, answers(going, remarks=("Мало примеров.", "И задач.")))
    send(assignment)
    assert [one.number for one in assignment.remarks.all()] == [1, 2]


@pytest.mark.parametrize("verb", [dismiss_expert, reopen_review, withdraw_invitation])
def test_only_the_keeper_decides_about_experts(going, keeper, verb):
    assignment = submitted(going, keeper) if verb is reopen_review else invited(going, keeper)
    for by in (assignment.expert, expert(), person(Role.TEACHER), person(Role.CHAIR)):
        with pytest.raises(ActionRefused):
            verb(assignment=assignment, by=by, reason="Хочу.")


# The table ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", list(AssignmentState))
@pytest.mark.parametrize("target", list(AssignmentState))
def test_an_assignment_moves_as_its_table_says(going, keeper, caplog, state, target):
    assignment = invited(going, keeper)
    needed = {
        "work_due_on": timezone.localdate(),
        "submitted_at": timezone.now(),
        "recommendation": Recommendation.RECOMMEND,
    }
    ExpertAssignment.objects.filter(pk=assignment.pk).update(state=state, **needed)
    assignment = fresh(assignment)
    if target in ASSIGNMENT_MOVES[state]:
        move_assignment(assignment, target)
        assert fresh(assignment).state == target
    else:
        with pytest.raises(MoveRefused, match=str(AssignmentState(state).label)):
            move_assignment(assignment, target)
        assert fresh(assignment).state == state
        assert f"{state} → {target}" in caplog.text
        assert str(assignment.expert) not in caplog.text


VERBS = {
    "accept": (lambda row, by: accept_invitation(assignment=row, by=row.expert), {AssignmentState.INVITED}),
    "decline": (
        lambda row, by: decline_invitation(assignment=row, by=row.expert, reason="x"),
        {AssignmentState.INVITED, AssignmentState.ACCEPTED},
    ),
    "dismiss": (
        lambda row, by: dismiss_expert(assignment=row, by=by, reason="x"),
        {AssignmentState.INVITED, AssignmentState.ACCEPTED},
    ),
    "withdraw": (
        lambda row, by: withdraw_invitation(assignment=row, by=by, reason="x"),
        {AssignmentState.INVITED, AssignmentState.ACCEPTED},
    ),
    "reopen": (
        lambda row, by: reopen_review(assignment=row, by=by, reason="x"),
        {AssignmentState.SUBMITTED, AssignmentState.DECLINED, AssignmentState.DISMISSED},
    ),
}


@pytest.mark.parametrize("state", list(AssignmentState))
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_state_moves_or_is_refused(going, keeper, state, verb):
    assignment = invited(going, keeper)
    fields = {"work_due_on": timezone.localdate(), "submitted_at": timezone.now(), "recommendation": "recommend"}
    ExpertAssignment.objects.filter(pk=assignment.pk).update(state=state, accepted_at=timezone.now(), **fields)
    act, allowed = VERBS[verb]
    if state in allowed:
        act(fresh(assignment), keeper)
        assert fresh(assignment).state in ASSIGNMENT_MOVES[state]
    else:
        with pytest.raises((ReviewRefused, ActionRefused)):
            act(fresh(assignment), keeper)
        assert fresh(assignment).state == state


def test_a_sent_review_counts_for_its_expert_and_counts_no_more_while_it_is_open_again(sections):
    keeper = methodist()
    assignment = submitted(opened(work(sections, person()), keeper), keeper)
    (record,) = ActivityRecord.objects.of_person(assignment.expert)
    assert record.kind == ActivityKind.REVIEW_SUBMITTED
    assert assignment.round.title not in record.text
    reopen_review(assignment=fresh(assignment), by=keeper, reason="Поясните оценку.")
    assert not ActivityRecord.objects.of_person(assignment.expert).exists()
