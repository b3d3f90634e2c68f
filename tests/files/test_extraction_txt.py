import codecs
from dataclasses import asdict

import pytest

from files.extraction import Limits, State, extract
from files.extraction.reading import read

TEXT = "Привет, коллеги! Сбор в среду, в 15:00, в методическом кабинете. Ёлка, щука, подъезд."


@pytest.fixture
def reading(tmp_path):
    """Read a file with the given bytes as plain text."""

    def write_and_read(data, **limits):
        (tmp_path / "a.txt").write_bytes(data)
        return read("txt", str(tmp_path / "a.txt"), asdict(Limits(**limits)))

    return write_and_read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "cp866", "utf-16"])
def test_text_in_every_encoding_used_for_russian_is_read(reading, encoding):
    extraction = reading(TEXT.encode(encoding))
    assert (extraction.state, extraction.text) == (State.DONE, TEXT)
    assert extraction.places == ()


def test_the_order_mark_decides_the_order_of_bytes(reading):
    assert reading(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be")).text == TEXT


def test_hyphens_of_a_typewriter_are_joined(reading):
    assert reading("методиче-\r\nский".encode()).text == "методический"


def test_a_text_is_cut_at_the_limit_and_this_is_said(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("слово " * 400_000, encoding="utf-8")
    extraction = extract(path, "txt")
    assert extraction.state is State.DONE
    assert len(extraction.text) == 2_000_000
    assert extraction.reason == "Проиндексированы первые 2 млн знаков."


def test_a_character_cut_in_the_middle_by_the_limit_spoils_nothing(reading):
    extraction = reading("я".encode() * 5 + "😀".encode() * 10, text_chars=4)
    assert (extraction.state, extraction.text) == (State.DONE, "яяяя")


@pytest.mark.parametrize(
    "data", [b"\x00\x01\x02" * 100, b"\x89PNG\r\n\x1a\n", codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00"]
)
def test_bytes_that_are_no_text_are_called_so(reading, data):
    extraction = reading(data)
    assert extraction.state is State.BROKEN
    assert "не текстовый" in extraction.reason


def test_a_file_without_words_has_no_text(reading):
    extraction = reading(b" \n 12 \n")
    assert extraction.state is State.NO_TEXT
    assert extraction.reason
