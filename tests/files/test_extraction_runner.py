import ast
import os
import sys
import time
from pathlib import Path

import pytest

import files.extraction
from files.extraction import Extraction, Limits, Place, State, extract
from tests.files.building import docx, endless_pdf, ole, paragraph, pdf

PACKAGE = Path(files.extraction.__file__).parent


@pytest.fixture(scope="module")
def slow_file(tmp_path_factory):
    return endless_pdf(tmp_path_factory.mktemp("slow") / "slow.pdf")


def test_a_file_that_takes_too_long_is_stopped_by_the_clock(slow_file):
    begun = time.monotonic()
    extraction = extract(slow_file, "pdf", Limits(wall_seconds=1, text_chars=10**9))
    assert time.monotonic() - begun < 5
    assert extraction.state is State.TIMED_OUT
    assert "слишком долго" in extraction.reason


def children():
    """The processes that this one has started: services of other tests may be among them."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()


def test_no_child_is_left_running(slow_file):
    before = children()
    extract(slow_file, "pdf", Limits(wall_seconds=0.5, text_chars=10**9))
    assert children() == before


def test_a_file_that_takes_too_much_of_the_processor_is_stopped_by_the_system(slow_file):
    extraction = extract(slow_file, "pdf", Limits(cpu_seconds=1, text_chars=10**9))
    assert extraction.state is State.TIMED_OUT
    assert "exit code -24" in extraction.detail


def test_a_file_that_needs_more_memory_than_allowed_is_too_large(tmp_path):
    path = tmp_path / "big.txt"
    path.write_bytes("слово ".encode() * 2_000_000)
    extraction = extract(path, "txt", Limits(memory=120 * 2**20, text_chars=30_000_000))
    assert extraction.state is State.TOO_LARGE
    assert "велик" in extraction.reason
    assert extraction.detail == "MemoryError"


def test_a_child_that_prints_too_much_is_stopped(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("слово " * 10_000, encoding="utf-8")
    extraction = extract(path, "txt", Limits(output_bytes=50_000))
    assert extraction.state is State.TOO_LARGE
    assert "File too large" in extraction.detail


def test_the_largest_text_with_all_its_places_fits_into_what_a_child_may_print(tmp_path):
    limits = Limits()
    places = tuple(Place(2_000_000, "heading", "😀" * 120, None) for _ in range(limits.places))
    largest = Extraction(State.DONE, "", "😀" * limits.text_chars, places, limits.places)
    assert len(largest.to_json()) < limits.output_bytes


def test_what_the_child_prints_is_read_back_whole():
    extraction = Extraction(State.DONE, "причина", "текст «с» \n\t", (Place(2, "page", "1", 1),), 1, "слова")
    assert Extraction.from_json(extraction.to_json()) == extraction


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b'{"state":"waitin"}',
        b'{"state":"done","places":[[0,"page"]]}',
        b'{"state":"done","places":[],"text":1}',
        b'{"state":"done","places":[[9,"page","1",1]],"text":"abc"}',
        b'{"state":"done","places":[],"text":"","more":1}',
        b'{"state":"done","places":[["0","page","1",1]],"text":"abc"}',
    ],
)
def test_anything_else_a_child_prints_is_not_taken_for_an_extraction(data):
    with pytest.raises(ValueError):  # noqa: PT011 - json raises a ValueError of its own
        Extraction.from_json(data)


def test_an_empty_file_is_called_empty(tmp_path):
    path = tmp_path / "a.pdf"
    path.touch()
    extraction = extract(path, "pdf")
    assert extraction.state is State.BROKEN
    assert "пуст" in extraction.reason


def test_a_locked_office_file_is_encrypted(tmp_path):
    extraction = extract(ole(tmp_path / "a.docx", "EncryptedPackage"), "encrypted_office")
    assert extraction.state is State.ENCRYPTED
    assert "паролем" in extraction.reason


def test_a_missing_file_is_the_fault_of_the_storage_and_not_of_the_teacher(tmp_path):
    with pytest.raises(FileNotFoundError):
        extract(tmp_path / "a.pdf", "pdf")


def test_a_kind_without_a_reader_is_a_fault_of_the_caller(tmp_path):
    with pytest.raises(ValueError, match="no reader"):
        extract(tmp_path / "a.exe", "worker")


def test_the_folder_and_the_environment_cannot_change_what_the_child_runs(tmp_path, monkeypatch):
    for name in ("json.py", "resource.py", "pypdfium2.py", "sitecustomize.py"):
        (tmp_path / name).write_text("raise SystemExit(1)")
    path = pdf(tmp_path / "--help; №1.pdf", ["Текст"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert extract(path.name, "pdf").text == "Текст"


def test_the_child_knows_nothing_of_the_project():
    """It must start fast and hold no setting or secret: only the standard library and the libraries of readers."""
    libraries = {"pypdfium2", "charset_normalizer", "filetype", "olefile", "xlrd", "striprtf"}
    allowed = sys.stdlib_module_names | libraries
    for file in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.partition(".")[0] in allowed or name.startswith("files.extraction"), f"{file.name}: {name}"


def test_one_bad_file_does_not_stop_the_next(tmp_path):
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4 nonsense")
    good = docx(tmp_path / "good.docx", paragraph("Текст"))
    assert [extract(bad, "pdf").state, extract(good, "docx").state] == [State.BROKEN, State.DONE]
