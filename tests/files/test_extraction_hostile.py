"""Files made to harm: each ends in a state with a reason, soon, and takes nothing with it."""

import struct
import zipfile

import pytest

from files.extraction import Limits, State, extract
from tests.files.building import W, content_types, docx, odt, paragraph, pptx, relations, shape, zip_of

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE w [<!ENTITY l0 "ха">{LAUGHS}]>'
EXTERNAL_ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
EXTERNAL_SUBSET = '<!DOCTYPE w SYSTEM "http://localhost/evil.dtd">'


def refused(extraction):
    return extraction.state is State.REFUSED and extraction.reason.startswith("Файл отклонён") and not extraction.text


@pytest.mark.parametrize(
    ("doctype", "entity"),
    [(BILLION_LAUGHS, "&l9;"), (EXTERNAL_ENTITY, "&x;"), (EXTERNAL_SUBSET, ""), ("<!DOCTYPE w>", "")],
)
def test_a_document_type_is_refused_and_no_entity_is_unfolded(tmp_path, doctype, entity):
    assert refused(extract(docx(tmp_path / "a.docx", paragraph(f"Текст {entity}"), doctype=doctype), "docx"))


def test_a_document_type_in_a_second_part_is_refused_too(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Текст"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/app.xml", f"{EXTERNAL_ENTITY}<Properties><Pages>&x;</Pages></Properties>")
    assert refused(extract(path, "docx"))


def test_elements_nested_without_end_are_refused(tmp_path):
    assert refused(extract(docx(tmp_path / "a.docx", "<w:x>" * 50_000), "docx"))


def test_a_part_that_unpacks_a_thousandfold_is_refused_before_it_is_unpacked(tmp_path):
    assert refused(extract(docx(tmp_path / "a.docx", " " * 50_000_000), "docx"))


def test_many_small_parts_cannot_unpack_beyond_the_budget(tmp_path):
    slides = {f"slide{number}": shape("текст " * 30_000) for number in range(20)}
    path = pptx(tmp_path / "a.pptx", slides)
    assert extract(path, "pptx").state is State.DONE
    extraction = extract(path, "pptx", Limits(unpacked_bytes=2_000_000))
    assert extraction.state is State.TOO_LARGE
    assert "разделите" in extraction.reason


def test_three_hundred_mebibytes_in_all_are_refused(tmp_path):
    parts = {f"{number}.bin": b"\0" * 1_000_000 for number in range(320)}
    assert refused(extract(zip_of(tmp_path / "a.docx", parts), "docx"))


def test_a_part_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("слово " * 200_000))
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    data[entry + 24 : entry + 28] = struct.pack("<I", 100)
    path.write_bytes(data)
    assert extract(path, "docx").state is State.BROKEN


def test_too_many_parts_are_refused(tmp_path):
    assert refused(extract(zip_of(tmp_path / "a.docx", {f"{number}.xml": "" for number in range(2_001)}), "docx"))


def test_a_directory_that_is_itself_too_large_is_not_read(tmp_path):
    path = zip_of(tmp_path / "a.docx", {f"{number:0700}": "" for number in range(1_600)})
    assert refused(extract(path, "docx"))


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "..\\evil.xml", "C:\\evil.xml"])
def test_names_that_point_outside_are_refused(tmp_path, name):
    assert refused(extract(zip_of(tmp_path / "a.docx", {"a.xml": "", name: ""}), "docx"))


def test_a_relation_cannot_lead_out_of_the_package(tmp_path):
    path = zip_of(
        tmp_path / "a.docx",
        {
            "[Content_Types].xml": content_types("docx", "word/document.xml"),
            "_rels/.rels": relations({"a": ("officeDocument", "../../../../etc/passwd")}),
        },
    )
    extraction = extract(path, "docx")
    assert extraction.state is State.BROKEN
    assert "основной части" in extraction.reason


def test_a_part_locked_with_a_zip_password_is_encrypted(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Текст"))
    data = bytearray(path.read_bytes())
    position = -1
    while (position := data.find(b"PK\x01\x02", position + 1)) >= 0:
        data[position + 8] |= 1
    path.write_bytes(data)
    assert extract(path, "docx").state is State.ENCRYPTED


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_office_files_do_not_use_is_refused(tmp_path, method):
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("_rels/.rels", relations({"a": ("officeDocument", "word/document.xml")}))
        archive.writestr("word/document.xml", f"<w:document {W}/>")
    assert extract(path, "docx").state is State.REFUSED


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
@pytest.mark.parametrize(
    ("kind", "build"),
    [
        ("docx", lambda path: docx(path, paragraph("Текст " * 1_000))),
        ("odt", lambda path: odt(path, "<text:p>Текст</text:p>" * 100)),
        ("pptx", lambda path: pptx(path, {"slide1": shape("Текст" * 100)})),
    ],
)
def test_a_file_cut_short_is_broken(tmp_path, kind, build, share):
    path = build(tmp_path / f"a.{kind}")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    extraction = extract(path, kind)
    assert extraction.state is State.BROKEN
    assert "повреждён" in extraction.reason
    assert "Traceback" not in extraction.detail


def test_markup_cut_short_is_broken(tmp_path):
    assert extract(docx(tmp_path / "a.docx", "<w:p><w:r>"), "docx").state is State.BROKEN


def test_a_zip_that_is_no_document_is_broken(tmp_path):
    path = zip_of(tmp_path / "a.zip", {"readme.txt": "Текст"})
    for kind in ("docx", "pptx", "odt"):
        extraction = extract(path, kind)
        assert extraction.state is State.BROKEN
        assert "основной части" in extraction.reason
