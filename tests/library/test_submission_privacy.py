"""A person takes the own works and reviews along, and is forgotten in them (152-FZ)."""

import json

import pytest

from accounts.enums import Role
from community.erasure import erase_person
from community.privacy import tell_all
from expertise.models import ExpertAssignment, ReviewRound
from library.models import Submission, SubmissionVersion
from library.submitting import submit
from tests.expertise.making_reviews import expert, methodist, opened, submitted, work
from tests.library.submissions import draft, kept
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
NAME = "Вера Неповторимая"


@pytest.fixture
def vera(db):
    return person(Role.TEACHER, first_name="Вера", last_name="Неповторимая")


def boss():
    return person(is_superuser=True)


def sent_by(author):
    file = kept("Отправленная.txt", "Цель: узнать, отчего лёд скользкий. Ход урока.")
    return submit(submission=draft(author, files=[file], author_name=NAME), by=author)


def test_the_export_holds_drafts_sent_works_and_their_files(vera):
    begun = draft(vera, title="Только начата", author_name=NAME)
    sent_by(vera)
    facts, files = tell_all(vera)
    told = facts["submissions"]["data"]
    assert [row["title"] for row in told] == ["Только начата", "Почему скрипит снег"]
    assert told[1]["versions"][0]["card"]["author_name"] == NAME
    assert begun.files.get().file in files


def test_the_export_holds_nothing_of_other_authors_and_experts(vera, sections):
    sent_by(person(Role.TEACHER, first_name="Чужая", last_name="Тайна"))
    keeper, other = methodist(), expert()
    review_round = opened(work(sections, person()), keeper)
    submitted(review_round, keeper, vera)
    submitted(review_round, keeper, other)
    facts, _files = tell_all(vera)
    assert "Тайна" not in json.dumps(facts, default=str, ensure_ascii=False)
    (review,) = facts["reviews"]["data"]
    assert review["work"] == review_round.title
    assert len(review["marks"]) == 2


def test_after_an_erasure_no_draft_is_left_and_no_version_names_the_author(vera):
    draft(vera, title="Только начата", author_name=NAME)
    sent = sent_by(vera)
    erase_person(person=vera, by=boss(), reason="Письмо № 5")
    assert list(Submission.objects.values_list("pk", "author")) == [(sent.pk, None)]
    kept = [
        *Submission.objects.values_list("card", flat=True),
        *SubmissionVersion.objects.values_list("card", flat=True),
    ]
    assert "Неповторимая" not in json.dumps(kept, ensure_ascii=False)


def test_a_round_forgets_its_author_and_keeps_the_reviews(vera, sections):
    keeper = methodist()
    review_round = opened(work(sections, vera), keeper, names=[("Авторы", NAME)])
    submitted(review_round, keeper)
    erase_person(person=vera, by=boss(), reason="Письмо № 5")
    assert "Неповторимая" not in json.dumps(ReviewRound.objects.get().names, ensure_ascii=False)
    assert ExpertAssignment.objects.submitted().count() == 1
