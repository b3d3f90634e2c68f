"""Every letter between the experts and who keeps a round: by a real mail server, read, and its link opened by its reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.models import OutboxMail
from expertise import telling
from expertise.clean_files import make_copies
from expertise.enums import Anonymity, ReminderMark
from expertise.inviting import renew_link, withdraw_invitation
from expertise.models import ExpertAssignment
from expertise.reminders import remind_of_reviews
from expertise.reviewing import accept_invitation, decline_invitation, submit_review
from expertise.rounds import cancel_round
from expertise.terms import ask_postponement, decide_postponement, dismiss_expert, reopen_review
from tests.community.reading_letters import Expected, brought, letter_functions, read
from tests.expertise.making_reviews import (
    accepted,
    agreed_to_judge,
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
from tests.making import person, stored

pytestmark = pytest.mark.django_db
KEEPER, EXPERT, GUEST = "keeps@example.org", "judges@example.org", "guest@example.net"
TITLE = "Почему скрипит снег"
# A Wednesday of a week without holidays, at noon.
NOW = timezone.make_aware(timezone.datetime(2026, 9, 16, 12))


class House:
    """A round with its keeper and one expert; what was written while it was made is forgotten."""

    def __init__(self, sections):
        self.keeper = methodist(email=KEEPER, first_name="Лидия", last_name="Методова")
        self.expert = person(Role.EXPERT, email=EXPERT, first_name="Пётр", last_name="Судеев")
        self.page = work(sections, person(Role.TEACHER), title=TITLE)
        self.round = opened(self.page, self.keeper)

    def invited(self):
        return self.made(invited(self.round, self.keeper, self.expert))

    def accepted(self):
        return self.made(accepted(self.round, self.keeper, self.expert))

    def guest(self):
        return self.made(guest(self.round, self.keeper, email=GUEST)[0])

    def made(self, assignment):
        OutboxMail.objects.all().delete()
        return assignment

    def due(self, assignment, days):
        """The date of `assignment` lies `days` after NOW."""
        day = NOW.date() + timedelta(days=days)
        ExpertAssignment.objects.filter(pk=assignment.pk).update(answer_due_on=day, work_due_on=day)
        return fresh(assignment)


def invitation(house):
    invited(house.round, house.keeper, house.expert)
    guest(house.round, house.keeper, email=GUEST)
    subject = "Приглашение к экспертизе: ответьте до"
    return [Expected(EXPERT, subject, TITLE), Expected(GUEST, subject, TITLE)]


def a_new_link(house):
    renew_link(assignment=house.guest(), by=house.keeper)
    return [Expected(GUEST, "Приглашение к экспертизе", TITLE)]


def agreement(house):
    accept_invitation(assignment=house.invited(), by=agreed_to_judge(house.expert))
    return [Expected(KEEPER, "Эксперт ответил на приглашение", TITLE)]


def refusal(house):
    decline_invitation(assignment=house.invited(), by=house.expert, reason="Уезжаю")
    return [Expected(KEEPER, "Эксперт ответил на приглашение", "Уезжаю")]


def a_review(house):
    assignment = house.made(saved(house.accepted()))
    submit_review(assignment=assignment, by=house.expert, draft_number=assignment.draft_number)
    return [Expected(KEEPER, "Пришёл отзыв эксперта", TITLE)]


def _postponement(house, grant):
    assignment = house.accepted()
    until = assignment.work_due_on + timedelta(days=7)
    asked = ask_postponement(assignment=assignment, by=house.expert, until=until, reason="Много работы")
    decide_postponement(postponement=asked, by=house.keeper, grant=grant)
    return [
        Expected(KEEPER, "Эксперт просит продлить срок", TITLE),
        Expected(EXPERT, "Срок продлён" if grant else "Продлить не получилось", TITLE),
    ]


def more_days(house):
    return _postponement(house, True)


def no_more_days(house):
    return _postponement(house, False)


def dismissal(house):
    dismiss_expert(assignment=house.accepted(), by=house.keeper, reason="Спасибо, справились")
    return [Expected(EXPERT, "Экспертиза снята с вас", "Без вашего отзыва: 1")]


def withdrawal(house):
    first, second = house.invited(), house.guest()
    for assignment in (first, second):
        withdraw_invitation(assignment=assignment, by=house.keeper, reason="Позвали другого")
    return [
        Expected(EXPERT, "Экспертиза снята с вас", "Без вашего отзыва: 1"),
        Expected(GUEST, "Экспертиза снята с вас", "Методсеть"),
    ]


def the_end_of_the_round(house):
    house.invited()
    house.guest()
    cancel_round(round=house.round, by=house.keeper, reason="Автор отозвал работу")
    return [
        Expected(EXPERT, "Экспертиза снята с вас", "Без вашего отзыва: 1"),
        Expected(GUEST, "Экспертиза снята с вас", "Методсеть"),
    ]


def a_review_taken_up_again(house):
    assignment = house.made(submitted(house.round, house.keeper, house.expert))
    reopen_review(assignment=assignment, by=house.keeper, reason="Добавьте вывод")
    return [Expected(EXPERT, "Методист вернул вам экспертизу", TITLE)]


def _reminded(house, assignment, days, **subjects):
    house.due(assignment, days)
    OutboxMail.objects.all().delete()
    assert remind_of_reviews(now=NOW) == (1, 0)
    # The clock runs on: nobody hears of the same thing twice.
    assert remind_of_reviews(now=NOW + timedelta(hours=1)) == (0, 0)
    return [Expected(to, subject, TITLE) for to, subject in subjects.items()]


def the_day_before_an_answer(house):
    return _reminded(house, house.invited(), 1, **{EXPERT: "Напоминание: ответьте на приглашение до 17 сентября"})


def the_day_after_an_answer(house):
    subjects = {EXPERT: "Срок ответа на приглашение прошёл 15 сентября", KEEPER: "Эксперт не уложился в срок"}
    return _reminded(house, house.invited(), -1, **subjects)


def three_days_before_a_review(house):
    return _reminded(house, house.accepted(), 2, **{EXPERT: "Напоминание: отзыв ждём до 18 сентября"})


def the_day_after_a_review(house):
    subjects = {EXPERT: "Срок отзыва прошёл 15 сентября", KEEPER: "Эксперт не уложился в срок"}
    return _reminded(house, house.accepted(), -1, **subjects)


def a_guest_reminded(house):
    return _reminded(house, house.guest(), 0, **{GUEST: "Напоминание: ответьте на приглашение до 16 сентября"})


def a_file_that_names_the_author(house):
    blind = sheet(anonymity=Anonymity.BOTH_HIDDEN)
    page = house.page
    cancel_round(round=house.round, by=house.keeper, reason="Заново")
    damaged = opened(page, house.keeper, rubric=blind, files=[(stored("урок.rtf", rb"{\rtf1 Snow}"), "План урока")])
    make_copies(round=damaged)
    return [Expected(KEEPER, "Файл называет автора", "План урока")]


# What is exercised → the functions of `telling` that write it.
LETTERS = {
    invitation: {"tell_invited"},
    a_new_link: {"tell_invited"},
    agreement: {"tell_answered"},
    refusal: {"tell_answered"},
    a_review: {"tell_submitted"},
    more_days: {"tell_postponement_asked", "tell_postponement"},
    no_more_days: {"tell_postponement"},
    dismissal: {"tell_expert_released"},
    withdrawal: {"tell_expert_released"},
    the_end_of_the_round: {"tell_expert_released"},
    a_review_taken_up_again: {"tell_reopened"},
    the_day_before_an_answer: {"remind_expert"},
    the_day_after_an_answer: {"remind_expert", "tell_late"},
    three_days_before_a_review: {"remind_expert"},
    the_day_after_a_review: {"remind_expert", "tell_late"},
    a_guest_reminded: {"remind_expert"},
    a_file_that_names_the_author: {"tell_copy_failed"},
}


@pytest.mark.parametrize("deed", LETTERS)
def test_a_letter_outlives_a_server_that_is_away_and_its_link_opens_for_its_reader(sections, settings, client, deed):
    expected = deed(House(sections))
    letters = brought(settings)
    assert len(letters) == len(expected)
    for one in expected:
        read(letters, one, client)


def test_no_letter_of_the_review_is_left_out():
    assert set().union(*LETTERS.values()) == letter_functions(telling)
    assert set(telling.REMINDERS) == set(ReminderMark)


def test_a_subject_tells_neither_the_work_nor_a_name(sections, settings):
    agreement(House(sections))
    ((_to, letter),) = brought(settings)
    assert TITLE in letter.get_body(("plain",)).get_content()
    assert TITLE not in str(letter["Subject"])
    assert "Судеев" not in str(letter["Subject"])
