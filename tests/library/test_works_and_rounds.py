"""A teacher's work through the review: what each verdict brings, and what every side's word moves (D1, design §7)."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from expertise.answering import answer_remark, unanswered_remarks
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.author_voice import answer_conclusion, appeal_conclusion, decide_appeal
from expertise.concluding import draft_conclusion, sign_conclusion
from expertise.confirming import confirm_edits, refuse_edits
from expertise.enums import AnswerKind, AssignmentState, Recommendation, RoundState
from expertise.inviting import invite_expert
from expertise.models import Conclusion, ReviewRound
from expertise.reviewing import accept_invitation, save_review, submit_review
from expertise.revoking import revoke_conclusion
from library.desk.checking import claim_submission, pass_to_experts
from library.desk.editing import publish_work
from library.desk.reminders import remind_of_works, take_silence_for_consent
from library.desk.review import send_archive_work
from library.drafting import add_file
from library.enums import ExpertState
from library.guard import PublicationRefused
from library.models import MaterialPage, Submission, SubmissionReminder
from library.submission_enums import ReturnStep, SubmissionState
from library.submission_errors import SubmissionRefused
from library.submitting import resubmit, submit, withdraw
from tests.expertise.making_reviews import agreed_to_judge
from tests.library.making_submissions import add_criterion, reviewed_kind, rubric
from tests.library.submissions import draft
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


class House:
    """The people of one work and the work itself, as far as it has come."""

    def __init__(self):
        self.author = person(Role.TEACHER, first_name="Вера", last_name="Нова")
        self.methodist = person(Role.METHODIST)
        self.experts = [agreed_to_judge(person(Role.EXPERT)) for _turn in range(2)]
        self.chair = person(Role.CHAIR, first_name="Глава", last_name="Совета")
        self.editor = person(Role.EDITOR)
        kind = reviewed_kind()
        add_criterion(kind.review_scheme.rubric)
        work = submit(submission=draft(self.author, kind=kind.code), by=self.author)
        claim_submission(submission=work, by=self.methodist)
        self.round = pass_to_experts(submission=work, by=self.methodist)
        self.pk = work.pk

    @property
    def work(self):
        return Submission.objects.get(pk=self.pk)

    @property
    def page(self):
        return MaterialPage.objects.get(pk=self.work.page_id)

    def judge(self, recommendation, remarks=(), round=None):
        """Both experts write the same."""
        round = round or self.round
        for expert in self.experts:
            assignment = round.assignments.filter(expert=expert).first()
            assignment = assignment or invite_expert(round=round, by=self.methodist, expert=expert)
            accept_invitation(assignment=assignment, by=expert)
            marks = {criterion.pk: MarkGiven(mark=1, comment="Так.") for criterion in round.criteria_list}
            remarks_given = tuple(RemarkGiven(text=text) for text in remarks)
            given = SheetAnswers(marks=marks, remarks=remarks_given, recommendation=recommendation, text="Вывод.")
            number = save_review(assignment=assignment, by=expert, draft_number=0, answers=given)
            submit_review(assignment=assignment, by=expert, draft_number=number)

    def conclude(self, verdict, remarks=(), round=None):
        """Judge, draw up, sign; return the Conclusion."""
        self.judge(verdict, remarks, round)
        conclusion = draft_conclusion(
            round=round or self.round, verdict=verdict, text="Вывод центра.", summary="Коротко.", by=self.methodist
        )
        return sign_conclusion(conclusion=conclusion, by=self.chair)

    def send_again(self, answer="Поправила."):
        """The author answers every remark, adds a file and sends the work again."""
        last = ReviewRound.objects.of_page(self.work.page_id).first()
        for remark in unanswered_remarks(last):
            answer_remark(remark=remark, by=self.author, kind=AnswerKind.DONE, text="Раздел 2.")
        add_file(submission=self.work, by=self.author, content=ContentFile("Ещё опыт".encode()), name="Опыт.txt")
        return resubmit(submission=self.work, by=self.author, answer=answer)


@pytest.fixture
def house(library):
    return House()


def test_a_recommended_work_waits_for_its_authors_word_and_goes_to_the_editor(house):
    conclusion = house.conclude(Recommendation.RECOMMEND)
    assert house.work.state == SubmissionState.DECIDED
    answer_conclusion(conclusion=conclusion, by=house.author, text="", agrees=True)
    assert house.work.state == SubmissionState.EDITING
    page = publish_work(submission=house.work, by=house.editor)
    assert page.expert.state == ExpertState.RECOMMENDED


def test_a_visitor_reads_the_summary_and_the_way_to_the_check(house, client):
    conclusion = house.conclude(Recommendation.RECOMMEND)
    answer_conclusion(conclusion=conclusion, by=house.author, text="", agrees=True)
    page = publish_work(submission=house.work, by=house.editor)
    text = client.get(page.url).text
    assert "Коротко." in text
    assert f"/conclusions/{conclusion.code}/" in text
    assert not [
        expert for expert in house.experts if expert.email in text or (expert.last_name and expert.last_name in text)
    ]


def test_silence_is_consent_after_the_authors_days_and_not_before(house):
    house.conclude(Recommendation.RECOMMEND)
    assert take_silence_for_consent() == (0, 0)
    Submission.objects.filter(pk=house.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert take_silence_for_consent() == (1, 0)
    assert house.work.state == SubmissionState.EDITING


def test_who_has_objected_is_not_silent(house):
    conclusion = house.conclude(Recommendation.RECOMMEND)
    answer_conclusion(conclusion=conclusion, by=house.author, text="Вывод неточен.", agrees=False)
    Submission.objects.filter(pk=house.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert take_silence_for_consent() == (0, 0)
    assert house.work.state == SubmissionState.DECIDED


def test_a_work_to_be_revised_goes_to_the_same_experts_in_a_new_round(house):
    house.conclude(Recommendation.REVISE, ["Нет цели."])
    assert (house.work.state, house.work.returns.first().step) == (SubmissionState.RETURNED, ReturnStep.REVIEW)
    house.send_again()
    assert house.work.state == SubmissionState.IN_REVIEW
    second = ReviewRound.objects.open().get(page_id=house.work.page_id)
    assert (second.number, second.previous, second.version_number) == (2, house.round, 2)
    assert set(second.assignments.values_list("expert", flat=True)) == {expert.pk for expert in house.experts}
    house.conclude(Recommendation.RECOMMEND, round=second)
    answer_conclusion(conclusion=second.conclusion, by=house.author, text="", agrees=True)
    page = publish_work(submission=house.work, by=house.editor)
    assert page.expert.state == ExpertState.RECOMMENDED_AFTER


def test_the_room_leads_to_the_one_thing_to_do_next(house, client):
    conclusion = house.conclude(Recommendation.REVISE, ["Нет цели."])
    client.force_login(house.author)
    room, paper = (f"/cabinet/{place}/" for place in (f"submissions/{house.pk}", f"conclusions/{conclusion.pk}"))
    assert f'href="{paper}#remarks"' in client.get(room).text
    assert "Вы ответили на все замечания" not in client.get(paper).text
    for remark in unanswered_remarks(house.round):
        answer_remark(remark=remark, by=house.author, kind=AnswerKind.DONE, text="Раздел 2.")
    assert f'href="{paper}#remarks"' not in client.get(room).text
    assert "Вы ответили на все замечания" in client.get(paper).text
    house.send_again()
    second = house.conclude(Recommendation.RECOMMEND, round=ReviewRound.objects.open().get(page_id=house.work.page_id))
    assert f'href="/cabinet/conclusions/{second.pk}/">' in client.get(room).text.split("Прочитать и ответить")[0][-900:]


def test_a_late_yes_to_the_first_conclusion_says_nothing_of_the_second(house):
    first = house.conclude(Recommendation.REVISE, ["Нет цели."])
    house.send_again()
    second = ReviewRound.objects.open().get(page_id=house.work.page_id)
    house.conclude(Recommendation.RECOMMEND, round=second)
    answer_conclusion(conclusion=first, by=house.author, text="", agrees=True)
    assert house.work.state == SubmissionState.DECIDED


def test_a_work_with_unanswered_remarks_does_not_go_back(house):
    house.conclude(Recommendation.REVISE, ["Нет цели."])
    with pytest.raises(SubmissionRefused, match="Без ответа: 2"):
        resubmit(submission=house.work, by=house.author, answer="Поправила.")
    assert house.work.state == SubmissionState.RETURNED


def test_edits_are_confirmed_by_the_chair_without_a_new_round(house):
    conclusion = house.conclude(Recommendation.WITH_EDITS, ["Нет цели."])
    assert house.work.returns.first().step == ReturnStep.EDITS
    house.send_again()
    assert house.work.state == SubmissionState.CONFIRMING
    with pytest.raises(PublicationRefused):
        house.page.get_latest_revision().publish()
    confirm_edits(conclusion=conclusion, digest=house.work.versions.first().digest, by=house.chair)
    assert house.work.state == SubmissionState.EDITING
    assert ReviewRound.objects.filter(page_id=house.work.page_id).count() == 1
    assert publish_work(submission=house.work, by=house.editor).expert.state == ExpertState.RECOMMENDED_AFTER


def test_edits_that_are_not_enough_come_back_with_words(house):
    conclusion = house.conclude(Recommendation.WITH_EDITS, ["Нет цели."])
    house.send_again()
    refuse_edits(conclusion=conclusion, by=house.chair, words="Цель есть, результата нет.")
    assert house.work.state == SubmissionState.RETURNED
    assert house.work.returns.first().remarks == "Цель есть, результата нет."


def test_a_refused_work_is_closed_and_an_appeal_brings_a_round_of_its_own(house):
    conclusion = house.conclude(Recommendation.REJECT, ["Нет цели."])
    assert house.work.state == SubmissionState.REJECTED
    appeal_conclusion(conclusion=conclusion, by=house.author, text="Цель на первой странице.")
    other = person(Role.CHAIR, first_name="Иная", last_name="Глава")
    decide_appeal(
        conclusion=Conclusion.objects.get(pk=conclusion.pk), by=other, granted=True, answer="Посмотрим снова."
    )
    assert house.work.state == SubmissionState.IN_REVIEW
    second = ReviewRound.objects.open().get(page_id=house.work.page_id)
    assert not second.assignments.exists()


def test_a_withdrawn_work_ends_its_round_and_lets_the_experts_go(house):
    invited = invite_expert(round=house.round, by=house.methodist, expert=house.experts[0])
    withdraw(submission=house.work, by=house.author)
    house.round.refresh_from_db()
    invited.refresh_from_db()
    assert (house.work.state, house.round.state) == (SubmissionState.WITHDRAWN, RoundState.CANCELLED)
    assert invited.state == AssignmentState.CANCELLED
    assert not house.page.live


def test_a_revoked_conclusion_takes_the_work_off_the_site(house):
    conclusion = house.conclude(Recommendation.RECOMMEND)
    answer_conclusion(conclusion=conclusion, by=house.author, text="", agrees=True)
    publish_work(submission=house.work, by=house.editor)
    revoke_conclusion(conclusion=Conclusion.objects.get(pk=conclusion.pk), by=house.chair, reason="Чужой текст.")
    assert not house.page.live
    with pytest.raises(PublicationRefused, match="отозвано"):
        house.page.get_latest_revision().publish()


def test_experts_read_no_name_in_the_card_of_the_round(house):
    assert "Нова" not in str(house.round.card)
    assert "Нова" in str(house.round.names)


def test_each_is_reminded_once_of_the_date_and_once_when_it_has_passed(house, settings):
    house.conclude(Recommendation.REVISE, ["Нет цели."])
    # A Wednesday among working days: near holidays nobody is written to.
    morning = timezone.make_aware(timezone.datetime(2026, 9, 16, 10))
    Submission.objects.filter(pk=house.pk).update(due_on=morning.date() + timedelta(days=1))
    assert remind_of_works(now=morning) == (1, 0)
    assert remind_of_works(now=morning) == (0, 0)
    Submission.objects.filter(pk=house.pk).update(due_on=morning.date() - timedelta(days=1))
    assert remind_of_works(now=morning) == (1, 0)
    assert list(SubmissionReminder.objects.order_by("pk").values_list("is_late", flat=True)) == [False, True]


# Works of the archive -------------------------------------------------------------------------------------------------


def test_a_work_of_the_archive_is_judged_while_it_stays_on_the_site(library):
    methodist, chair = person(Role.METHODIST), person(Role.CHAIR, first_name="Глава", last_name="Совета")
    page = material(library, "Старая", kind=reviewed_kind(), files=[(stored(), "Текст")], user=person(Role.EDITOR))
    add_criterion(rubric())
    opened = send_archive_work(page=page, by=methodist)
    assert MaterialPage.objects.get(pk=page.pk).expert.state == ExpertState.IN_REVIEW
    expert = agreed_to_judge(person(Role.EXPERT))
    assignment = invite_expert(round=opened, by=methodist, expert=expert)
    accept_invitation(assignment=assignment, by=expert)
    marks = {criterion.pk: MarkGiven(mark=1) for criterion in opened.criteria_list}
    given = SheetAnswers(marks=marks, recommendation=Recommendation.RECOMMEND, text="Хорошо.")
    number = save_review(assignment=assignment, by=expert, draft_number=0, answers=given)
    submit_review(assignment=assignment, by=expert, draft_number=number)
    conclusion = draft_conclusion(
        round=opened, verdict=Recommendation.RECOMMEND, text="Да.", summary="Да.", by=methodist, reason="Одного хватит."
    )
    sign_conclusion(conclusion=conclusion, by=chair)
    page = MaterialPage.objects.get(pk=page.pk)
    assert (page.live, page.expert.state) == (True, ExpertState.RECOMMENDED)


def test_nobody_sends_an_own_work_of_the_archive_to_experts(library):
    methodist = person(Role.METHODIST)
    page = material(library, "Своя", kind=reviewed_kind(), authors=[("Я", methodist)])
    with pytest.raises(ActionRefused, match="ваша работа"):
        send_archive_work(page=page, by=methodist)


def test_a_methodist_sends_a_work_of_the_archive_by_its_screen(library, client):
    page = material(library, "Старая", kind=reviewed_kind(), files=[(stored(), "Текст")], user=person(Role.EDITOR))
    sheet = rubric()
    add_criterion(sheet)
    client.force_login(person(Role.METHODIST))
    address = reverse("library_send_to_experts", args=[page.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert client.post(address, {"rubric": sheet.pk, "experts": ""}).status_code == 422
    assert client.post(address, {"rubric": sheet.pk, "experts": 2}).status_code == 302
    assert ReviewRound.objects.open().get(page_id=page.pk).experts_wanted == 2
    refused = client.post(address, {"rubric": sheet.pk, "experts": 2})
    assert (refused.status_code, "уже на экспертизе" in refused.text) == (422, True)


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.ANALYST, Role.MODERATOR])
def test_the_screen_is_closed_to_others(library, client, role):
    page = material(library, "Старая", kind=reviewed_kind())
    client.force_login(person(role))
    answer = client.get(reverse("library_send_to_experts", args=[page.pk]), follow=True)
    assert "Отправить экспертам" not in answer.text
