import codecs
import struct
import zipfile
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from files.extraction import EXTRACTABLE
from files.sniffing import KINDS, FileRefused, check_upload, sniff
from tests.files.building import content_types, docx, odt, ole, paragraph, pdf, pptx, shape, zip_of


def write(path, data):
    path.write_bytes(data)
    return path


def picture(path, form):
    Image.new("RGB", (4, 4)).save(path, form)
    return path


# A web page is taken under the names of Office; by its content alone it is a web page.
BY_NAME = {"doc_html": lambda path: write(path, b"<html><table><tr><td>1</td></tr></table></html>")}
FILES = {
    "pdf": lambda path: pdf(path, ["Текст"]),
    "docx": lambda path: docx(path, paragraph("Текст")),
    "pptx": lambda path: pptx(path, {"slide1": shape("Текст")}),
    "xlsx": lambda path: zip_of(path, {"[Content_Types].xml": content_types("xlsx", "xl/workbook.xml")}),
    "odt": lambda path: odt(path, "<text:p>Текст</text:p>"),
    "odp": lambda path: zip_of(path, {"mimetype": "application/vnd.oasis.opendocument.presentation"}),
    "ods": lambda path: zip_of(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
    "txt": lambda path: write(path, "Привет, коллеги".encode("cp1251")),
    "rtf": lambda path: write(path, rb"{\rtf1\ansi text}"),
    "doc": lambda path: ole(path, "1Table", "WordDocument"),
    "xls": lambda path: ole(path, "Workbook"),
    "ppt": lambda path: ole(path, "Current User", "PowerPoint Document"),
    "encrypted_office": lambda path: ole(path, "DataSpaces", "Version", "Info", "Primary", "EncryptedPackage"),
    "zip": lambda path: zip_of(path, {"readme.txt": "Текст"}),
    "jpeg": lambda path: picture(path, "JPEG"),
    "png": lambda path: picture(path, "PNG"),
    "webp": lambda path: picture(path, "WEBP"),
}
UNWANTED = {
    "html": lambda path: write(path, b"<!-- x -->\n<HTML><script>alert(1)</script>"),
    "gif": lambda path: picture(path, "GIF"),
    "executable": lambda path: write(path, b"MZ\x90\x00" + bytes(200)),
    "macro_office": lambda path: zip_of(path, {"[Content_Types].xml": content_types("docm", "word/document.xml")}),
}


def reason(path, name):
    with pytest.raises(FileRefused) as refusal:
        check_upload(path, name)
    assert str(refusal.value) == refusal.value.reason
    return refusal.value.reason


def kind_or_reason(path, name):
    try:
        return check_upload(path, name).kind
    except FileRefused as refusal:
        return refusal.reason


@pytest.mark.parametrize("kind", sorted(FILES))
def test_each_kind_is_known_by_its_content_whatever_its_name(tmp_path, kind):
    assert sniff(FILES[kind](tmp_path / "file.bin")) == kind


@pytest.mark.parametrize("kind", sorted(UNWANTED))
def test_unwanted_kinds_are_known_too(tmp_path, kind):
    assert sniff(UNWANTED[kind](tmp_path / "file.bin")) == kind


@pytest.mark.parametrize("kind", sorted(FILES | BY_NAME))
def test_each_kind_is_taken_under_its_own_endings(tmp_path, kind):
    path = (FILES | BY_NAME)[kind](tmp_path / "file.bin")
    for extension in KINDS[kind].extensions:
        sniffed = check_upload(path, f"Урок №1.{extension.upper()}")
        assert (sniffed.kind, sniffed.mime) == (kind, KINDS[kind].mime)


def test_every_kind_has_a_builder_here_and_every_extractable_kind_may_be_uploaded():
    assert set(FILES | BY_NAME) == set(KINDS)
    assert set(KINDS) >= EXTRACTABLE


@pytest.mark.parametrize(
    "data",
    [
        "Привет".encode(),
        codecs.BOM_UTF8 + "Привет".encode(),
        codecs.BOM_UTF16_LE + "Привет".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Привет".encode("utf-16-be"),
        "Привет".encode("koi8-r"),
        "я".encode() * 40_000,
        "ся".encode() * 40_000 + b"!" + "я".encode() * 9_000,
        b"x < 5 and <b>",
    ],
)
def test_text_in_any_encoding_is_text(tmp_path, data):
    assert sniff(write(tmp_path / "a", data)) == "txt"


@pytest.mark.parametrize(
    "data", [b"", "Привет".encode("utf-16-le"), b"\x00\x01\x02", b"abc\x00def", b"PK\x03\x04nonsense"]
)
def test_what_is_no_known_kind_is_called_nothing(tmp_path, data):
    assert sniff(write(tmp_path / "a", data)) is None


def test_a_pdf_may_have_something_before_its_head(tmp_path):
    path = pdf(tmp_path / "a.pdf", ["Текст"])
    assert sniff(write(path, b"\n" * 500 + path.read_bytes())) == "pdf"
    assert sniff(write(path, b"\n" * 5_000 + path.read_bytes())) != "pdf"


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE html>",
        "  <html lang='ru'>",
        "\ufeff<head>",
        "<script>",
        "<svg onload='x()'>",
        "<?xml version='1.0'?><svg>",
        "<table>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_is_refused_under_any_name_but_those_of_old_office(tmp_path, head, encoding):
    path = write(tmp_path / "a", f"{head} %PDF-1.7 <script>alert(1)</script>".encode(encoding))
    for name in ("a.pdf", "a.txt", "a.docx", "a.html"):
        assert "веб-страница" in reason(path, name)
    for name in ("a.doc", "a.xls"):
        sniffed = check_upload(path, name)
        assert (sniffed.kind, sniffed.mime) == ("doc_html", "application/octet-stream")


def test_other_markup_of_office_is_refused_with_a_way_out(tmp_path):
    xml = b'<?xml version="1.0"?>\r\n<?mso-application progid="Excel.Sheet"?><Workbook/>'
    assert "XML старого образца" in reason(write(tmp_path / "a", xml), "a.xls")
    archive = b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html>"
    assert "веб-архив" in reason(write(tmp_path / "b", archive), "a.doc")


def test_an_old_document_with_macros_is_refused_too(tmp_path):
    assert "без макросов" in reason(ole(tmp_path / "a", "WordDocument", "Macros", "VBA"), "a.doc")
    assert "без макросов" in reason(ole(tmp_path / "b", "Workbook", "_VBA_PROJECT_CUR"), "a.xls")


def test_capitals_in_the_names_of_streams_do_not_matter(tmp_path):
    assert sniff(ole(tmp_path / "a", "worddocument")) == "doc"


@pytest.mark.parametrize("name", ["setup.exe", "папка/a.LNK", "b.docm", "c.bat. ", "d.js.vbs"])
def test_an_archive_with_a_programme_is_refused(tmp_path, name):
    assert "программа" in reason(zip_of(tmp_path / "a", {"a.txt": "Текст", name: b"x"}), "a.zip")


def test_a_template_from_the_network_is_refused_and_one_on_a_disk_is_not(tmp_path):
    for target, refused in (("https://example.org/a.dotm", True), ("file:///C:\\a.dotm", False)):
        path = docx(tmp_path / "a.docx", paragraph("Текст"))
        with zipfile.ZipFile(path, "a") as archive:
            row = f'<Relationship Id="a" Type="http://x/attachedTemplate" Target="{target}" TargetMode="External"/>'
            archive.writestr("word/_rels/settings.xml.rels", f"<Relationships>{row}</Relationships>")
        if refused:
            assert "шаблон из интернета" in reason(path, "a.docx")
        else:
            assert check_upload(path, "a.docx").kind == "docx"


def test_a_picture_of_billions_of_points_is_refused(tmp_path):
    head = b"IHDR" + struct.pack(">2I5B", 50_000, 50_000, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    data += bytes(4) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    assert "слишком велик" in reason(write(tmp_path / "a", data), "a.png")
    assert "повреждён" in reason(write(tmp_path / "b", b"\xff\xd8\xff\xe0" + bytes(40)), "a.jpg")


@pytest.mark.parametrize("data", [b"MZ\x90\x00" + bytes(100), b"\x7fELF" + bytes(100), b"#!/bin/sh\nrm -rf /"])
def test_a_programme_is_refused_under_any_name(tmp_path, data):
    path = write(tmp_path / "a", data)
    assert "программа" in reason(path, "a.docx")
    assert "программа" in reason(path, "a.txt")


def test_a_document_with_macros_is_refused_with_a_way_out(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Текст"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\0")
    assert "без макросов" in reason(path, "a.docx")


def test_an_empty_file_is_refused(tmp_path):
    assert "пуст" in reason(write(tmp_path / "a", b""), "a.pdf")


def test_content_of_another_kind_is_refused_with_the_right_ending(tmp_path):
    message = reason(docx(tmp_path / "a", paragraph("Текст")), "a.pdf")
    assert "«.pdf»" in message
    assert "«.docx»" in message
    assert "не соответствует" in reason(write(tmp_path / "b", b"\x00\x01\x02\x03"), "a.pdf")
    assert "не соответствует" in reason(picture(tmp_path / "c", "GIF"), "a.png")


def test_a_document_with_a_password_under_another_ending_is_refused_for_its_password(tmp_path):
    path = FILES["encrypted_office"](tmp_path / "file.bin")
    assert "паролем" in reason(path, "урок.ppt")
    assert "docx" not in reason(path, "урок.ppt")


@pytest.mark.parametrize(
    "name", ["a.pdf.exe", "a.html", "a.svg", ".htaccess", "a.php", "a.pdf.exe. .", "a.docm", "a.lnk"]
)
def test_endings_we_do_not_take_are_refused(tmp_path, name):
    assert "Можно загрузить" in reason(pdf(tmp_path / "a", ["Текст"]), name)


@pytest.mark.parametrize("name", ["Урок.PDF", "a.exe.pdf", "a.pdf ", "a.pdf.", "../../a.pdf", "урок й.pdf", "👩‍🏫.pdf"])
def test_odd_but_honest_names_are_taken(tmp_path, name):
    assert check_upload(pdf(tmp_path / "a", ["Текст"]), name).kind == "pdf"


@pytest.mark.parametrize("name", ["a.exe\x00.pdf", "a\r\nb.pdf", "\u202efdp.exe.pdf", "a\u2066b.pdf", "a\ud800.pdf"])
def test_names_that_deceive_the_eye_are_refused(tmp_path, name):
    assert "имени файла" in reason(pdf(tmp_path / "a", ["Текст"]), name)


def test_a_damaged_archive_is_refused_as_damaged(tmp_path):
    path = docx(tmp_path / "a", paragraph("Текст"))
    write(path, path.read_bytes()[:-30])
    assert "повреждён" in reason(path, "a.docx")


def test_an_archive_that_breaks_the_rules_is_refused_with_their_reason(tmp_path):
    assert "отклонён" in reason(zip_of(tmp_path / "a", {"big": b"\0" * 50_000_000}), "a.zip")
    assert "отклонён" in reason(zip_of(tmp_path / "b", {"../evil": b""}), "b.zip")


def test_a_ring_in_an_ole_directory_ends(tmp_path):
    path = ole(tmp_path / "a", "x")
    data = bytearray(path.read_bytes())
    data[512 + 4 : 512 + 8] = b"\x01\0\0\0"
    assert sniff(write(path, bytes(data))) is None


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    head=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf", b"<!--"]),
    data=st.binary(min_size=1, max_size=1_200),
    extension=st.sampled_from(sorted({extension for kind in KINDS.values() for extension in kind.extensions})),
)
def test_random_bytes_are_taken_or_refused_with_a_reason(tmp_path, head, data, extension):
    verdict = kind_or_reason(write(tmp_path / "a", head + data), f"a.{extension}")
    assert verdict in KINDS or verdict.endswith(".")
