import zlib
from dataclasses import asdict
from pathlib import Path

import pypdfium2
import pytest

from files.extraction import Limits, State, extract
from files.extraction.reading import read
from tests.files.building import pdf, pdf_of, stream, texts

FIXTURES = Path(__file__).with_name("fixtures")


def read_pdf(path, **limits):
    return read("pdf", str(path), asdict(Limits(**limits)))


def test_each_page_begins_where_its_place_says(tmp_path):
    extraction = extract(pdf(tmp_path / "a.pdf", ["Цели урока", "Ход урока", "Выводы"]), "pdf")
    assert extraction.state is State.DONE
    assert extraction.reason == ""
    assert extraction.total == 3
    assert [(place.kind, place.label, place.number) for place in extraction.places] == [
        ("page", "1", 1),
        ("page", "2", 2),
        ("page", "3", 3),
    ]
    assert texts(extraction) == ["Цели урока", "Ход урока", "Выводы"]


def test_a_page_without_text_keeps_its_number(tmp_path):
    extraction = read_pdf(pdf(tmp_path / "a.pdf", ["Обложка", "", "Глава"]))
    assert extraction.total == 3
    assert texts(extraction)[1] == ""
    assert texts(extraction)[2] == "Глава"


def test_offsets_hold_though_cleaning_shortens_the_text(tmp_path):
    extraction = read_pdf(pdf(tmp_path / "a.pdf", ["За\u0301мок  и\u0306од", "Вторая"]))
    assert texts(extraction)[0] == "Замок йод"
    assert texts(extraction)[1] == "Вторая"


def test_a_word_hyphenated_at_the_end_of_a_line_is_found_whole(tmp_path):
    extraction = read_pdf(pdf(tmp_path / "a.pdf", ["методиче-\nский кабинет города Санкт-\nПетербурга"]))
    assert "методический кабинет" in extraction.text
    assert "Санкт-Петербурга" in extraction.text


def test_a_scan_without_letters_says_that_it_has_no_text(tmp_path):
    extraction = extract(pdf(tmp_path / "a.pdf", ["", "12"]), "pdf")
    assert extraction.state is State.NO_TEXT
    assert "скан" in extraction.reason
    assert extraction.total == 2
    assert extraction.text == ""


def test_a_locked_file_says_that_it_has_a_password(tmp_path):
    extraction = extract(pdf(tmp_path / "a.pdf", ["Тайна"], locked=True), "pdf")
    assert extraction.state is State.ENCRYPTED
    assert "паролем" in extraction.reason
    assert "password" in extraction.detail


@pytest.mark.parametrize(
    ("name", "state"), [("owner_password.pdf", State.DONE), ("user_password.pdf", State.ENCRYPTED)]
)
def test_a_password_against_printing_does_not_stop_reading_but_one_against_opening_does(name, state):
    assert read_pdf(FIXTURES / name).state is state


def test_a_damaged_page_does_not_take_the_others_with_it(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Первая", "Вторая"])
    path.write_bytes(path.read_bytes().replace(b"/Kids [7 0 R 9 0 R]", b"/Kids [7 0 R 5 0 R]"))
    extraction = read_pdf(path)
    assert extraction.state is State.DONE
    assert extraction.text == "Первая"
    assert extraction.reason == "Не удалось прочитать страниц: 1 из 2."


def test_a_file_with_damaged_pages_only_is_broken(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Первая"])
    path.write_bytes(path.read_bytes().replace(b"/Kids [7 0 R]", b"/Kids [5 0 R]"))
    assert extract(path, "pdf").state is State.BROKEN


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 20])
def test_a_file_that_only_begins_like_a_pdf_is_broken(tmp_path, content):
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    extraction = extract(path, "pdf")
    assert extraction.state is State.BROKEN
    assert "повреждён" in extraction.reason
    assert "PdfiumError" in extraction.detail


def test_a_pdf_without_pages_is_broken(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]))
    assert extract(path, "pdf").state is State.BROKEN


def test_pages_beyond_the_limit_are_left_out_and_this_is_said(tmp_path):
    extraction = read_pdf(pdf(tmp_path / "a.pdf", ["Один", "Два", "Три"]), places=2)
    assert extraction.state is State.DONE
    assert extraction.text == "Один\n\nДва"
    assert extraction.reason == "Проиндексированы первые 2 страниц из 3."
    assert extraction.total == 3


def test_text_outside_the_visible_page_is_not_read(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Невидимое"])
    path.write_bytes(path.read_bytes().replace(b"/Type /Page /Parent", b"/Type /Page /CropBox [0 0 595 700] /Parent"))
    with pypdfium2.PdfDocument(path) as document:
        assert "Невидимое" in document[0].get_textpage().get_text_range()
    assert read_pdf(path).state is State.NO_TEXT


def test_a_stream_that_unpacks_into_gigabytes_ends_the_child_and_not_the_site(tmp_path, deflated_gigabyte):
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    bomb = stream(deflated_gigabyte, "/Filter [/FlateDecode /FlateDecode]")
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, bomb]))
    assert path.stat().st_size < 20_000
    extraction = extract(path, "pdf")
    assert extraction.state is State.TOO_LARGE
    assert "памяти" in extraction.reason


@pytest.fixture(scope="session")
def deflated_gigabyte():
    """A bit over a gigabyte of spaces, deflated twice: sixteen kilobytes."""
    packer = zlib.compressobj(1)
    block = b" " * (1 << 24)
    once = b"".join(packer.compress(block) for _ in range(80)) + packer.flush()
    return zlib.compress(once, 9)
