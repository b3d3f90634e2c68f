"""Taking files in: what is kept, what is refused, when the reading begins."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from files.actions import clean_name, store_file
from files.models import FileText, StoredFile
from files.sniffing import FileRefused
from tests.files.building import docx, paragraph, pdf
from tests.making import PNG, person, stored

pytestmark = pytest.mark.django_db


def kept_bytes():
    """Every file that lies in the private storage."""
    return {path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()}


def refusal(name, content):
    """The reason for which a file is refused, after a look that nothing of it stays."""
    before = kept_bytes()
    with pytest.raises(FileRefused) as refused:
        store_file(content=ContentFile(content), name=name)
    assert not StoredFile.objects.exists()
    assert not FileText.objects.exists()
    assert kept_bytes() == before
    return refused.value.reason


def test_a_stored_file_keeps_its_bytes_name_size_hash_kind_and_who_brought_it():
    user = person()
    content = "Снег скрипит под ногами.".encode()
    file = stored("Урок о снеге.txt", content, user)
    file.refresh_from_db()
    assert file.content.open().read() == content
    assert (file.name, file.size, file.kind, file.uploaded_by) == ("Урок о снеге.txt", len(content), "txt", user)
    assert file.sha256 == hashlib.sha256(content).hexdigest()


def test_the_kind_is_found_by_content_in_real_files(tmp_path):
    for path in (docx(tmp_path / "a.docx", paragraph("Снег")), pdf(tmp_path / "b.pdf", ["Снег"])):
        with path.open("rb") as content:
            assert store_file(content=content, name=path.name).kind == path.suffix[1:]


def test_equal_bytes_lie_in_the_storage_once_under_two_names():
    before = kept_bytes()
    first, second = stored("Первый.txt", "Одно и то же."), stored("Второй.txt", "Одно и то же.")
    assert first.pk != second.pk
    assert first.uuid != second.uuid
    assert first.content.name == second.content.name
    assert len(kept_bytes() - before) == 1
    assert [first.content.open().read(), second.content.open().read()] == ["Одно и то же.".encode()] * 2


def test_files_lie_outside_every_folder_that_a_web_server_gives_out():
    path = Path(stored().content.path).resolve()
    assert path.is_relative_to(Path(settings.PRIVATE_ROOT).resolve())
    for public in (settings.MEDIA_ROOT, settings.STATIC_ROOT):
        assert not path.is_relative_to(Path(public).resolve())


def test_bytes_have_no_address_of_their_own():
    with pytest.raises(ValueError, match="no address"):
        _ = stored().content.url


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("Урок.docx", "Урок.docx"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Анна\\Урок.txt", "Урок.txt"),
        ("/Урок.txt", "Урок.txt"),
        ('«Снег»: что? "да" <нет>|*.txt', "«Снег»_ что_ _да_ _нет___.txt"),
        ("строка\r\nSet-Cookie: a=b.txt", "строка__Set-Cookie_ a=b.txt"),
        ("нуль\0.txt", "нуль_.txt"),
        ("Урок.txt. . ", "Урок.txt"),
        ("..", "file"),
        ("", "file"),
        ("а" * 300 + ".docx", "а" * 195 + ".docx"),
    ],
)
def test_a_name_is_cleaned_of_folders_and_of_what_no_header_can_carry(name, clean):
    assert clean_name(name) == clean
    assert len(clean_name(name)) <= 200


def test_a_cleaned_name_is_what_is_stored():
    assert stored("../../Урок:1.txt").name == "Урок_1.txt"


def test_a_file_larger_than_the_setting_is_refused_with_the_limit_in_words(settings):
    settings.FILES_MAX_BYTES = 1 << 20
    assert refusal("Большой.txt", b"a" * ((1 << 20) + 1)) == "Файл больше 1 МБ."
    assert stored("Ровно.txt", b"a" * (1 << 20)).size == 1 << 20


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("Пустой.txt", b"", "Файл пуст"),
        ("Игра.pdf", b"MZ" + bytes(200), "программа"),
        ("Урок.html", b"<!doctype html><script>alert(1)</script>", "веб-страница"),
        ("Урок.txt", b"<html><script>alert(1)</script></html>", "веб-страница"),
        ("Урок.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "веб-страница"),
        ("Урок.pdf", "Это вовсе не PDF.".encode(), "внутри него Текст"),
        ("Урок.mp4", "Это вовсе не видео.".encode(), "не принимаются"),
        ("Урок", "Снег.".encode(), "нет окончания"),
        ("Урок.docx", b"PK\x03\x04" + b"\0" * 40, "поврежд"),
        ("Урок\u202etxt.pdf", b"%PDF-1.7\n", "невидимые"),
    ],
)
def test_a_file_we_do_not_take_is_refused_in_russian_and_leaves_nothing_behind(name, content, says):
    assert says in refusal(name, content)


@pytest.mark.parametrize("name", ["Урок." + "я" * 300, "Урок." + "b" * 300, "Урок.\ud800"])
def test_an_ending_that_no_file_system_can_carry_is_refused_like_any_other(name):
    assert refusal(name, "Снег.".encode())


def test_a_refusal_in_the_middle_of_other_work_leaves_that_work_alone():
    with transaction.atomic():
        kept = stored()
        with pytest.raises(FileRefused):
            stored("Пустой.txt", b"")
    assert StoredFile.objects.get() == kept


def test_the_reading_waits_for_the_end_of_the_transaction(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = stored()
        assert FileText.objects.get(file=file).state == "waiting"
        assert not DBTaskResult.objects.exists()
    task = DBTaskResult.objects.get(queue_name="files")
    assert task.args_kwargs["args"] == [file.pk]


def test_a_file_without_readable_text_is_stored_and_nobody_is_asked_to_read_it(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        file = stored("Рисунок.png", PNG)
    assert not FileText.objects.filter(file=file).exists()
    assert not DBTaskResult.objects.filter(queue_name="files").exists()


def test_two_files_cannot_have_one_address():
    first, second = stored(), stored()
    second.uuid = first.uuid
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
