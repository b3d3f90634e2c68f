"""Public expertise of a published work (D9): a window, volunteers, guests by link, a summary; it decides nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from community.client_address import sender_key
from community.models import Notification, OutboxMail
from expertise.agreement import agree_to_judge, wanted_agreement
from expertise.answers import MarkGiven, RemarkGiven, SheetAnswers
from expertise.concluding import draft_conclusion
from expertise.enums import AssignmentState, Recommendation, RoundState
from expertise.errors import MoveRefused, PublicReviewRefused, RoundAlreadyOpen, TooManyVolunteers
from expertise.inviting import invite_expert
from expertise.models import ExpertAssignment, PublicReview, ReviewRound, Volunteer
from expertise.outcome_errors import ConclusionRefused
from expertise.public_reviews import (
    answer_public_review,
    close_ended_windows,
    close_public_review,
    publish_public_review,
)
from expertise.reviewing import accept_invitation, save_review, submit_review
from expertise.showing import author_view
from expertise.volunteers import (
    HOURLY_PER_SENDER,
    admit_volunteer,
    decline_volunteer,
    forget_volunteers,
    volunteer,
)
from library.desk.moves import MoveRefused as DeskMoveRefused
from library.desk.review import open_public_review
from library.enums import ExpertState
from library.guard import may_publish
from library.models import MaterialPage
from programmes.leading import appoint_leader
from tests.expertise.making_reviews import obligations
from tests.library.making_submissions import add_criterion, rubric
from tests.making import close, material, person, programme, queries_of, stored

pytestmark = pytest.mark.django_db
CALL = "Посмотрите модель наставничества глазами родителей."


@pytest.fixture
def vera(db):
    return person(Role.TEACHER, first_name="Вера", last_name="Нова")


@pytest.fixture
def keeper(db):
    return person(Role.METHODIST)


@pytest.fixture
def work(sections, vera):
    return material(
        sections["library"], "Модель наставничества", authors=[("Вера Нова", vera)], files=[(stored(), "Модель")]
    )


@pytest.fixture
def sheet(db):
    made = rubric()
    add_criterion(made)
    return made


@pytest.fixture
def review(work, keeper, sheet):
    return window(work, keeper, sheet)


def today():
    return timezone.localdate()


def window(work, by, sheet, *, start=0, days=10):
    starts_on = today() + timedelta(days=start)
    return open_public_review(
        page=work, by=by, rubric=sheet, call=CALL, starts_on=starts_on, ends_on=starts_on + timedelta(days=days)
    )


def offered(review, email="olga@example.net", **fields):
    values = {"name": "Ольга Родителева", "place": "Школа № 1", "part": "мама", "text": obligations(), **fields}
    volunteer(review=review, email=email, **values)
    return review.volunteers.get(email=email.lower())


def judged(review, keeper, name="Ольга Родителева", email="olga@example.net", mark=1, remark="Мало примеров."):
    """A guest's review that was sent."""
    assignment = invite_expert(round=review.round, by=keeper, guest_name=name, guest_email=email)
    agree_to_judge(assignment=assignment, by=assignment, text=obligations())
    accept_invitation(assignment=assignment, by=assignment)
    marks = {row.pk: MarkGiven(mark=mark, comment="Так.") for row in review.round.criteria_list}
    given = SheetAnswers(
        marks=marks,
        remarks=(RemarkGiven(text=remark),),
        recommendation=Recommendation.WITH_EDITS,
        text="В целом полезно.",
    )
    number = save_review(assignment=assignment, by=assignment, draft_number=0, answers=given)
    submit_review(assignment=assignment, by=assignment, draft_number=number)
    return assignment


def over(review):
    """The review after its window."""
    close_public_review(review=review)
    return PublicReview.objects.select_related("round__page").get(pk=review.pk)


def told(client, page):
    return " ".join(client.get(page.url).content.decode().replace("\u00a0", " ").split())


# The window -----------------------------------------------------------------------------------------------------------


def test_an_open_window_calls_on_the_works_page_until_its_last_day(client, work, keeper, sheet):
    assert "Общественная экспертиза" not in told(client, work)
    review = window(work, keeper, sheet)
    page = told(client, work)
    assert "Идёт общественная экспертиза до" in page
    assert CALL in page
    assert reverse("library:work_public_review", args=[work.pk]) in page
    assert close_ended_windows(timezone.now()) == (0, 0)
    assert close_ended_windows(timezone.now() + timedelta(days=11)) == (1, 0)
    assert ReviewRound.objects.get(pk=review.round_id).state == RoundState.CONCLUDED
    assert "Итоги готовятся" in told(client, work)


def test_a_window_of_tomorrow_says_so_and_takes_nobody_yet(client, work, keeper, sheet):
    review = window(work, keeper, sheet, start=1)
    assert "Общественная экспертиза пройдёт с" in told(client, work)
    assert client.get(reverse("library:work_public_review", args=[work.pk])).status_code == 404
    with pytest.raises(PublicReviewRefused):
        offered(review)


def test_what_cannot_be_a_window_is_refused(work, keeper, sheet, vera):
    for start, days in ((-1, 5), (3, -1)):
        with pytest.raises(PublicReviewRefused):
            window(work, keeper, sheet, start=start, days=days)
    with pytest.raises(PublicReviewRefused):
        open_public_review(page=work, by=keeper, rubric=sheet, call=" ", starts_on=today(), ends_on=today())
    close(work)
    with pytest.raises(DeskMoveRefused):
        window(MaterialPage.objects.get(pk=work.pk), keeper, sheet)
    assert not ReviewRound.objects.exists()


def test_only_one_round_of_a_work_goes_on(work, keeper, sheet, review):
    with pytest.raises(RoundAlreadyOpen):
        window(work, keeper, sheet)


def test_methodists_and_who_leads_the_works_programme_open_it_and_nobody_with_a_part_in_it(sections, vera, sheet):
    led = programme(sections["programmes"])
    leader, other = person(), person(Role.PROGRAMME_LEADER)
    appoint_leader(page=led, user=leader, by=person(is_superuser=True))
    page = material(sections["library"], "Модель", authors=[("Вера Нова", vera)], programme=led)
    for nobody in (vera, other, person(Role.TEACHER)):
        with pytest.raises(ActionRefused):
            window(page, nobody, sheet)
    author = person(Role.METHODIST)
    own = material(sections["library"], "Своя модель", authors=[("Методист", author)])
    with pytest.raises(ActionRefused):
        window(own, author, sheet)
    assert window(page, leader, sheet).takes_volunteers


def test_no_date_of_an_expert_lies_behind_the_last_day(work, keeper, sheet):
    review = window(work, keeper, sheet, days=1)
    assignment = judged(review, keeper)
    assert assignment.answer_due_on <= review.round.last_day
    assert ExpertAssignment.objects.get(pk=assignment.pk).work_due_on == review.round.last_day


def test_at_the_end_by_the_clock_the_unfinished_are_let_go(review, keeper):
    waiting = invite_expert(round=review.round, by=keeper, guest_name="Гость", guest_email="guest@example.net")
    close_ended_windows(timezone.now() + timedelta(days=11))
    assert ExpertAssignment.objects.get(pk=waiting.pk).state == AssignmentState.CANCELLED
    assert close_ended_windows(timezone.now() + timedelta(days=12)) == (0, 0)


# It decides nothing ---------------------------------------------------------------------------------------------------


def test_neither_the_status_nor_the_guard_asks_the_public(work, keeper, sheet, vera):
    before = MaterialPage.objects.get(pk=work.pk).expert.state
    review = window(work, keeper, sheet)
    judged(review, keeper, mark=0)
    fresh = MaterialPage.objects.get(pk=work.pk)
    assert fresh.expert.state == before == ExpertState.NONE
    review = over(review)
    publish_public_review(review=review, by=keeper, summary="Слабо.", remarks=[])
    fresh = MaterialPage.objects.get(pk=work.pk)
    assert fresh.live
    assert fresh.expert.state == before
    draft = fresh.get_latest_revision_as_object()
    draft.files = [*draft.files.all(), type(draft.files.first())(file=stored("Новый.txt", "Новый файл"), sort_order=9)]
    assert may_publish(draft)


def test_no_conclusion_is_ever_drawn_from_it(client, review, keeper):
    judged(review, keeper)
    with pytest.raises(ConclusionRefused, match="заключения не даёт"):
        draft_conclusion(
            round=review.round,
            verdict=Recommendation.RECOMMEND,
            text="Хорошо.",
            summary="",
            by=keeper,
            reason="Мало",
        )


def test_the_authors_rounds_do_not_count_it(review, work):
    assert author_view(work) == []


# Volunteers -----------------------------------------------------------------------------------------------------------


def posted(**fields):
    said = {"name": "Ольга Родителева", "email": "olga@example.net", "place": "Школа № 1", "part": "мама"}
    return {**said, "agreement": obligations().pk, **fields}


def test_a_visitor_offers_help_once_and_the_keeper_hears_of_it(client, review, work, keeper):
    where = reverse("library:work_public_review", args=[work.pk])
    assert CALL in client.get(where).content.decode()
    Notification.objects.all().delete()
    first = client.post(where, posted(), REMOTE_ADDR="198.51.100.7")
    again = client.post(where, posted(name="Другое имя", email="OLGA@example.net"))
    assert (first.status_code, first.url) == (again.status_code, again.url)
    row = Volunteer.objects.get()
    assert (row.name, row.place, row.part) == ("Ольга Родителева", "Школа № 1", "мама")
    assert row.consents.get().address == "198.51.100.7"
    assert Notification.objects.filter(person=keeper).count() == 1


@pytest.mark.parametrize("spoilt", [{"agreement": ""}, {"agreement": "999999"}, {"email": "нет"}, {"name": ""}])
def test_what_lacks_something_is_not_kept_and_nothing_typed_is_lost(client, review, work, spoilt):
    answer = client.post(reverse("library:work_public_review", args=[work.pk]), posted(**spoilt))
    assert answer.status_code == 422
    assert "Школа № 1" in answer.content.decode()
    assert not Volunteer.objects.exists()


def test_a_robot_is_thanked_and_forgotten(client, review, work):
    answer = client.post(reverse("library:work_public_review", args=[work.pk]), posted(website="http://spam"))
    assert answer.status_code == 302
    assert not Volunteer.objects.exists()


def test_one_network_does_not_flood_the_keeper(rf, client, review, work):
    key = sender_key(rf.get("/"))
    for number in range(HOURLY_PER_SENDER):
        offered(review, f"person{number}@example.net", sender_key=key)
    with pytest.raises(TooManyVolunteers):
        offered(review, "last@example.net", sender_key=key)
    assert client.post(reverse("library:work_public_review", args=[work.pk]), posted()).status_code == 429


def test_who_is_admitted_gets_a_personal_link_and_has_agreed_already(review, keeper):
    row = offered(review)
    OutboxMail.objects.all().delete()
    assignment = admit_volunteer(volunteer=row, by=keeper)
    assert "/review/" in OutboxMail.objects.get(recipients=["olga@example.net"]).text
    assert wanted_agreement(assignment) is None
    with pytest.raises(MoveRefused):
        admit_volunteer(volunteer=row, by=keeper)
    with pytest.raises(MoveRefused):
        decline_volunteer(volunteer=row, by=keeper)


def test_who_is_not_invited_is_thanked_and_may_be_invited_later(review, keeper):
    row = offered(review)
    OutboxMail.objects.all().delete()
    decline_volunteer(volunteer=row, by=keeper)
    assert "Спасибо" in OutboxMail.objects.get(recipients=["olga@example.net"]).text
    assert admit_volunteer(volunteer=row, by=keeper).guest_email == "olga@example.net"


def test_only_who_keeps_the_round_lets_anybody_in(review, vera):
    row = offered(review)
    for nobody in (vera, person(Role.EXPERT)):
        with pytest.raises(ActionRefused):
            admit_volunteer(volunteer=row, by=nobody)


def test_volunteers_are_forgotten_a_month_after_the_end(review):
    offered(review)
    over(review)
    assert forget_volunteers() == 0
    assert forget_volunteers(timezone.now() + timedelta(days=31)) == 1
    assert not Volunteer.objects.exists()


# The outcome ----------------------------------------------------------------------------------------------------------


def test_the_outcome_stands_on_the_page_without_names_with_what_was_mended(client, review, work, keeper, vera):
    judged(review, keeper, mark=0)
    judged(review, keeper, name="Пётр Канарейкин", email="petr@example.net", mark=1, remark="Нет срока.")
    review = over(review)
    shown = list(review.round.assignments.get(guest_name="Пётр Канарейкин").remarks.all())
    publish_public_review(review=review, by=keeper, summary="Модель понятна родителям.", remarks=shown)
    answer_public_review(review=review, by=vera, text="Добавили сроки.")
    page = told(client, work)
    for words in ("Модель понятна родителям.", "2 отзыва", "0,5 из 1", "Нет срока.", "Добавили сроки."):
        assert words in page
    for words in ("Мало примеров.", "Канарейкин", "Родителева", "example.net"):
        assert words not in page


def test_words_that_name_an_expert_are_not_published(review, keeper):
    judged(review, keeper, remark="Как сказала Ольга Родителева, мало примеров.")
    review = over(review)
    for summary, remarks in (
        ("Спасибо, Ольга Родителева.", []),
        ("Итог.", list(review.round.assignments.get().remarks.all())),
    ):
        with pytest.raises(PublicReviewRefused, match="Эксперт"):
            publish_public_review(review=review, by=keeper, summary=summary, remarks=remarks)


def test_the_outcome_waits_for_the_end_for_reviews_and_for_words(review, keeper, vera):
    for refused in (
        lambda: publish_public_review(review=review, by=keeper, summary="Итог.", remarks=[]),
        lambda: answer_public_review(review=review, by=vera, text="Исправили."),
    ):
        with pytest.raises(PublicReviewRefused):
            refused()
    ended = over(review)
    with pytest.raises(PublicReviewRefused, match="Отзывов нет"):
        publish_public_review(review=ended, by=keeper, summary="Итог.", remarks=[])


def test_authors_and_keepers_alone_say_what_was_mended(review, keeper):
    judged(review, keeper)
    ended = over(review)
    with pytest.raises(ActionRefused):
        answer_public_review(review=ended, by=person(Role.TEACHER), text="Чужое")
    answer_public_review(review=ended, by=keeper, text="Автор исправил.")
    assert PublicReview.objects.get().answer == "Автор исправил."


def test_an_answer_that_is_too_long_is_refused_and_stays_in_the_form(client, review, keeper, vera):
    judged(review, keeper)
    over(review)
    client.force_login(vera)
    long = "Исправили всё. " * 300
    answer = client.post(reverse("expertise:public_review", args=[review.pk]), {"answer": long})
    page = answer.content.decode().replace("\xa0", " ")
    assert "Слишком длинный текст: 4499 знаков, а помещается 4000." in page
    assert page.count("Исправили всё.") == 300
    assert PublicReview.objects.get().answer == ""


def test_the_author_reads_the_remarks_after_the_end_and_answers_in_the_cabinet(client, review, keeper, vera):
    judged(review, keeper)
    client.force_login(vera)
    where = reverse("expertise:public_review", args=[review.pk])
    assert "Мало примеров." not in client.get(where).content.decode()
    over(review)
    page = client.get(where).content.decode()
    assert "Мало примеров." in page
    assert "Родителева" not in page
    assert client.post(where, {"answer": " "}).status_code == 422
    client.post(where, {"answer": "Добавили примеры."})
    assert PublicReview.objects.get().answer == "Добавили примеры."
    client.force_login(person(Role.TEACHER))
    assert client.get(where).status_code == 404


# The keeper's screen --------------------------------------------------------------------------------------------------


def test_a_methodist_does_all_of_it_on_the_screens(client, work, sheet):
    lidia = person(Role.METHODIST)
    client.force_login(lidia)
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[work.pk])).content.decode()
    where = reverse("library_public_review", args=[work.pk])
    assert where in edit
    assert client.get(where).status_code == 200
    days = {"starts_on": today().isoformat(), "ends_on": (today() + timedelta(days=5)).isoformat()}
    assert client.post(where, {"call": CALL, **days}).status_code == 422
    opened = client.post(where, {"call": CALL, "rubric": sheet.pk, **days})
    review = PublicReview.objects.get()
    screen = reverse("review_admin:round", args=[review.round_id])
    assert opened.url == screen
    row = offered(review)
    page = client.get(screen).content.decode()
    assert "Ольга Родителева" in page
    assert "Закрыть окно сейчас" in page
    client.post(screen, {"verb": "admit", "target": row.pk})
    judged(review, lidia, name="Пётр Гостев", email="petr@example.net")
    client.post(screen, {"verb": "close_window"})
    assert "Мало примеров." in client.get(screen).content.decode()
    client.post(screen, {"verb": "publish_outcome", "summary": "Полезно.", "shown": "all"})
    review.refresh_from_db()
    assert (review.summary, len(review.facts["remarks"])) == ("Полезно.", 1)
    client.post(screen, {"verb": "answer_public", "answer": "Исправили."})
    assert PublicReview.objects.get().answer == "Исправили."


def test_who_leads_the_programme_keeps_this_round_and_sees_no_other(client, sections, vera, sheet, keeper):
    led = programme(sections["programmes"])
    leader = person()
    appoint_leader(page=led, user=leader, by=person(is_superuser=True))
    page = material(sections["library"], "Модель", authors=[("Вера Нова", vera)], programme=led)
    review = window(page, leader, sheet)
    other = window(material(sections["library"], "Другая"), keeper, sheet)
    client.force_login(leader)
    assert client.get(reverse("review_admin:round", args=[review.round_id])).status_code == 200
    assert client.get(reverse("review_admin:round", args=[other.round_id])).status_code in (302, 403)
    assert client.get(reverse("review_admin:rounds")).status_code in (302, 403)


def test_a_work_without_one_asks_nothing_more(client, sections, work, keeper, sheet):
    plain = material(sections["library"], "Простая")
    before = queries_of(lambda: client.get(plain.url))
    window(work, keeper, sheet)
    assert queries_of(lambda: client.get(plain.url)) == before
