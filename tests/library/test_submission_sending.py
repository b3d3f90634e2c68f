"""From a draft to the centre and back: what is sent is frozen, every move is in the table, nobody else has a say."""

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.permissions import ActionRefused
from community.models import OutboxMail
from library import drafting, submitting
from library.models import Submission, SubmissionVersion
from library.review_doors import WITH_REMARKS
from library.submission_enums import SUBMISSION_MOVES, ReturnStep, SubmissionState
from library.submission_errors import Incomplete, MoveRefused, OlderWindow, SubmissionRefused, Unanswered
from library.submission_moves import AFTER_RETURN, move_submission
from tests.library.submissions import draft, fresh, kept, read_all, returned, save
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.fixture
def vera(db):
    return person(first_name="Вера", last_name="Нова")


def send(work, **words):
    return submitting.submit(submission=fresh(work), by=work.author, **words)


def test_a_sent_work_has_its_number_its_version_and_its_letter(vera):
    work = send(draft(vera, letter="Посмотрите, пожалуйста, слайды."))
    assert (work.state, work.number) == (SubmissionState.SUBMITTED, 1)
    assert work.due_on is not None
    version = work.versions.get()
    assert version.title == "Почему скрипит снег"
    assert version.letter == "Посмотрите, пожалуйста, слайды."
    assert [entry.sha256 for entry in version.files.all()] == [work.files.get().file.sha256]
    letter = OutboxMail.objects.get()
    assert letter.recipients == [vera.email]
    assert work.label in letter.subject


def test_numbers_of_works_go_without_gaps(vera):
    first, second = draft(vera), draft(vera, files=[kept("Другой.txt", "Совсем другой текст")], title="О дожде")
    with pytest.raises(Incomplete):
        send(save(second, licence=None))
    save(second, licence=first.licence)
    assert [send(first).number, send(second).number] == [1, 2]


def test_a_double_click_sends_once(vera):
    work = draft(vera)
    windows = [fresh(work), fresh(work)]
    submitting.submit(submission=windows[0], by=vera)
    with pytest.raises(MoveRefused):
        submitting.submit(submission=windows[1], by=vera)
    assert SubmissionVersion.objects.count() == 1


def test_nobody_sends_what_is_not_theirs(vera):
    oleg = person()
    work = draft(vera)
    for verb in (submitting.submit, submitting.withdraw, submitting.reopen, drafting.discard_draft):
        with pytest.raises(ActionRefused):
            verb(submission=work, by=oleg)
    with pytest.raises(ActionRefused):
        drafting.save_card(submission=work, by=oleg, draft_number=work.draft_number, values={"title": "Чужое"})
    with pytest.raises(ActionRefused):
        drafting.add_file(submission=work, by=oleg, content=ContentFile(b"x"), name="x.txt")
    with pytest.raises(ActionRefused):
        drafting.remove_file(entry=work.files.get(), by=oleg)


def test_what_was_sent_stays_whatever_the_author_does_next(vera):
    work = send(draft(vera))
    version = work.versions.get()
    with pytest.raises(SubmissionRefused):
        save(work, title="Другое название")
    with pytest.raises(SubmissionRefused):
        drafting.remove_file(entry=work.files.get(), by=vera)
    work = returned(work, ReturnStep.CHECK)
    save(work, title="Другое название", body="Новый текст")
    drafting.remove_file(entry=work.files.get(), by=vera)
    again = SubmissionVersion.objects.get(pk=version.pk)
    assert (again.title, again.digest, again.files.count()) == (version.title, version.digest, 1)


def test_of_two_windows_the_older_cannot_undo_the_newer(vera):
    work = draft(vera)
    number = work.draft_number
    drafting.save_card(submission=work, by=vera, draft_number=number, values={"title": "Новое"})
    with pytest.raises(OlderWindow):
        drafting.save_card(submission=work, by=vera, draft_number=number, values={"title": "Старое"})
    assert fresh(work).title == "Новое"


@pytest.mark.parametrize("field", ["state", "author", "number", "page", "claimed_by", "due_on", "draft_number"])
def test_a_field_that_no_author_fills_in_is_refused(vera, field):
    with pytest.raises(ValueError, match=field):
        save(draft(vera), **{field: 1})


@pytest.mark.parametrize(
    ("field", "empty"),
    [
        ("title", ""),
        ("annotation", ""),
        ("kind", ""),
        ("levels", []),
        ("author_name", ""),
        ("licence", None),
        ("origin", ""),
        ("pupils_works", ""),
        ("pupils_photos", ""),
    ],
)
def test_an_unfinished_card_says_what_is_missing(vera, field, empty):
    work = save(draft(vera), **{field: empty})
    with pytest.raises(Incomplete) as refusal:
        send(work)
    assert [one.field for one in refusal.value.missing] == [field]
    assert fresh(work).number is None


def test_a_work_of_words_alone_needs_no_file(vera):
    work = draft(vera, files=[])
    with pytest.raises(Incomplete):
        send(work)
    assert send(save(work, body="Первый абзац.\n\nВторой.")).number == 1


def test_a_finding_waits_for_a_reason_and_the_methodist_reads_it(vera):
    work = save(draft(vera), annotation="Урок.")
    with pytest.raises(Unanswered) as refusal:
        send(work)
    key = refusal.value.findings[0].key
    work = send(save(work, preflight_reasons={key: "Работа на одной странице."}))
    frozen = {one["key"]: one["reason"] for one in work.versions.get().findings}
    assert frozen[key] == "Работа на одной странице."


def test_a_work_that_is_taken_back_opens_again_under_its_number(vera):
    work = send(draft(vera))
    work = submitting.withdraw(submission=work, by=vera, reason="Нашла ошибку.")
    assert (work.state, work.due_on) == (SubmissionState.WITHDRAWN, None)
    work = submitting.reopen(submission=work, by=vera)
    with pytest.raises(SubmissionRefused):
        drafting.discard_draft(submission=work, by=vera)
    work = send(work)
    assert (work.number, work.versions.count()) == (1, 2)


def test_a_draft_that_was_never_sent_can_be_thrown_away_and_its_file_stays_its_owners(vera):
    work = draft(vera)
    file = work.files.get().file
    drafting.discard_draft(submission=work, by=vera)
    assert not Submission.objects.exists()
    file.refresh_from_db()
    assert file.is_personal


def test_back_and_the_same_files_again_give_the_same_draft(vera):
    first = drafting.start_submission(by=vera, files=[kept()])
    assert drafting.start_submission(by=vera, files=[kept()]) == first
    save(first, title="Уже пишу")
    assert drafting.start_submission(by=vera, files=[kept()]) != first


def test_the_same_bytes_are_added_once(vera):
    work = draft(vera)
    again = drafting.add_file(
        submission=work,
        by=vera,
        content=ContentFile("Цель: узнать, почему снег скрипит. Ход урока.".encode()),
        name="копия.txt",
    )
    assert work.files.get() == again


@pytest.mark.parametrize("step", list(ReturnStep))
def test_a_returned_work_goes_back_to_the_step_that_returned_it(vera, step, monkeypatch):
    left = ["замечание"] if step in WITH_REMARKS else []
    monkeypatch.setattr(submitting, "unanswered", lambda work, asked: left)
    work = returned(send(draft(vera)), step)
    with pytest.raises(SubmissionRefused):
        submitting.resubmit(submission=work, by=vera, answer="  ")
    if left:
        with pytest.raises(SubmissionRefused, match="Ответьте на каждое замечание"):
            submitting.resubmit(submission=work, by=vera, answer="Исправила")
        left.clear()
    work = submitting.resubmit(submission=work, by=vera, answer="Добавила рефлексию на слайде 7")
    assert work.state == AFTER_RETURN[step]
    assert work.returns.get().answer == "Добавила рефлексию на слайде 7"
    assert work.versions.count() == 2
    with pytest.raises(MoveRefused):
        submitting.resubmit(submission=work, by=vera, answer="Ещё раз")


def test_every_move_of_the_table_is_made_and_every_other_is_refused_and_logged(vera, caplog):
    work = send(draft(vera))
    methodist = person()
    for before in SubmissionState:
        for after in SubmissionState:
            Submission.objects.filter(pk=work.pk).update(state=before, claimed_by=methodist)
            if after in SUBMISSION_MOVES[before]:
                assert (
                    move_submission(submission=work, to=after, by=methodist, action="library.submission.submit").state
                    == after
                )
            else:
                with pytest.raises(MoveRefused):
                    move_submission(submission=work, to=after, by=methodist, action="library.submission.submit")
                assert f"{before} → {after}" in caplog.text


def test_the_author_takes_a_work_back_from_every_open_state_and_from_no_other(vera):
    work = send(draft(vera))
    for state in SubmissionState:
        Submission.objects.filter(pk=work.pk).update(state=state, claimed_by=person())
        if SubmissionState.WITHDRAWN in SUBMISSION_MOVES[state]:
            assert submitting.withdraw(submission=work, by=vera).state == SubmissionState.WITHDRAWN
        else:
            with pytest.raises(MoveRefused):
                submitting.withdraw(submission=work, by=vera)


def test_who_waits_for_works_is_called_in_the_same_transaction(vera, monkeypatch):
    arrived = []
    monkeypatch.setattr(submitting, "_arrivals", [])
    submitting.when_sent(lambda work, version, step, by: arrived.append((work.pk, version.number, step, by)))
    work = returned(send(draft(vera)), ReturnStep.CHECK)
    submitting.resubmit(submission=work, by=vera, answer="Готово")
    assert arrived == [(work.pk, 1, None, vera), (work.pk, 2, ReturnStep.CHECK, vera)]


def test_each_further_file_of_a_sending_costs_no_more_than_the_row_that_wagtail_writes_for_it(vera):
    def queries(count):
        files = [kept(f"Файл {n}.txt", f"Текст {count} {n}") for n in range(count)]
        work = read_all(draft(vera, files=files, title=f"Работа о {count} файлах"))
        with CaptureQueriesContext(connection) as seen:
            send(work)
        return len(seen)

    queries(1)
    assert queries(6) - queries(2) <= 2 * (6 - 2)
