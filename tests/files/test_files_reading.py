"""Reading of stored files: the state people see, the text search uses, and the moment both appear."""

import pytest
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from files.actions import read_file, read_newly_readable
from files.models import FileText, StoredFile
from files.signals import text_extracted
from tests.files.building import docx, paragraph, pdf
from tests.making import PNG, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """Every `text_extracted` as (file, state seen in the database, inside a transaction of its own)."""
    told = []

    def listen(sender, file, **kwargs):
        told.append((file, FileText.objects.get(file=file).state, len(connection.savepoint_ids) > 0))

    text_extracted.connect(listen)
    yield told
    text_extracted.disconnect(listen)


def broken_after_the_reading(sender, **kwargs):
    raise RuntimeError("the index is full")


def test_a_file_that_was_read_has_its_text_and_the_places_of_its_pages(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Снег скрипит", "Лёд трещит"])
    reading = read_file(file=stored("Урок.pdf", path.read_bytes()))
    reading.refresh_from_db()
    assert (reading.state, reading.reason, reading.total) == ("done", "", 2)
    assert reading.extracted_at
    (start1, kind1, _label1, number1), (start2, kind2, _label2, number2) = reading.places
    assert (kind1, number1, kind2, number2) == ("page", 1, "page", 2)
    assert "Снег скрипит" in reading.text[start1:start2]
    assert "Лёд трещит" in reading.text[start2:]


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (lambda path: pdf(path, ["Снег"], locked=True), "encrypted"),
        (lambda path: pdf(path, [""]), "no_text"),
        (lambda path: path.write_bytes(b"%PDF-1.7\n" + b"junk" * 30) and path, "broken"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_state_and_a_reason_for_people(tmp_path, make, state):
    file = stored("Урок.pdf", make(tmp_path / "a.pdf").read_bytes())
    reading = read_file(file=file)
    reading.refresh_from_db()
    assert (reading.state, reading.text) == (state, "")
    assert reading.reason
    assert not reading.reason.isascii()


def test_a_file_is_read_once_however_often_it_is_asked_for(heard):
    file = stored(text="Снег скрипит.")
    first = read_file(file=file)
    again = read_file(file=file)
    assert again.extracted_at == first.extracted_at
    assert len(heard) == 1


def test_a_file_that_took_too_long_is_read_again_when_asked(heard):
    file = stored(text="Снег скрипит.")
    FileText.objects.filter(file=file).update(state="timed_out", reason="Долго.")
    reading = read_file(file=file)
    assert (reading.state, reading.reason, len(heard)) == ("done", "", 1)


@pytest.mark.parametrize("state", ["done", "no_text", "encrypted", "broken", "too_large", "refused"])
def test_a_final_state_is_left_alone(heard, state):
    file = stored()
    FileText.objects.filter(file=file).update(state=state)
    assert read_file(file=file).state == state
    assert not heard


def test_others_hear_of_the_text_inside_the_transaction_that_stores_it(heard):
    outside = len(connection.savepoint_ids)
    file = stored()
    read_file(file=file)
    assert [(told, state) for told, state, _inside in heard] == [(file, "done")]
    assert heard[0][2]
    assert len(connection.savepoint_ids) == outside


def test_a_text_is_not_kept_when_its_hearer_fails():
    file = stored()
    text_extracted.connect(broken_after_the_reading)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            read_file(file=file)
    finally:
        text_extracted.disconnect(broken_after_the_reading)
    assert FileText.objects.get(file=file).state == "waiting"
    assert FileText.objects.get(file=file).text == ""


def test_the_task_that_waits_reads_the_file(tmp_path, django_capture_on_commit_callbacks):
    path = docx(tmp_path / "a.docx", paragraph("Снег скрипит"))
    with django_capture_on_commit_callbacks(execute=True):
        file = stored("Урок.docx", path.read_bytes())
    assert list(StoredFile.objects.waiting_for_text()) == [file]
    queued = DBTaskResult.objects.get(queue_name="files")
    queued.task.call(*queued.args_kwargs["args"])
    assert not StoredFile.objects.waiting_for_text().exists()
    assert "Снег скрипит" in FileText.objects.get(file=file).text


def test_a_list_of_files_with_their_readings_leaves_the_texts_in_the_database(django_assert_num_queries):
    for number in range(3):
        read_file(file=stored(text=f"Снег номер {number}."))
    with django_assert_num_queries(1):
        files = list(StoredFile.objects.with_reading())
        assert [file.filetext.state for file in files] == ["done"] * 3
        assert all("text" in file.filetext.get_deferred_fields() for file in files)


@pytest.mark.parametrize(
    ("kind", "total", "label"),
    [
        ("pdf", 1, "1\u00a0страница"),
        ("pdf", 24, "24\u00a0страницы"),
        ("pdf", 11, "11\u00a0страниц"),
        ("pptx", 12, "12\u00a0слайдов"),
        ("pptx", 33, "33\u00a0слайда"),
        ("pdf", None, ""),
        ("odp", 1, "1\u00a0слайд"),
        ("xls", 3, "3\u00a0листа"),
        ("zip", 5, "5\u00a0файлов"),
    ],
)
def test_the_length_of_a_file_is_said_in_russian(kind, total, label):
    FileText.objects.filter(file=stored()).update(total=total)
    file = StoredFile.objects.with_reading().get()
    file.kind = kind
    assert file.pages_label == label


def test_a_file_stored_before_its_kind_had_a_reader_is_read_after_all(django_capture_on_commit_callbacks):
    old, picture = stored(), stored("Рисунок.png", PNG)
    FileText.objects.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert read_newly_readable() == 1
    assert list(StoredFile.objects.waiting_for_text()) == [old]
    assert DBTaskResult.objects.filter(queue_name="files").count() == 1
    assert read_newly_readable() == 0
    assert not FileText.objects.filter(file=picture).exists()
