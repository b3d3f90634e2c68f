"""Many files as one ZIP: what is inside, under which names, and that it is never held whole."""

import io
import os
import tracemalloc
import zipfile

import pytest

from files.packing import Entry, zip_response, zip_stream
from tests.making import PNG, stored

pytestmark = pytest.mark.django_db
UTF8_FLAG = 0x800


def unpacked(entries):
    """The ZIP of `entries` as ZipFile reads it."""
    return zipfile.ZipFile(io.BytesIO(b"".join(zip_stream(entries))))


def test_every_file_comes_out_as_it_went_in():
    files = [stored("Снег.txt", "Снег скрипит"), stored("Лёд.txt", "Лёд звенит")]
    archive = unpacked(Entry(file.name, file) for file in files)
    assert archive.testzip() is None
    assert [archive.read(name).decode() for name in archive.namelist()] == ["Снег скрипит", "Лёд звенит"]


def test_cyrillic_names_are_marked_as_utf8():
    info = unpacked([Entry("Ход урока.txt", stored())]).infolist()[0]
    assert info.filename == "Ход урока.txt"
    assert info.flag_bits & UTF8_FLAG


def test_files_of_one_name_get_numbers_whatever_the_case_of_letters():
    names = ["План.txt", "план.TXT", "План.txt", "План (2).txt"]
    archive = unpacked(Entry(name, stored()) for name in names)
    assert archive.namelist() == ["План.txt", "план (2).TXT", "План (3).txt", "План (2) (2).txt"]
    assert len({name.casefold() for name in archive.namelist()}) == 4


def test_a_name_cannot_lead_out_of_the_folder_where_it_is_unpacked():
    archive = unpacked(
        [
            Entry("../../etc/passwd", stored()),
            Entry("C:\\Windows\\win.ini", stored()),
            Entry("a.txt", stored(), folder="../../tmp"),
            Entry("b.txt", stored(), folder="Урок: «снег»/лёд."),
        ]
    )
    assert archive.namelist() == ["passwd", "win.ini", "_.._tmp/a.txt", "Урок_ «снег»_лёд/b.txt"]


def test_what_is_compressed_already_is_stored_and_words_are_deflated():
    picture = stored("Снимок.png", PNG + bytes(5000))
    words = stored("Слова.txt", "снег " * 2000)
    by_name = {info.filename: info for info in unpacked([Entry(f.name, f) for f in (picture, words)]).infolist()}
    assert by_name["Снимок.png"].compress_type == zipfile.ZIP_STORED
    assert by_name["Слова.txt"].compress_size < words.size / 10


def test_a_text_of_our_own_is_readable_in_old_windows_editors():
    archive = unpacked([Entry("О работе.txt", "Название\nАвтор")])
    assert archive.read("О работе.txt") == b"\xef\xbb\xbf" + "Название\r\nАвтор".encode()


def test_a_zip_of_nothing_is_a_whole_zip():
    assert unpacked([]).namelist() == []


def test_a_large_file_is_never_held_whole():
    large = stored("Видео.png", PNG + os.urandom(24 * 1024 * 1024))
    tracemalloc.start()
    sent = sum(len(piece) for piece in zip_stream([Entry(large.name, large)]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > large.size
    assert peak < 3 * 1024 * 1024


def test_a_file_whose_bytes_are_gone_breaks_the_download_off():
    gone = stored("Пропал.txt", "совсем один текст")
    gone.content.storage.delete(gone.content.name)
    with pytest.raises(FileNotFoundError):
        b"".join(zip_stream([Entry(gone.name, gone)]))


def test_the_answer_is_saved_under_a_russian_name_and_kept_by_nobody():
    response = zip_response([Entry("а.txt", stored())], "Урок «снег».zip")
    assert response.streaming
    assert response["Content-Type"] == "application/zip"
    assert "filename*=UTF-8''%D0%A3%D1%80%D0%BE%D0%BA" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
