"""Every letter about a work from its draft to its publication: by a real mail server, read, and opened by its reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.digests import send_digests
from community.enums import Letters, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail
from expertise import outcome_telling
from expertise.author_voice import answer_conclusion, appeal_conclusion, decide_appeal
from expertise.chair_reminders import remind_of_decisions
from expertise.concluding import draft_conclusion, return_draft, sign_conclusion
from expertise.confirming import confirm_edits, refuse_edits
from expertise.enums import Recommendation
from expertise.inviting import invite_expert
from expertise.models import Conclusion
from expertise.outcome_telling import NEXT_STEPS
from expertise.revoking import revoke_conclusion
from library.coauthor_views import coauthor_text
from library.coauthors import answer_coauthor, ask_coauthor
from library.desk.checking import (
    claim_submission,
    pass_to_editor,
    refuse_submission,
    return_submission,
)
from library.desk.editing import publish_work, return_from_editing
from library.desk.reminders import remind_of_works
from library.desk.telling import WORDS
from library.models import MaterialPage, Submission
from library.submission_enums import SubmissionState
from library.submission_timers import see_to_forgotten_drafts
from library.submitting import resubmit, submit, withdraw
from tests.community.reading_letters import Expected, brought, letter_functions, read, subject_of
from tests.library.submissions import draft, kept
from tests.library.test_works_and_rounds import House as ReviewedHouse
from tests.making import person

pytestmark = pytest.mark.django_db
AUTHOR, METHODIST, CHAIR, EDITOR = (
    "author@example.org",
    "methodist@example.org",
    "chair@example.org",
    "editor@example.org",
)
EXPERT, GUEST, FRIEND = "expert@example.org", "guest@example.net", "friend@example.net"
TITLE = "Почему скрипит снег"
# A Wednesday of a week without holidays, at noon.
NOW = timezone.make_aware(timezone.datetime(2026, 9, 16, 12))


class House(ReviewedHouse):
    """A work before its experts, and the people of it under known addresses."""

    def __init__(self):
        super().__init__()
        known = [(self.author, AUTHOR), (self.methodist, METHODIST), (self.chair, CHAIR), (self.editor, EDITOR)]
        for user, email in [*known, (self.experts[0], EXPERT)]:
            user.email = email
            user.save(update_fields=["email"])

    def offered(self, verdict=Recommendation.RECOMMEND, remarks=()):
        """The methodist's draft before the chair."""
        self.judge(verdict, remarks)
        OutboxMail.objects.all().delete()
        words = {"text": "Вывод центра.", "summary": "Коротко."}
        return draft_conclusion(round=self.round, verdict=verdict, by=self.methodist, **words)

    def concluded(self, verdict, remarks=()):
        made = self.conclude(verdict, remarks)
        OutboxMail.objects.all().delete()
        return made

    def at(self, state, days):
        """The work stands in `state` and its date lies `days` after NOW."""
        due_on = NOW.date() + timedelta(days=days)
        Submission.objects.filter(pk=self.pk).update(state=state, due_on=due_on, claimed_by=self.methodist)
        OutboxMail.objects.all().delete()


class Simple:
    """A work of a kind that needs no review, in the hands of its methodist."""

    def __init__(self):
        self.author = person(Role.TEACHER, email=AUTHOR, first_name="Вера", last_name="Нова")
        self.methodist, self.editor = person(Role.METHODIST, email=METHODIST), person(Role.EDITOR, email=EDITOR)
        self.work = submit(submission=draft(self.author), by=self.author)
        claim_submission(submission=self.work, by=self.methodist)


def sending():
    author = person(Role.TEACHER, email=AUTHOR)
    work = draft(author)
    submit(submission=work, by=author)
    return [Expected(AUTHOR, "Работа № ", TITLE)]


def what_the_methodist_says():
    house = Simple()
    return_submission(submission=house.work, by=house.methodist, remarks="Добавьте цель.")
    resubmit(submission=house.work, by=house.author, answer="Добавила.")
    work = Submission.objects.get(pk=house.work.pk)
    claim_submission(submission=work, by=house.methodist)
    pass_to_editor(submission=work, by=house.methodist)
    return_from_editing(submission=work, by=house.editor, remarks="Уточните год.")
    withdraw(submission=work, by=house.author)
    asked = Expected(AUTHOR, f"Работу «{TITLE}» просят доработать", "Добавьте цель.")
    return [
        Expected(AUTHOR, "Работа № ", TITLE),
        asked,
        Expected(METHODIST, "Автор прислал новую версию работы", TITLE),
        Expected(AUTHOR, f"Работа «{TITLE}» у редактора", TITLE),
        asked,
        Expected(METHODIST, "Автор отозвал работу", TITLE),
    ]


def a_refusal_at_the_door():
    house = Simple()
    OutboxMail.objects.all().delete()
    refuse_submission(submission=house.work, by=house.methodist, reason="Это реклама.")
    return [Expected(AUTHOR, f"Работа «{TITLE}» не принята", "Это реклама.")]


def publication():
    house = Simple()
    pass_to_editor(submission=house.work, by=house.methodist)
    OutboxMail.objects.all().delete()
    publish_work(submission=house.work, by=house.editor)
    return [Expected(AUTHOR, f"Работа «{TITLE}» опубликована", TITLE)]


def passing_to_experts():
    house = ReviewedHouse()
    type(house.author).objects.filter(pk=house.author.pk).update(email=AUTHOR)
    letters = OutboxMail.objects.filter(subject__contains="на экспертизе")
    OutboxMail.objects.exclude(pk__in=letters).delete()
    letters.update(recipients=[AUTHOR])
    return [Expected(AUTHOR, f"Работа «{TITLE}» на экспертизе", TITLE)]


def a_draft_for_the_chair():
    house = House()
    conclusion = house.offered()
    return_draft(conclusion=conclusion, by=house.chair, words="Добавьте о нормах.")
    return [
        Expected(CHAIR, "Заключение ждёт подписи", "Проект сейчас у методиста"),
        Expected(METHODIST, "Проект заключения нужно поправить", "Добавьте о нормах."),
    ]


def _signed(verdict, shows, remarks=("Нет цели.",)):
    house = House()
    conclusion = house.offered(verdict, remarks)
    OutboxMail.objects.all().delete()
    sign_conclusion(conclusion=conclusion, by=house.chair)
    return [Expected(AUTHOR, "Заключение о вашей работе готово", shows)]


def a_recommendation():
    return _signed(Recommendation.RECOMMEND, "Заключение № 1/", ())


def a_recommendation_with_edits():
    return _signed(Recommendation.WITH_EDITS, "Ответить: 2 замечания ждут")


def a_revision():
    return _signed(Recommendation.REVISE, "Ответить: 2 замечания ждут")


def a_refusal():
    return _signed(Recommendation.REJECT, "Вывод центра.")


def experts_who_came_too_late():
    house = House()
    third = person(Role.EXPERT, email="third@example.org")
    invite_expert(round=house.round, by=house.methodist, expert=third)
    invite_expert(round=house.round, by=house.methodist, guest_name="Гость", guest_email=GUEST)
    conclusion = house.offered()
    OutboxMail.objects.all().delete()
    sign_conclusion(conclusion=conclusion, by=house.chair)
    subject = "Отзыв больше не нужен"
    return [
        Expected(AUTHOR, "Заключение о вашей работе готово", "Заключение № 1/"),
        Expected("third@example.org", subject, "Без вашего отзыва: 1"),
        Expected(GUEST, subject, "Методсеть"),
    ]


def edits_and_the_chairs_word():
    house = House()
    conclusion = house.concluded(Recommendation.WITH_EDITS, ["Нет цели."])
    house.send_again()
    refuse_edits(conclusion=conclusion, by=house.chair, words="Нет результата.")
    return [
        Expected(CHAIR, "Правки ждут сверки", TITLE),
        Expected(METHODIST, "Автор прислал новую версию работы", TITLE),
        Expected(AUTHOR, "Правки нужно доделать", "Нет результата."),
    ]


def edits_that_are_enough():
    house = House()
    conclusion = house.concluded(Recommendation.WITH_EDITS, ["Нет цели."])
    house.send_again()
    OutboxMail.objects.all().delete()
    confirm_edits(conclusion=conclusion, digest=house.work.versions.first().digest, by=house.chair)
    return [Expected(AUTHOR, "Правки приняты", TITLE)]


def a_published_work_with_its_conclusion_revoked():
    house = House()
    conclusion = house.concluded(Recommendation.RECOMMEND)
    answer_conclusion(conclusion=conclusion, by=house.author, text="", agrees=True)
    publish_work(submission=house.work, by=house.editor)
    revoke_conclusion(conclusion=Conclusion.objects.get(pk=conclusion.pk), by=house.chair, reason="Чужой текст.")
    return [
        Expected(AUTHOR, f"Работа «{TITLE}» опубликована", TITLE),
        Expected(AUTHOR, "Заключение отозвано", "Заключение № 1/"),
    ]


def an_appeal():
    house = House()
    conclusion = house.concluded(Recommendation.REJECT, ["Нет цели."])
    appeal_conclusion(conclusion=conclusion, by=house.author, text="Цель на первой странице.")
    other = person(Role.CHAIR, email="second@example.org", first_name="Иная", last_name="Глава")
    Conclusion.objects.update(appealed_at=NOW - timedelta(days=20))
    assert remind_of_decisions(now=NOW) == (1, 0)
    conclusion.refresh_from_db()
    decide_appeal(conclusion=conclusion, by=other, granted=False, answer="Цели нет и там.")
    return [
        Expected(CHAIR, "Апелляция ждёт решения", TITLE),
        # The signer hears of it only where nobody else can decide.
        Expected("second@example.org", "Напоминание: апелляция ждёт ответа", TITLE),
        Expected(AUTHOR, "Ответ на апелляцию", "Заключение № 1/"),
    ]


def a_signature_that_is_waited_for():
    house = House()
    house.offered()
    OutboxMail.objects.all().delete()
    Conclusion.objects.update(offered_at=NOW - timedelta(days=2))
    assert remind_of_decisions(now=NOW) == (1, 0)
    Conclusion.objects.update(offered_at=NOW - timedelta(days=2))
    assert remind_of_decisions(now=NOW + timedelta(days=2)) == (1, 0)
    assert remind_of_decisions(now=NOW + timedelta(days=2, hours=1)) == (0, 0)
    soon, late = OutboxMail.objects.order_by("pk")
    assert "Срок — 17 сентября" in soon.text.replace("\u00a0", " ")
    assert "Срок прошёл 17 сентября" in late.text.replace("\u00a0", " ")
    soon.delete()
    return [Expected(CHAIR, "Напоминание: заключение ждёт подписи", TITLE)]


def _reminded(state, to, shows=TITLE, verdict=None, **more):
    house = House()
    if verdict:
        house.concluded(verdict, ["Нет цели."])
    if state == SubmissionState.CONFIRMING:
        house.send_again()
    for days, words in ((2, "срок — 18 сентября"), (-1, "срок был 15 сентября")):
        house.at(state, days)
        assert remind_of_works(now=NOW) == (1, 0)
        assert remind_of_works(now=NOW + timedelta(hours=1)) == (0, 0)
        (letter,) = OutboxMail.objects.all()
        assert words in letter.subject
        assert letter.recipients == [to]
    return [Expected(to, "Работа № ", shows)]


def the_methodists_queue():
    return _reminded(SubmissionState.SUBMITTED, METHODIST)


def the_methodists_check():
    return _reminded(SubmissionState.CHECKING, METHODIST)


def the_authors_revision():
    return _reminded(SubmissionState.RETURNED, AUTHOR, shows="Ответить на замечания", verdict=Recommendation.REVISE)


def the_authors_word():
    return _reminded(SubmissionState.DECIDED, AUTHOR, verdict=Recommendation.RECOMMEND)


def the_chairs_comparison():
    return _reminded(SubmissionState.CONFIRMING, CHAIR, verdict=Recommendation.WITH_EDITS)


def the_editors_days():
    return _reminded(SubmissionState.EDITING, EDITOR)


def coauthors():
    author = person(Role.TEACHER, email=AUTHOR)
    row = ask_coauthor(submission=draft(author), by=author, name="Олег Иванов", email=FRIEND)
    answer_coauthor(coauthor=row, by=row, agrees=True, text=coauthor_text())
    return [Expected(FRIEND, "Вас назвали соавтором", TITLE), Expected(AUTHOR, "Ответ соавтора", TITLE)]


def a_forgotten_draft():
    draft(person(Role.TEACHER, email=AUTHOR))
    Submission.objects.update(saved_at=NOW - timedelta(days=400))
    assert see_to_forgotten_drafts(now=NOW) == (1, 0, 0)
    return [Expected(AUTHOR, "Черновик вашей работы скоро будет удалён", TITLE)]


def one_letter_a_day():
    author = person(Role.TEACHER, email=AUTHOR)
    LetterChoice.objects.create(person=author, kind=NoticeKind.SUBMISSION, letters=Letters.DIGEST)
    for title in (TITLE, "Второй урок"):
        submit(submission=draft(author, title=title, files=[kept(f"{title}.txt", title)]), by=author)
    assert not OutboxMail.objects.exists()
    Notification.objects.update(created_at=NOW - timedelta(days=1))
    assert send_digests(now=NOW) == (1, 0)
    assert send_digests(now=NOW + timedelta(days=1)) == (0, 0)
    return [Expected(AUTHOR, "За день уведомлений: 2", "отправлена")]


# What is exercised → the functions and the words that write it.
LETTERS = {
    sending: set(),
    what_the_methodist_says: {"returned", "passed"},
    a_refusal_at_the_door: {"rejected"},
    publication: {"published"},
    passing_to_experts: {"in_review"},
    a_draft_for_the_chair: {"tell_offered", "tell_returned"},
    a_recommendation: {"tell_signed", "recommend"},
    a_recommendation_with_edits: {"tell_signed", "with_edits"},
    a_revision: {"tell_signed", "revise"},
    a_refusal: {"tell_signed", "reject"},
    experts_who_came_too_late: {"tell_released"},
    edits_and_the_chairs_word: {"tell_edits_sent", "tell_edits_refused"},
    edits_that_are_enough: {"tell_edits_confirmed"},
    a_published_work_with_its_conclusion_revoked: {"tell_revoked"},
    an_appeal: {"tell_appealed", "remind_chairs", "tell_appeal_decided"},
    a_signature_that_is_waited_for: {"remind_chairs"},
    the_methodists_queue: set(),
    the_methodists_check: set(),
    the_authors_revision: set(),
    the_authors_word: set(),
    the_chairs_comparison: set(),
    the_editors_days: set(),
    coauthors: set(),
    a_forgotten_draft: set(),
    one_letter_a_day: set(),
}
# The two doors behind the others.
DOORS = {"tell_chairs", "tell_author"}


@pytest.mark.parametrize("deed", LETTERS)
def test_a_letter_outlives_a_server_that_is_away_and_its_link_opens_for_its_reader(sections, settings, client, deed):
    expected = deed()
    letters = brought(settings)
    assert len(letters) == len(expected), [(to, subject_of(letter)) for to, letter in letters]
    for one in dict.fromkeys(expected):
        found = [(to, each) for to, each in letters if to == one.to and subject_of(each).startswith(one.subject)]
        assert len(found) == expected.count(one)
        read(found[:1], one, client)


def test_no_letter_of_a_conclusion_or_of_the_desk_is_left_out():
    exercised = set().union(*LETTERS.values())
    assert exercised == (letter_functions(outcome_telling) - DOORS) | set(WORDS) | {
        str(verdict) for verdict in NEXT_STEPS
    }


def test_a_published_work_is_shown_to_visitors_by_the_way_the_author_was_told(sections, client):
    publication()
    assert TITLE in client.get(MaterialPage.objects.get().url).text
