"""Who may be asked, by whom, and who never: load, subjects, conflict of interest, personal links."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.models import OutboxMail
from expertise.conflicts import conflict_of, school_key
from expertise.enums import Anonymity, AssignmentState, CleanState, RoundState
from expertise.errors import (
    ConflictOfInterest,
    FilesNotReady,
    InvitationRefused,
    MoveRefused,
    ReasonMissing,
    RoundClosed,
)
from expertise.guest_keys import assignment_by_key, guest_path
from expertise.inviting import candidates_for, invite_expert, renew_link, withdraw_invitation
from expertise.models import ExpertAssignment, ReviewRound
from expertise.reviewing import accept_invitation
from expertise.rounds import cancel_round, close_round
from tests.expertise.making_reviews import (
    accepted,
    expert,
    facts,
    fresh,
    guest,
    invited,
    knows,
    methodist,
    opened,
    sheet,
    submitted,
    work,
)
from tests.making import person, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def author():
    return person(Role.TEACHER)


@pytest.fixture
def page(sections, author):
    return work(sections, author, organisations=["МБОУ «Школа № 5»"], subjects=["Химия"])


@pytest.fixture
def going(page, keeper):
    return opened(page, keeper)


def test_an_invitation_has_its_date_in_working_days_and_a_letter_with_one_way_in(going, keeper):
    assignment = invited(going, keeper)
    assert assignment.state == AssignmentState.INVITED
    assert assignment.answer_due_on > timezone.localdate()
    (letter,) = OutboxMail.objects.all()
    assert letter.recipients == [assignment.expert.email]
    assert letter.text.count("http") == 1
    assert f"/cabinet/reviews/{assignment.pk}/" in letter.text
    assert going.title in letter.text
    assert going.title not in letter.subject


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.ANALYST])
def test_only_those_who_keep_rounds_invite(going, role):
    with pytest.raises(ActionRefused):
        invited(going, person(role))


def test_the_number_is_drawn_by_lot_among_the_free_ones(sections, keeper):
    aliases = set()
    for _turn in range(12):
        found = opened(work(sections), keeper)
        aliases.add(invited(found, keeper).alias)
    assert aliases == {1, 2}
    found = opened(work(sections), keeper)
    assert sorted(invited(found, keeper).alias for _turn in range(2)) != [1, 1]
    assert len({one.alias for one in found.assignments.all()}) == 2


def test_nobody_is_invited_twice_into_a_round(going, keeper):
    judge = expert()
    invited(going, keeper, judge)
    guest(going, keeper)
    with pytest.raises(InvitationRefused, match="уже приглашён"):
        invited(going, keeper, judge)
    with pytest.raises(InvitationRefused, match="уже приглашён"):
        guest(going, keeper)
    with pytest.raises(InvitationRefused, match="уже приглашён"):
        guest(going, keeper, email=judge.email.upper())


@pytest.mark.parametrize(
    "fields", [{}, {"guest_name": "Имя"}, {"guest_name": "Имя", "guest_email": "не адрес"}, {"guest_email": "a@b.ru"}]
)
def test_an_invitation_needs_a_person_or_a_name_with_an_address(going, keeper, fields):
    with pytest.raises(InvitationRefused):
        invite_expert(round=going, by=keeper, **fields)


def test_who_keeps_a_round_does_not_judge_in_it(going, keeper):
    with pytest.raises(InvitationRefused, match="не судит"):
        invited(going, keeper, keeper)
    assert keeper not in {row.user for row in candidates_for(going)}


def test_a_closed_round_invites_nobody(going, keeper):
    cancel_round(round=going, by=keeper, reason="Всё.")
    with pytest.raises(RoundClosed):
        invited(going, keeper)


def test_an_account_that_is_off_is_not_invited(going, keeper):
    with pytest.raises(InvitationRefused, match="отключена"):
        invited(going, keeper, expert(is_active=False))


# Conflict of interest -------------------------------------------------------------------------------------------------------


def test_people_of_the_work_never_judge_it(page, going, keeper, author):
    other = expert()
    facts(page).people.append(other)
    for person_, words in ((author, "автор"), (other, "Участвует")):
        assert words in conflict_of(user=person_, round=going)
        with pytest.raises(ConflictOfInterest, match=words):
            invited(going, keeper, person_)


@pytest.mark.parametrize("name", ["МБОУ «Школа № 5»", "школа №5", "Муниципальное бюджетное ОУ Школа № 5"])
def test_colleagues_from_the_same_school_never_judge_it(going, keeper, name):
    with pytest.raises(ConflictOfInterest, match="организации"):
        invited(going, keeper, knows(expert(), school=name))
    invited(going, keeper, knows(expert(), school="Школа № 6"))


def test_schools_are_compared_without_forms_and_signs():
    assert school_key("МБОУ «Школа № 5»") == school_key("школа № 5") == "школа5"
    assert school_key("Школа № 5") != school_key("Школа № 15")


@pytest.mark.parametrize(("days", "forbidden"), [(1, True), (365 * 3 - 5, True), (365 * 3 + 10, False)])
def test_a_joint_work_of_the_last_three_years_is_a_conflict(sections, page, going, keeper, author, days, forbidden):
    friend = expert()
    earlier = opened(work(sections, author, friend), keeper)
    ReviewRound.objects.filter(pk=earlier.pk).update(opened_at=timezone.now() - timedelta(days=days))
    assert bool(conflict_of(user=friend, round=going)) is forbidden
    if forbidden:
        with pytest.raises(ConflictOfInterest, match="трёх лет"):
            invited(going, keeper, friend)


def test_who_becomes_a_co_author_after_the_invitation_cannot_accept(page, going, keeper):
    assignment = invited(going, keeper)
    facts(page).people.append(assignment.expert)
    with pytest.raises(ConflictOfInterest):
        accept_invitation(assignment=assignment, by=assignment.expert)
    assert fresh(assignment).state == AssignmentState.INVITED


def test_a_guest_whose_address_is_an_account_with_an_interest_is_refused(going, keeper, author):
    with pytest.raises(ConflictOfInterest):
        guest(going, keeper, email=author.email.upper())


# Candidates -----------------------------------------------------------------------------------------------------------------


def test_candidates_come_with_load_and_subjects_the_fittest_first_and_conflicts_last(
    sections, page, going, keeper, author
):
    chemist, busy = knows(expert(last_name="Химик"), subjects=["химия"]), knows(expert(), subjects=["Химия"])
    plain, colleague = expert(), knows(expert(), school="Школа №5", subjects=["Химия"])
    for _turn in range(2):
        invited(opened(work(sections), keeper), keeper, busy)
    found = [row for row in candidates_for(going) if row.user in (chemist, busy, plain, colleague)]
    assert [row.user for row in found] == [chemist, busy, plain, colleague]
    assert [(row.load, bool(row.fits), bool(row.conflict)) for row in found] == [
        (0, True, False),
        (2, True, False),
        (0, False, False),
        (0, True, True),
    ]


def test_load_counts_open_work_alone(sections, going, keeper):
    judge = expert()
    submitted(opened(work(sections), keeper), keeper, judge)
    closed = opened(work(sections), keeper)
    invited(closed, keeper, judge)
    cancel_round(round=closed, by=keeper, reason="Всё.")
    accepted(opened(work(sections), keeper), keeper, judge)
    assert next(row.load for row in candidates_for(going) if row.user == judge) == 1


def test_who_is_in_the_round_or_away_is_no_candidate(going, keeper):
    inside, away = expert(), expert(is_active=False)
    invited(going, keeper, inside)
    names = {row.user for row in candidates_for(going)}
    assert inside not in names
    assert away not in names


def test_staff_are_marked_where_authors_are_hidden(sections, keeper):
    hidden = opened(work(sections), keeper, rubric=sheet(anonymity=Anonymity.BOTH_HIDDEN), files=[])
    both = person(Role.EXPERT, Role.EDITOR)
    assert next(row for row in candidates_for(hidden) if row.user == both).sees_authors


def test_candidates_cost_the_same_however_many_there_are(going, keeper):
    expert()
    few = queries_of(lambda: candidates_for(going))
    for _turn in range(8):
        knows(expert(), school="Школа № 9", subjects=["Химия"])
    assert queries_of(lambda: candidates_for(going)) == few


# Withdrawing and personal links ----------------------------------------------------------------------------------------------


def test_withdrawing_needs_a_reason_and_tells_the_expert(going, keeper):
    assignment = invited(going, keeper)
    with pytest.raises(ReasonMissing):
        withdraw_invitation(assignment=assignment, by=keeper, reason="")
    withdraw_invitation(assignment=assignment, by=keeper, reason="Нашли другого.")
    assert fresh(assignment).state == AssignmentState.CANCELLED
    assert "Нашли другого." in OutboxMail.objects.latest("pk").text
    with pytest.raises(MoveRefused):
        withdraw_invitation(assignment=assignment, by=keeper, reason="Ещё раз.")


def test_a_personal_link_is_kept_as_a_hash_and_stands_in_one_letter_alone(going, keeper):
    assignment, path = guest(going, keeper)
    key = path.split("/")[2]
    assert key not in str(ExpertAssignment.objects.filter(pk=assignment.pk).values())
    (letter,) = OutboxMail.objects.all()
    assert letter.recipients == ["guest@example.net"]
    assert path in letter.text
    assert assignment_by_key(key) == assignment


def test_a_personal_link_expires_and_a_new_one_ends_it(going, keeper):
    assignment, path = guest(going, keeper)
    key = path.split("/")[2]
    renew_link(assignment=fresh(assignment), by=keeper)
    newest = guest_path(fresh(assignment))
    assert newest != path
    assert assignment_by_key(key) is None
    newer_key = newest.split("/")[2]
    assert assignment_by_key(newer_key) == assignment
    ExpertAssignment.objects.filter(pk=assignment.pk).update(key_expires_at=timezone.now() - timedelta(seconds=1))
    assert assignment_by_key(newer_key) is None
    assert re.fullmatch(r"[0-9a-f]{48}", newer_key)


def test_another_secret_of_the_site_makes_a_new_link_for_the_next_letter(going, keeper, settings):
    assignment, path = guest(going, keeper)
    settings.SECRET_KEY = "another" * 10
    again = guest_path(fresh(assignment))
    assert again != path
    assert assignment_by_key(again.split("/")[2]) == assignment


def test_a_guest_has_a_link_and_no_account_by_the_database_itself(going, keeper):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertAssignment.objects.create(
            round=going, alias=9, answer_due_on=timezone.localdate(), guest_name="x", guest_email="x@example.net"
        )


def test_a_hidden_authors_file_that_is_not_decided_on_stops_invitations(sections, keeper):
    hidden = opened(work(sections), keeper, rubric=sheet(anonymity=Anonymity.BOTH_HIDDEN))
    hidden.files.update(clean_state=CleanState.FAILED, clean_note="Старый формат.")
    with pytest.raises(FilesNotReady):
        invited(hidden, keeper)


def test_a_guest_of_the_last_round_is_invited_again_by_a_link_of_his_own(page, going, keeper):
    from expertise.reviewing import submit_review
    from tests.expertise.making_reviews import saved

    assignment, _path = guest(going, keeper)
    accept_invitation(assignment=assignment, by=assignment)
    saved(assignment)
    submit_review(assignment=assignment, by=assignment, draft_number=assignment.draft_number)
    close_round(going, RoundState.CONCLUDED)
    again = opened(page, keeper, previous=going).assignments.get()
    assert (again.guest_email, again.is_guest) == ("guest@example.net", True)
    assert again.key_hash != assignment.key_hash
