"""Scans: what people are told of them, and their text where tesseract is installed and asked for."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from files.actions import read_file
from files.extraction import Limits, State, extract
from files.extraction.ocr import installed, with_ocr
from files.models import FileText
from tests.files.building import pdf
from tests.making import stored

FIXTURES = Path(__file__).with_name("fixtures")
needs_tesseract = pytest.mark.skipif(not installed(), reason="tesseract with Russian is not installed")


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    """Three pages of a document of LibreOffice as pictures: nothing in the file is text."""
    path = tmp_path_factory.mktemp("scan") / "scan.pdf"
    with pypdfium2.PdfDocument(FIXTURES / "walk.pdf") as document:
        first = document[0].render(scale=2, grayscale=True).to_pil()
        second = document[1].render(scale=2, grayscale=True).to_pil()
    first.save(path, "PDF", save_all=True, append_images=[second, first], resolution=144)
    return path


def test_of_a_scan_people_are_told_what_to_do(scan):
    extraction = extract(scan, "pdf")
    assert (extraction.state, extraction.total) == (State.NO_TEXT, 3)
    assert "скан" in extraction.reason
    assert "Загрузите исходный документ" in extraction.reason
    assert len(extraction.reason) <= FileText._meta.get_field("reason").max_length


@needs_tesseract
def test_a_scan_is_recognised_page_by_page_with_a_warning(scan):
    extraction = extract(scan, "pdf", with_ocr(Limits(), 2))
    assert extraction.state is State.DONE
    assert "может быть с ошибками; распознаны первые 2 страниц из 3" in extraction.reason
    assert [(place.kind, place.number) for place in extraction.places] == [("page", 1), ("page", 2)]
    assert "лишайники" in extraction.text
    assert "памятка для родителей" in extraction.text


@needs_tesseract
def test_a_text_that_is_there_is_not_recognised_again():
    extraction = extract(FIXTURES / "walk.pdf", "pdf", with_ocr(Limits(), 5))
    assert (extraction.state, extraction.reason) == (State.DONE, "")
    assert "считают лишайники" in extraction.text


def test_a_programme_that_fails_leaves_the_reason_of_a_scan(scan):
    limits = replace(Limits(), ocr_pages=1, tesseract="/bin/false")
    assert extract(scan, "pdf", limits).state is State.NO_TEXT


def test_without_the_programme_the_limits_stay_as_they_were(monkeypatch):
    monkeypatch.setattr("files.extraction.ocr.installed", lambda: "")
    assert with_ocr(Limits(), 5) == Limits()


@needs_tesseract
@pytest.mark.django_db
def test_the_setting_decides_whether_scans_are_recognised(scan, settings):
    for is_on, state in ((False, "no_text"), (True, "done")):
        settings.OCR = is_on
        assert read_file(file=stored("Скан.pdf", scan.read_bytes())).state == state


def test_an_empty_page_of_any_size_does_not_exhaust_the_child(tmp_path):
    path = pdf(tmp_path / "a.pdf", [" "])
    path.write_bytes(path.read_bytes().replace(b"[0 0 595 842]", b"[0 0 14400 14400]"))
    extraction = extract(path, "pdf", with_ocr(Limits(), 1))
    assert extraction.state is State.NO_TEXT
