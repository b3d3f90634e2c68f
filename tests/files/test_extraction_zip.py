"""Archives: what is in them is named, read one level deep, and costs no more than one file."""

import struct
import zipfile

import pytest

from files.extraction import Limits, State, extract
from tests.files.building import docx, paragraph, pdf, texts_by_label, zip_of
from tests.files.old_formats import xlsx


def with_raw_names(path, names):
    """An archive of texts whose names are the given bytes, without the flag of UTF-8."""
    stand_ins = {str(number) * len(name): name for number, name in enumerate(names, start=1)}
    zip_of(path, dict.fromkeys(stand_ins, "Слово"))
    data = path.read_bytes()
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in.encode(), name)
    path.write_bytes(data)
    return path


def test_the_files_of_an_archive_are_read_under_their_names(tmp_path):
    lesson = docx(tmp_path / "x.docx", paragraph("Ход урока")).read_bytes()
    table = xlsx(tmp_path / "x.xlsx", {"А": '<row><c t="str"><v>Смета</v></c></row>'}).read_bytes()
    path = zip_of(
        tmp_path / "a.zip",
        {
            "планы/урок.docx": lesson,
            "смета.xlsx": table,
            "фото.jpg": b"\xff\xd8",
            "читать.txt": "Привет".encode("cp1251"),
        },
    )
    extraction = extract(path, "zip")
    assert (extraction.state, extraction.reason, extraction.total) == (State.DONE, "", 4)
    assert {(place.kind, place.number) for place in extraction.places} == {("member", None)}
    assert texts_by_label(extraction) == {
        "планы/урок.docx": "планы/урок.docx\nХод урока",
        "смета.xlsx": "смета.xlsx\nСмета",
        "фото.jpg": "фото.jpg",
        "читать.txt": "читать.txt\nПривет",
    }


@pytest.mark.parametrize("encoding", ["cp866", "utf-8", "cp1251"])
def test_russian_names_are_right_whichever_programme_wrote_them(tmp_path, encoding):
    names = ["План Ёлки.txt", "Щука и объём.txt"]
    extraction = extract(with_raw_names(tmp_path / "a.zip", [name.encode(encoding) for name in names]), "zip")
    assert [place.label for place in extraction.places] == names


def test_an_archive_in_an_archive_is_named_and_not_opened(tmp_path):
    inner = zip_of(tmp_path / "inner.zip", {"тайна.txt": "глубина"}).read_bytes()
    extraction = extract(zip_of(tmp_path / "a.zip", {"внутри.zip": inner, "a.txt": "слово"}), "zip")
    assert "внутри.zip" in extraction.text
    assert "глубина" not in extraction.text
    assert extraction.state is State.DONE


def test_what_could_not_be_read_is_counted_in_the_remark(tmp_path):
    locked = pdf(tmp_path / "x.pdf", ["Текст"], locked=True).read_bytes()
    parts = {"a.txt": "Слово", "b.pdf": locked, "c.docx": b"PK\x03\x04junk", "d.docx": b"\x00\x01", "e.txt": "12"}
    extraction = extract(zip_of(tmp_path / "a.zip", parts), "zip")
    assert extraction.state is State.DONE
    assert "прочитано документов: 1 из 5" in extraction.reason
    for words in ("под паролем — 1", "повреждено — 2", "без текста — 1"):
        assert words in extraction.reason
    assert len(extraction.reason) < 300


def test_a_member_is_known_by_its_content_and_not_by_its_name(tmp_path):
    lesson = docx(tmp_path / "x.docx", paragraph("Ход урока")).read_bytes()
    extraction = extract(zip_of(tmp_path / "a.zip", {"a.txt": lesson, "b.doc": b"MZ\x90\x00" + bytes(100)}), "zip")
    assert "Ход урока" in extraction.text
    assert "отклонено — 1" in extraction.reason


def test_an_archive_with_a_password_names_its_files(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"план.txt": "Слово"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    extraction = extract(path, "zip")
    assert extraction.text == "план.txt"
    assert "под паролем — 1" in extraction.reason


def test_all_files_together_give_no_more_text_than_one_file(tmp_path):
    path = zip_of(tmp_path / "a.zip", {f"{number}.txt": "слово " * 2_000 for number in range(10)})
    extraction = extract(path, "zip", Limits(text_chars=30_000))
    assert len(extraction.text) <= 30_000
    assert extraction.total == 10


def test_a_large_member_is_left_out_and_the_others_are_read(tmp_path):
    big = bytes(range(256)) * 8_000
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("big.pdf", b"%PDF-" + big)
        archive.writestr("a.txt", "Слово")
    extraction = extract(path, "zip", Limits(member_bytes=1_000_000))
    assert texts_by_label(extraction)["a.txt"] == "a.txt\nСлово"
    assert "слишком велико — 1" in extraction.reason


def test_a_link_in_an_archive_is_not_followed(tmp_path):
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("passwd.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "Слово")
    assert extract(path, "zip").text == "a.txt\nСлово"


def test_an_empty_archive_and_folders_alone_have_no_text(tmp_path):
    for parts in ({}, {"папка/": b""}):
        extraction = extract(zip_of(tmp_path / "a.zip", parts), "zip")
        assert extraction.state is State.NO_TEXT
        assert "ни одного файла" in extraction.reason


def test_a_member_that_lies_about_its_size_spoils_itself_only(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"a.txt": "слово " * 10_000, "b.txt": "Честное"})
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    extraction = extract(path, "zip")
    assert "Честное" in extraction.text
    assert "повреждено — 1" in extraction.reason
