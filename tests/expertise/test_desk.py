"""The expert's screens, from the cabinet and by a personal link: what they show, take and refuse (reliability 4, 5)."""

import datetime
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from expertise.desk import MOST_WRONG_LINKS
from expertise.enums import AssignmentState, RoundState
from expertise.inviting import withdraw_invitation
from expertise.models import ExpertAssignment, Remark, RemarkAnswer
from expertise.reviewing import accept_invitation
from expertise.rounds import cancel_round, close_round
from files.actions import read_file
from tests.expertise.making_reviews import (
    accepted,
    answers,
    expert,
    form_of,
    fresh,
    guest,
    invited,
    methodist,
    opened,
    saved,
    sheet,
    submitted,
    work,
)
from tests.making import person, queries_of, stored

pytestmark = pytest.mark.django_db
SCREENS = ("review", "review_preview", "review_pages", "review_changes")


@pytest.fixture
def keeper(sections):
    return methodist()


@pytest.fixture
def page(sections):
    return work(sections, person(Role.TEACHER), title="Работа-канарейка")


@pytest.fixture
def going(page, keeper):
    return opened(page, keeper)


def at(assignment, screen="review"):
    return reverse(f"expertise:{screen}", args=[assignment.pk])


def as_expert(client, assignment):
    client.force_login(assignment.expert)
    return client


def html(response):
    """The page with plain spaces where its typography has others."""
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


# The invitation -------------------------------------------------------------------------------------------------------


def test_an_invitation_shows_enough_to_decide_and_takes_the_answer(client, going, keeper):
    assignment = invited(going, keeper)
    as_expert(client, assignment)
    text = html(client.get(at(assignment)))
    for words in ("Работа-канарейка", "О чём это.", "Критерий 1", "10", "Взять работу", "Отказаться"):
        assert words in text
    refused = client.post(at(assignment), {"verb": "accept"})
    assert refused.status_code == 422
    assert fresh(assignment).state == AssignmentState.INVITED
    client.post(at(assignment), {"verb": "accept", "no_conflict": "1"})
    assert fresh(assignment).state == AssignmentState.ACCEPTED
    again = client.post(at(assignment), {"verb": "accept", "no_conflict": "1"})
    assert again.status_code == 302


def test_declining_keeps_what_was_typed_until_there_is_a_reason(client, going, keeper):
    assignment = invited(going, keeper)
    as_expert(client, assignment)
    assert client.post(at(assignment), {"verb": "decline", "reason": ""}).status_code == 422
    client.post(at(assignment), {"verb": "decline", "reason": "Отпуск."})
    assert fresh(assignment).reason == "Отпуск."
    closed = client.get(at(assignment))
    assert closed.status_code == 403
    assert "Работа-канарейка" not in html(closed)


# The sheet ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["save", "check", "submit"])
def test_a_sheet_that_comes_before_the_answer_is_refused_kindly(client, going, keeper, verb):
    """As of a page that was open before the methodist invited the same expert anew."""
    assignment = invited(going, keeper)
    client.force_login(assignment.expert)
    response = client.post(at(assignment), form_of(assignment, verb=verb))
    assert response.status_code in (409, 422)
    assert fresh(assignment).state == AssignmentState.INVITED


def test_the_sheet_stands_beside_the_pages_and_says_what_each_mark_means(client, going, keeper):
    assignment = accepted(going, keeper)
    file = going.files.get().file
    read_file(file=file)
    text = html(as_expert(client, assignment).get(at(assignment)))
    assert "Снег скрипит под ногами." in text
    for level in ("нет", "мало", "есть", "с избытком", "Не применимо"):
        assert level in text
    assert client.get(file.url).status_code == 200


def test_without_a_script_everything_is_kept_and_typed_errors_lose_nothing(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    first = going.criteria_list[0].pk
    wrong = form_of(assignment, **{"remark-0-leaf": "третья", f"mark-{first}": "8", "text": "Длинный вывод."})
    response = client.post(at(assignment), wrong)
    text = html(response)
    assert response.status_code == 422
    for typed in ("третья", "Длинный вывод.", "Мало примеров.", "Потому что."):
        assert typed in text
    assert "целое число" in text
    assert fresh(assignment).draft_number == 0
    assert client.post(at(assignment), form_of(assignment)).status_code == 302
    assert fresh(assignment).remarks.get().text == "Мало примеров."


def test_the_preview_is_what_the_author_will_read_and_sends_it(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    form = form_of(assignment, verb="check", note_to_centre="Тайна методиста")
    response = client.post(at(assignment), form)
    assert response.url == at(assignment, "review_preview")
    text = html(client.get(response.url))
    assert f"Эксперт {assignment.alias}" in text
    assert assignment.expert.email not in text.split("</header>")[-1].split("<footer")[0]
    client.post(at(assignment), {"verb": "submit", "draft_number": "1"})
    assert fresh(assignment).state == AssignmentState.SUBMITTED
    assert "Отзыв у методиста" in html(client.get(at(assignment)))


def test_checking_too_early_points_at_the_gaps_and_keeps_what_is_there(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    response = client.post(at(assignment), {"verb": "check", "draft_number": "0", "text": "Пока мало."})
    assert response.status_code == 422
    text = html(response)
    assert "выберите рекомендацию" in text.lower()
    assert "Пока мало." in text
    assert fresh(assignment).draft_number == 1


def test_sending_too_early_points_at_every_gap(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    client.post(at(assignment), {"draft_number": "0", "text": "Пока мало."})
    response = client.post(at(assignment), {"verb": "submit", "draft_number": "1"})
    assert response.status_code == 422
    text = html(response)
    for criterion in going.criteria_list:
        assert f'<a href="#mark-{criterion.pk}">{criterion.title}: выберите уровень' in text
        assert f'id="mark-{criterion.pk}"' in text
    assert 'href="#recommendation"' in text
    assert 'id="recommendation"' in text
    assert "Пока мало." in html(response)


def test_a_second_press_on_send_is_no_error(client, going, keeper):
    assignment = saved(accepted(going, keeper))
    as_expert(client, assignment)
    codes = [client.post(at(assignment), {"verb": "submit", "draft_number": "1"}).status_code for _turn in range(2)]
    assert codes == [302, 302]


def test_an_older_window_is_told_and_may_win_only_on_purpose(client, going, keeper):
    assignment = saved(accepted(going, keeper))
    as_expert(client, assignment)
    old = form_of(assignment, draft_number="0", text="Из старого окна.")
    response = client.post(at(assignment), old)
    assert response.status_code == 409
    assert "Из старого окна." in html(response)
    assert fresh(assignment).text == "В целом удачно."
    client.post(at(assignment), {**old, "draft_number": ["0", "1"]})
    assert fresh(assignment).text == "Из старого окна."


@pytest.mark.parametrize(
    ("change", "status", "key"),
    [({}, 200, "draft_number"), ({"draft_number": "7"}, 409, "stale"), ({"recommendation": "x"}, 422, "errors")],
)
def test_the_sheet_keeps_itself_while_it_is_written(client, going, keeper, change, status, key):
    assignment = accepted(going, keeper)
    response = as_expert(client, assignment).post(at(assignment, "review_save"), form_of(assignment, **change))
    assert response.status_code == status
    assert key in response.json()
    assert bool(fresh(assignment).draft_number) is (status == 200)


def test_an_expired_session_is_a_redirect_that_the_script_can_tell(client, going, keeper):
    assignment = accepted(going, keeper)
    response = client.post(at(assignment, "review_save"), form_of(assignment))
    assert response.status_code == 302
    assert "/login/" in response.url


def test_what_was_typed_when_the_methodist_withdrew_is_given_back(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    form = form_of(assignment, text="Мой длинный труд.")
    withdraw_invitation(assignment=assignment, by=keeper, reason="Нашли другого.")
    response = client.post(at(assignment), form)
    assert response.status_code == 403
    assert "Мой длинный труд." in html(response)
    assert "Работа-канарейка" not in html(response)
    assert client.post(at(assignment, "review_save"), form).status_code == 403


def test_extra_fields_change_nothing_that_is_not_on_the_sheet(client, going, keeper):
    assignment = accepted(going, keeper)
    extra = {
        "state": "submitted",
        "expert": "1",
        "alias": "9",
        "work_due_on": "2099-01-01",
        "number": "5",
        "round": "9",
    }
    as_expert(client, assignment).post(at(assignment), form_of(assignment, **extra))
    kept = fresh(assignment)
    assert (kept.state, kept.alias, kept.work_due_on) == ("accepted", assignment.alias, assignment.work_due_on)
    assert kept.remarks.get().number is None


def test_more_days_are_asked_from_the_sheet(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    until = assignment.work_due_on + datetime.timedelta(days=5)
    assert client.post(at(assignment), {"verb": "postpone", "until": "скоро", "reason": "x"}).status_code == 422
    client.post(at(assignment), {"verb": "postpone", "until": until.isoformat(), "reason": "Болею."})
    assert assignment.postponements.get().until == until
    assert "Методист ещё не ответил" in html(client.get(at(assignment)))


# Foreign and closed cases ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["another expert", "the author", "the methodist", "a superuser", "nobody"])
@pytest.mark.parametrize("screen", [*SCREENS, "review_save"])
def test_a_foreign_review_does_not_exist(client, sections, page, going, keeper, who, screen):
    assignment = accepted(going, keeper)
    users = {
        "another expert": lambda: accepted(opened(work(sections), keeper), keeper).expert,
        "the author": lambda: going.people.get(),
        "the methodist": lambda: keeper,
        "a superuser": lambda: person(is_superuser=True),
    }
    if who in users:
        client.force_login(users[who]())
    method = client.post if screen == "review_save" else client.get
    response = method(at(assignment, screen))
    assert response.status_code == (302 if who == "nobody" else 404)
    assert "Работа-канарейка" not in html(response)
    assert client.get(going.files.get().file.url).status_code == (
        200 if who in ("the methodist", "a superuser") else 404
    )


@pytest.mark.parametrize("state", [AssignmentState.CANCELLED, AssignmentState.DECLINED, AssignmentState.DISMISSED])
@pytest.mark.parametrize("screen", SCREENS)
def test_a_case_that_is_not_theirs_any_more_opens_nothing(client, going, keeper, state, screen):
    assignment = accepted(going, keeper)
    ExpertAssignment.objects.filter(pk=assignment.pk).update(state=state)
    response = as_expert(client, assignment).get(at(assignment, screen))
    assert response.status_code == 403
    assert "Работа-канарейка" not in html(response)
    assert client.get(going.files.get().file.url).status_code == 404


def test_the_expert_of_one_round_opens_neither_the_next_nor_the_one_before(client, page, going, keeper):
    old_file = going.files.get().file
    first = accepted(going, keeper)
    close_round(going, RoundState.CONCLUDED)
    second = opened(page, keeper, previous=going, files=[(stored("Новое.txt", "Новое."), "Новое")])
    newcomer = accepted(second, keeper)
    as_expert(client, first)
    assert client.get(second.files.get().file.url).status_code == 404
    assert client.get(at(newcomer)).status_code == 404
    as_expert(client, newcomer)
    assert client.get(old_file.url).status_code == 404
    assert client.get(at(first)).status_code == 404


def test_someone_who_lost_his_account_is_out_at_once(client, going, keeper):
    assignment = accepted(going, keeper)
    as_expert(client, assignment)
    type(assignment.expert).objects.filter(pk=assignment.expert_id).update(is_active=False)
    assert client.get(at(assignment)).status_code == 302


def test_nothing_of_a_review_is_kept_by_browsers_or_changed_by_reading(client, going, keeper):
    assignment = saved(accepted(going, keeper))
    as_expert(client, assignment)
    before = ExpertAssignment.objects.filter(pk=assignment.pk).values().get()
    for screen in SCREENS:
        assert "no-store" in client.get(at(assignment, screen))["Cache-Control"]
    assert ExpertAssignment.objects.filter(pk=assignment.pk).values().get() == before


def test_a_post_without_its_token_is_refused(going, keeper):
    assignment = accepted(going, keeper)
    strict = as_expert(Client(enforce_csrf_checks=True), assignment)
    assert strict.post(at(assignment), form_of(assignment)).status_code == 403
    assert fresh(assignment).draft_number == 0


# Personal links -------------------------------------------------------------------------------------------------------


def test_a_guest_does_everything_by_the_link_alone(client, going, keeper):
    assignment, path = guest(going, keeper)
    file = going.files.get().file
    assert client.get(file.url).status_code == 404
    assert "Взять работу" in html(client.get(path))
    client.post(path, {"verb": "accept", "no_conflict": "1"})
    assignment = fresh(assignment)
    assert assignment.state == AssignmentState.ACCEPTED
    assert client.get(file.url).status_code == 200
    assert client.post(f"{path}save/", form_of(assignment)).json()["draft_number"] == 1
    assert client.get(f"{path}preview/").status_code == 200
    client.post(path, {"verb": "submit", "draft_number": "1"})
    assert fresh(assignment).state == AssignmentState.SUBMITTED
    assert Client().get(file.url).status_code == 404


def test_a_withdrawn_link_opens_neither_the_sheet_nor_the_files(client, going, keeper):
    assignment, path = guest(going, keeper)
    client.get(path)
    withdraw_invitation(assignment=assignment, by=keeper, reason="Всё.")
    response = client.get(path)
    assert response.status_code == 403
    assert "Работа-канарейка" not in html(response)
    assert client.get(going.files.get().file.url).status_code == 404


def test_an_expired_link_says_so_kindly(client, going, keeper):
    assignment, path = guest(going, keeper)
    client.get(path)
    past = timezone.now() - datetime.timedelta(days=1)
    ExpertAssignment.objects.filter(pk=assignment.pk).update(key_expires_at=past)
    response = client.get(path)
    assert response.status_code == 404
    assert "Ссылка не действует" in html(response)
    assert client.get(going.files.get().file.url).status_code == 404


def test_links_cannot_be_guessed_by_trying(client, going, keeper):
    _assignment, path = guest(going, keeper)
    codes = {client.get(f"/review/{number:048x}/").status_code for number in range(MOST_WRONG_LINKS)}
    assert codes == {404}
    assert client.get("/review/zzz/").status_code == 429
    assert client.get(path).status_code == 429


def test_the_authors_own_account_does_not_open_a_guests_link(client, going, keeper):
    _assignment, path = guest(going, keeper)
    client.force_login(going.people.get())
    assert client.get(path).status_code == 404


# Earlier rounds, lists, cost ------------------------------------------------------------------------------------------


def test_in_the_next_round_stand_the_own_remarks_the_answers_and_what_has_changed(client, sections, page, keeper):
    old, new = stored("Урок.txt", "Снег белый.\nЛёд скользкий."), stored("Урок.txt", "Снег белый.\nЛёд прочный.")
    first = opened(page, keeper, files=[(old, "Урок")])
    judge, other = expert(), expert()
    mine, foreign = submitted(first, keeper, judge), submitted(first, keeper, other)
    Remark.objects.filter(assignment=foreign).update(text="Чужое замечание.")
    RemarkAnswer.objects.create(remark=mine.remarks.get(), kind="done", text="Добавил на странице 4.")
    for file in (old, new):
        read_file(file=file)
    close_round(first, RoundState.CONCLUDED)
    card = [["Класс", "6"], ["Аннотация", "О чём это."]]
    second = opened(page, keeper, previous=first, files=[(new, "Урок")], card=card)
    again = second.assignments.get(expert=judge)
    accept_invitation(assignment=again, by=judge)
    text = html(as_expert(client, again).get(at(again)))
    for words in ("Мало примеров.", "Добавил на странице 4.", "<ins>6</ins>"):
        assert words in text
    assert "Чужое замечание." not in text
    assert "Аннотация" not in text.split("Что изменилось в карточке")[1].split("</dl>")[0]
    changes = html(client.get(at(again, "review_changes")))
    assert "<del" in changes
    assert "Лёд прочный." in changes


def test_the_list_says_what_waits_until_when(client, sections, keeper):
    judge = expert()
    asked, working = (invited(opened(work(sections), keeper), keeper, judge) for _turn in range(2))
    accept_invitation(assignment=working, by=judge)
    gone = invited(opened(work(sections, title="Ушедшая работа"), keeper), keeper, judge)
    cancel_round(round=gone.round, by=keeper, reason="Всё.")
    client.force_login(judge)
    text = html(client.get(reverse("expertise:review_list")))
    assert at(asked) in text
    assert at(working) in text
    assert at(gone) not in text
    assert "Ушедшая работа" not in text


def test_the_sheet_costs_the_same_however_much_there_is(client, sections, keeper):
    small = accepted(opened(work(sections), keeper), keeper)
    files = [(stored(f"Урок {n}.txt", f"Слова {n}."), f"Урок {n}") for n in range(5)]
    for file, _title in files:
        read_file(file=file)
    large_round = opened(work(sections), keeper, files=files, rubric=sheet(criteria=9))
    large = accepted(large_round, keeper)
    saved(large, replace(answers(large_round, remarks=("а", "б", "в", "г", "д", "е"))))
    counts = []
    for assignment in (small, large):
        as_expert(client, assignment)
        counts.append(queries_of(lambda assignment=assignment: client.get(at(assignment))))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


def test_the_list_costs_the_same_however_long_it_is(client, sections, keeper):
    judge = expert()
    client.force_login(judge)
    invited(opened(work(sections), keeper), keeper, judge)
    address = reverse("expertise:review_list")
    few = queries_of(lambda: client.get(address))
    for _turn in range(4):
        invited(opened(work(sections), keeper), keeper, judge)
    assert queries_of(lambda: client.get(address)) == few
