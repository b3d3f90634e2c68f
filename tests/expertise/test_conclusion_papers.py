"""PDF and DOCX of conclusions, made by the worker; and the certificate of an expert."""

import io
import re
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pypdfium2 import raw

from accounts.enums import Role
from community.activity import withdraw_activity
from community.enums import ActivityKind
from community.erasure import erase_person
from community.models import ActivityRecord
from community.privacy import tell_all
from expertise import conclusion_pdfs
from expertise.concluding import sign_conclusion
from expertise.conclusion_paper import paper_document, paper_of, short_hash
from expertise.conclusion_pdfs import make_due_pdfs
from expertise.confirming import confirm_edits
from expertise.enums import AssignmentState, Recommendation
from expertise.models import Conclusion, ExpertCertificate
from expertise.outcome_errors import ConclusionRefused
from expertise.outcome_tasks import make_conclusion_pdfs_task, wake_conclusion_pdfs
from expertise.pdf_asking import ask_for_pdf
from expertise.recognition import issue_certificate, record_review, years_of
from expertise.revoking import revoke_conclusion
from files.models import FileText
from files.pdf_writer import PdfFailed, write_pdfs
from files.writers import write_docx
from tests.expertise import making_outcomes as making
from tests.making import person, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(monkeypatch):
    return making.let_pages_be_judged(monkeypatch)


def text_of(content):
    document = pypdfium2.PdfDocument(content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    # The writer breaks words at the ends of lines.
    return re.sub(r"\s+", " ", re.sub(r"[-\xad\ufffe\x02]\r?\n", "", text).replace("\xa0", " "))


def pdf_of(conclusion):
    conclusion.refresh_from_db()
    with conclusion.pdf.content.open() as source:
        return source.read()


def test_the_worker_makes_a_tagged_pdf_that_says_what_was_decided_and_by_whom(sections, works):
    signed = making.judged(sections, works, text="Отличные задания.")
    signed.round.assignments.filter(alias=2).update(recommendation="revise", text="А целей мало.")
    assert signed.pdf is None
    assert make_due_pdfs() == 1
    content = pdf_of(signed)
    text = text_of(content)
    digest = short_hash(signed.round.files.get().sha256)
    for words in (
        f"Экспертное заключение № {signed.label}",
        "Урок о снеге",
        "План урока",
        digest,
        "Лист для уроков",
        "Цели урока",
        "2 из 3",
        "Её можно публиковать.",
        "Рекомендовать",
        "Ольга Председателева",
        signed.code,
    ):
        assert words in text, words
    assert raw.FPDFCatalog_IsTagged(pypdfium2.PdfDocument(content))
    assert "ОТОЗВАНО" not in text
    assert make_due_pdfs() == 0


def test_dissent_is_printed_with_its_own_words(sections, works):
    round = making.open_round(making.work(sections, works))
    making.review(round, 1)
    making.review(round, 2, wish=Recommendation.REVISE, text="Цели не названы.")
    signed = sign_conclusion(conclusion=making.drafted(round), by=making.chair())
    make_due_pdfs()
    assert "Эксперт 2 — вернуть на доработку. Цели не названы." in text_of(pdf_of(signed))


def test_no_trace_of_an_expert_is_in_the_bytes_of_pdf_and_docx(sections, works):
    signed = making.judged(sections, works)
    make_due_pdfs()
    content, text = pdf_of(signed), text_of(pdf_of(signed))
    info = pypdfium2.PdfDocument(content).get_metadata_dict()
    docx = write_docx(paper_document(paper_of(signed)))
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        inside = " ".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "Председателева" in inside
    for assignment in signed.round.assignments.select_related("expert"):
        for trace in (assignment.expert.last_name, assignment.expert.email):
            for where in (text, str(info), inside, content.decode("latin-1")):
                assert trace not in where
    # The control: what is there is found by the same eyes.
    assert "Председателева" in text
    assert str(signed.label) in str(info)


def test_a_revoked_conclusion_gets_a_pdf_that_says_so_and_the_old_one_is_kept(sections, works):
    signed = making.judged(sections, works)
    make_due_pdfs()
    signed.refresh_from_db()
    first = signed.pdf
    revoke_conclusion(conclusion=signed, by=making.chair(), reason="Обнаружен плагиат")
    assert make_due_pdfs() == 1
    text = text_of(pdf_of(signed))
    assert "ОТОЗВАНО" in text
    assert "Обнаружен плагиат" in text
    assert signed.pdf != first
    assert first.content.storage.exists(first.content.name)


def test_confirmed_edits_are_on_the_paper_with_their_files(sections, works):
    signed = making.judged(sections, works, Recommendation.WITH_EDITS)
    works.digests[signed.round.page_id] = making.digest_of("новое")
    file = stored(name="новый.txt", text="Другой снег")
    confirm_edits(
        conclusion=signed, digest=making.digest_of("новое"), by=making.chair(), files=[(file, "Исправленный план")]
    )
    make_due_pdfs()
    text = text_of(pdf_of(signed))
    assert "Исправленный план" in text
    assert short_hash(file.sha256) in text
    assert "рекомендовано после доработки" in text


def test_a_change_while_the_pdf_is_being_made_leaves_it_due(sections, works, monkeypatch):
    signed = making.judged(sections, works)

    def slow(documents, styles):
        ask_for_pdf(signed)
        return write_pdfs(documents, styles)

    monkeypatch.setattr(conclusion_pdfs, "write_pdfs", slow)
    make_due_pdfs()
    assert list(Conclusion.objects.pdf_due()) == [signed]
    monkeypatch.undo()
    assert make_due_pdfs() == 1
    assert not Conclusion.objects.pdf_due().exists()


def test_a_failed_pdf_has_its_reason_and_does_not_take_the_others_along(sections, works, monkeypatch):
    bad, good = (making.judged(sections, works, title=title) for title in ("Плохая", "Хорошая"))
    monkeypatch.setattr(conclusion_pdfs, "write_pdfs", lambda documents, styles: [None, b"%PDF-1.7 good"])
    assert make_due_pdfs() == 1
    for row in (bad, good):
        row.refresh_from_db()
    assert (bad.pdf, good.pdf_error) == (None, "")
    assert "сбой" in bad.pdf_error

    def lost(documents, styles):
        raise PdfFailed("PDF собирался слишком долго.")

    ask_for_pdf(good)
    monkeypatch.setattr(conclusion_pdfs, "write_pdfs", lost)
    with pytest.raises(PdfFailed):
        make_due_pdfs()
    good.refresh_from_db()
    assert good.pdf_error == "PDF собирался слишком долго."
    assert good.pdf is not None
    assert list(Conclusion.objects.pdf_due()) == [good]


def test_a_paper_that_cannot_be_written_has_its_reason_and_stops_no_other(sections, works, caplog):
    spoilt, good = (making.judged(sections, works, title=title) for title in ("Первая", "Вторая"))
    Conclusion.objects.filter(pk=spoilt.pk).update(facts={})
    assert make_due_pdfs() == 1
    assert "Заключение не стало документом" in caplog.text
    spoilt.refresh_from_db()
    assert spoilt.pdf is None
    assert "сбой" in spoilt.pdf_error
    assert "Вторая" in text_of(pdf_of(good))
    assert make_due_pdfs() == 0


def test_a_pdf_whose_task_was_lost_is_asked_for_again_and_one_that_failed_an_hour_later(sections, works):
    making.judged(sections, works)
    assert wake_conclusion_pdfs()
    assert not wake_conclusion_pdfs(), "it is asked for already"
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now())
    assert not wake_conclusion_pdfs()
    assert wake_conclusion_pdfs(now=timezone.now() + timedelta(minutes=61))
    DBTaskResult.objects.all().delete()
    make_due_pdfs()
    assert not wake_conclusion_pdfs()


def test_a_document_that_cannot_be_set_is_none_and_the_others_come_out():
    pdfs = write_pdfs(["<p>Раз</p>", None, "<p>Три</p>"], ["faces-still", "text"])
    assert [bool(pdf) for pdf in pdfs] == [True, False, True]
    assert "Три" in text_of(pdfs[2])
    assert write_pdfs([], ["text"]) == []


def test_the_signature_wakes_the_worker_and_nobody_reads_texts_out_of_our_own_papers(
    sections, works, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        signed = making.judged(sections, works)
    assert DBTaskResult.objects.filter(task_path=make_conclusion_pdfs_task.module_path).exists()
    with django_capture_on_commit_callbacks() as later:
        make_due_pdfs()
    assert later == []
    signed.refresh_from_db()
    assert FileText.objects.get(file=signed.pdf).reason == "файл сделан сайтом"


def test_making_many_asks_the_database_little_more_than_making_few(sections, works, monkeypatch):
    monkeypatch.setattr(conclusion_pdfs, "write_pdfs", lambda documents, styles: [None for _one in documents])
    counts = []
    for size in (1, 3):
        for number in range(size):
            making.judged(sections, works, title=f"Работа {size} {number}")
        counts.append(queries_of(make_due_pdfs))
    assert counts[0] == counts[1]


def test_the_author_and_the_centre_take_the_files_and_nobody_else(client, sections, works):
    signed = making.judged(sections, works)
    address = reverse("expertise:conclusion_pdf", args=[signed.pk])
    client.force_login(works.authors[signed.round.page_id])
    assert client.get(address).status_code == 404
    make_due_pdfs()
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "private, no-store"
    signed.refresh_from_db()
    client.force_login(person(Role.TEACHER))
    assert client.get(address).status_code == 404
    assert client.get(signed.pdf.url).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404
    client.force_login(making.methodist())
    assert client.get(address).status_code == 200


# Experts ------------------------------------------------------------------------------------------------------------


def experienced(sections, works, reviews=2):
    expert = person(Role.EXPERT, first_name="Марк", last_name="Канарейкин")
    for number in range(reviews):
        making.review(making.open_round(making.work(sections, works, f"Тайная работа {number}")), 1, expert=expert)
    return expert


def test_an_expert_reads_the_figures_of_each_year_in_one_query(sections, works):
    expert = experienced(sections, works)
    declined = making.invited(making.open_round(making.work(sections, works, "Ещё")), 1, AssignmentState.DECLINED)
    declined.expert = expert
    declined.save()
    (year,) = years_of(expert)
    assert (year.reviews, year.in_time, year.declined, year.days) == (2, 2, 1, 2)
    assert year.subjects == ("Окружающий мир",)
    assert queries_of(lambda: years_of(expert)) == 1


def test_the_certificate_is_numbered_frozen_and_the_same_until_more_is_done(sections, works):
    expert, year = experienced(sections, works), timezone.localdate().year
    first = issue_certificate(by=expert, year=year)
    assert issue_certificate(by=expert, year=year) == first
    making.review(making.open_round(making.work(sections, works, "Третья")), 1, expert=expert)
    second = issue_certificate(by=expert, year=year)
    assert [first.label, second.label] == [f"1/{year}", f"2/{year}"]
    assert (first.reviews, second.reviews) == (2, 3)
    with pytest.raises(ConclusionRefused):
        issue_certificate(by=expert, year=year - 1)
    with pytest.raises(ConclusionRefused):
        issue_certificate(by=person(Role.EXPERT, first_name="Новый"), year=year)


def test_the_certificate_comes_as_pdf_and_is_checked_by_all_without_the_whole_name(client, sections, works):
    expert, year = experienced(sections, works), timezone.localdate().year
    client.force_login(expert)
    assert "Справка за" in client.get(reverse("expertise:expert_work")).content.decode()
    answer = client.post(reverse("expertise:take_certificate", args=[year]))
    text = text_of(answer.content)
    assert "Марк Канарейкин" in text
    assert "2 экспертных отзыва" in text
    assert "Окружающий мир" in text
    assert "Тайная работа" not in text
    client.logout()
    page = client.get(reverse("community:certificate_check", args=[ExpertCertificate.objects.get().code]))
    shown = page.content.decode()
    assert "М. К." in shown
    assert "Канарейкин" not in shown
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_an_expert_takes_the_certificates_along_and_is_forgotten_in_them(sections, works):
    expert, year = experienced(sections, works), timezone.localdate().year
    issue_certificate(by=expert, year=year)
    facts, _files = tell_all(expert)
    assert [row["reviews"] for row in facts["expert_certificates"]["data"]] == [2]
    erase_person(person=expert, by=expert)
    certificate = ExpertCertificate.objects.get()
    assert (certificate.expert, "Канарейкин" in certificate.person_name) == (None, False)


def test_who_was_never_asked_to_judge_has_no_such_room(client):
    client.force_login(person(Role.TEACHER))
    assert client.get(reverse("expertise:expert_work")).status_code == 404
    assert "Моя экспертная работа" not in client.get("/cabinet/").content.decode()
    answer = client.post(reverse("expertise:take_certificate", args=[2026]), follow=True)
    assert answer.status_code == 404


def test_a_sent_review_is_written_down_without_naming_the_work(sections, works):
    assignment = making.review(making.open_round(making.work(sections, works, "Тайная работа")), 1)
    record_review(assignment)
    record = ActivityRecord.objects.of_person(assignment.expert).get()
    assert record.text == "Экспертный отзыв: Лист для уроков"
    assert "Тайная" not in f"{record.text}{record.address}"
    withdraw_activity(kind=ActivityKind.REVIEW_SUBMITTED, target=assignment)
    assignment.expert = None
    assert record_review(assignment) is None
