"""The corpus of hostile uploads, continued: PDF, markup, old Office, RTF, web pages and texts made to exhaust a reader."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import olefile

from tests.files.building import (
    ODF,
    docx,
    endless_pdf,
    long_pdf,
    odt,
    paragraph,
    pdf,
    pdf_of,
    pptx,
    shape,
    stream,
    zip_of,
)
from tests.files.hostile import MEGABYTE, Hostile, data
from tests.files.old_formats import doc, odf, ole_with, xlsx

FIXTURES = Path(__file__).with_name("fixtures")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION_LAUGHS = f'<!DOCTYPE w [<!ENTITY l0 "ха">{LAUGHS}]>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
OUTSIDE = '<!DOCTYPE w SYSTEM "http://localhost/evil.dtd">'
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
SCAN = "похоже, это скан"


def objects(*contents: bytes, trailer: str = "") -> Callable[[Path], object]:
    """A builder of a PDF of these objects, the first of them the catalogue."""
    return data(pdf_of(list(contents), trailer))


def deflated(content: bytes, times: int = 1) -> bytes:
    """A stream packed `times` times."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    return stream(content, f"/Filter [{'/FlateDecode ' * times}]")


def with_action(action: str) -> Callable[[Path], object]:
    """A PDF that wants something done when it is opened."""

    def build(path: Path) -> None:
        content = pdf(path, ["Текст"]).read_bytes()
        path.write_bytes(
            content.replace(b"<< /Type /Catalog", f"<< /OpenAction << {action} >> /Type /Catalog".encode(), 1)
        )

    return build


def self_referring_xref(path: Path) -> None:
    """A PDF whose table of objects continues in itself."""
    content = pdf(path, ["Текст"]).read_bytes()
    start = int(content.rpartition(b"startxref\n")[2].split()[0])
    path.write_bytes(content.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % start))


def spoiled(name: str, seed: int, count: int = 60) -> Callable[[Path], object]:
    """A builder of a fixture with bytes changed at random, the same ones each time; its head stays."""

    def build(path: Path) -> None:
        content, chance = bytearray((FIXTURES / name).read_bytes()), random.Random(seed)
        for _ in range(count):
            content[chance.randrange(1_536, len(content))] = chance.randrange(256)
        path.write_bytes(content)

    return build


def presentation(change: Callable[[bytearray, bytearray], None]) -> Callable[[Path], object]:
    """A builder of the fixture's presentation after `change(its stream, the stream of its user)`."""

    def build(path: Path) -> None:
        with olefile.OleFileIO(FIXTURES / "meeting.ppt") as ole:
            main = bytearray(ole.openstream("PowerPoint Document").read())
            user = bytearray(ole.openstream("Current User").read())
        change(main, user)
        ole_with(path, {"PowerPoint Document": bytes(main), "Current User": bytes(user)})

    return build


def edit_of(user: bytearray) -> int:
    """Where the last saving of a presentation is described."""
    return struct.unpack_from("<I", user, 16)[0]


def looped_allocation(path: Path) -> None:
    """A container whose chain of sectors is a ring."""
    content = bytearray(doc(path, [("Текст " * 2_000, "utf-16-le")]).read_bytes())
    table = 512 + struct.unpack_from("<I", content, 76)[0] * 512
    for sector in range(2, 20):
        struct.pack_into("<I", content, table + sector * 4, 2)
    path.write_bytes(content)


def rows_of_laughs(path: Path, doctype: str) -> None:
    """A workbook whose shared texts have entities."""
    parts = xlsx(path, {"А": ""}, strings=("слово",))
    zip_of_parts(parts, "xl/sharedStrings.xml", f"{doctype}<sst><si><t>&l9;</t></si></sst>")


def zip_of_parts(path: Path, part: str, content: str) -> None:
    """Put another content into one part of a container."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    zip_of(path, parts | {part: content})


MARKUP = [
    Hostile(
        57,
        f"{about} in {kind.upper()}",
        f"a.{kind}",
        lambda path, build=build, doctype=doctype: build(path, doctype),
        kind=kind,
        state="refused",
        said="объявления",
    )
    for about, doctype in (("billion laughs", BILLION_LAUGHS), ("external entity", EXTERNAL), ("outside DTD", OUTSIDE))
    for kind, build in (
        ("docx", lambda path, doctype: docx(path, paragraph("Текст"), doctype=doctype)),
        ("xlsx", rows_of_laughs),
        ("odt", lambda path, doctype: zip_of_parts(odt(path, ""), "content.xml", f"{doctype}<office:a {ODF}/>")),
        (
            "ods",
            lambda path, doctype: zip_of_parts(
                odf(path, "spreadsheet", ""), "content.xml", f"{doctype}<office:a {ODF}/>"
            ),
        ),
    )
] + [
    Hostile(
        57,
        "book with entities",
        "a.fb2",
        data(f"{BILLION_LAUGHS}<w>&l9;</w>".encode()),
        refused="«.fb2» не принимаются",
    ),
    Hostile(57, "endless nesting", "a.docx", lambda path: docx(path, "<w:x>" * 50_000), kind="docx", state="refused"),
    Hostile(55, "bomb", "a.docx", lambda path: docx(path, paragraph(" " * 40 * MEGABYTE)), refused="распаковывается"),
    Hostile(
        55, "bomb", "a.pptx", lambda path: pptx(path, {"s": shape(" " * 40 * MEGABYTE)}), refused="распаковывается"
    ),
    Hostile(55, "bomb", "a.xlsx", lambda path: xlsx(path, {"А": "<row/>" * 8 * MEGABYTE}), refused="распаковывается"),
    Hostile(
        55,
        "ten gigabytes of repeated cells",
        "a.ods",
        lambda path: odf(
            path,
            "spreadsheet",
            '<table:table table:name="А"><table:table-row table:number-rows-repeated="1048576"><table:table-cell'
            ' table:number-columns-repeated="16384"><text:p>слово</text:p></table:table-cell></table:table-row></table:table>',
        ),
        kind="ods",
        state="done",
    ),
]
PDFS = [
    Hostile(58, "script", "a.pdf", with_action("/S /JavaScript /JS (app.alert(1))"), kind="pdf", state="done"),
    Hostile(58, "launches a programme", "a.pdf", with_action("/S /Launch /F (cmd.exe)"), kind="pdf", state="done"),
    Hostile(58, "opens an address", "a.pdf", with_action("/S /URI /URI (http://localhost/)"), kind="pdf", state="done"),
    Hostile(
        58,
        "file in it",
        "a.pdf",
        objects(
            b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a.exe) 5 0 R] >> >> >>",
            ONE_PAGE,
            LEAF,
            stream(b""),
            b"<< /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>",
            stream(b"MZ"),
        ),
        kind="pdf",
        state="no_text",
        said=SCAN,
    ),
    Hostile(
        58,
        "100 000 pages",
        "a.pdf",
        lambda path: long_pdf(path, ["слово"], 100_000),
        kind="pdf",
        state="done",
        said="5000",
    ),
    Hostile(58, "ring in the table", "a.pdf", self_referring_xref, kind="pdf", state="done"),
    Hostile(
        58,
        "page that is its own parent",
        "a.pdf",
        objects(CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"),
        kind="pdf",
        state="broken",
    ),
    Hostile(
        58, "no pages", "a.pdf", objects(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"), kind="pdf", state="broken"
    ),
    Hostile(58, "password", "a.pdf", lambda path: pdf(path, ["Текст"], locked=True), kind="pdf", state="encrypted"),
    Hostile(
        58,
        "font of 50 000 letters",
        "a.pdf",
        lambda path: pdf(path, ["".join(map(chr, range(0x400, 0xD000)))]),
        kind="pdf",
        state="done",
    ),
    Hostile(
        58,
        "bomb of a page",
        "a.pdf",
        objects(CATALOGUE, ONE_PAGE, LEAF, deflated(b"q Q " * 15 * MEGABYTE, 2)),
        kind="pdf",
        state="no_text",
    ),
    Hostile(
        58,
        "bomb of gigabytes",
        "a.pdf",
        objects(CATALOGUE, ONE_PAGE, LEAF, deflated(bytes(400 * MEGABYTE))),
        kind="pdf",
        state="no_text",
    ),
    Hostile(58, "endless brackets", "a.pdf", objects(CATALOGUE, b"[" * MEGABYTE), kind="pdf", state="broken"),
    Hostile(58, "only a head", "a.pdf", data(b"%PDF-1.7\n" + bytes(1_000)), kind="pdf", state="broken"),
    Hostile(
        58,
        "cut short",
        "a.pdf",
        lambda path: path.write_bytes(pdf(path, ["Текст"] * 9).read_bytes()[:900]),
        kind="pdf",
        state="broken",
    ),
]
OLD_OFFICE = [
    Hostile(58, "spoiled", "a.doc", spoiled("walk.doc", 0), kind="doc", state="broken"),
    Hostile(58, "spoiled", "a.xls", spoiled("shift.xls", 0), kind="xls", state="broken"),
    Hostile(58, "spoiled", "a.ppt", spoiled("meeting.ppt", 0), kind="ppt", state="broken"),
    Hostile(58, "ring of sectors", "a.doc", looped_allocation, kind="doc", state="no_text"),
    Hostile(
        58,
        "more text than a book",
        "a.doc",
        lambda path: doc(path, [("слово " * 9_000, "utf-16-le")] * 40),
        kind="doc",
        state="done",
        said="2 млн",
    ),
    Hostile(
        58,
        "savings in a ring",
        "a.ppt",
        presentation(lambda main, user: struct.pack_into("<I", main, edit_of(user) + 16, edit_of(user))),
        kind="ppt",
        state="done",
    ),
    Hostile(
        58,
        "password",
        "a.ppt",
        presentation(lambda main, user: struct.pack_into("<I", user, 12, 0xF3D1C4DF)),
        kind="ppt",
        state="encrypted",
    ),
    Hostile(
        58,
        "password",
        "a.doc",
        lambda path: doc(path, [("Текст", "utf-16-le")], flags=0x100),
        kind="doc",
        state="encrypted",
    ),
]
TEXTS = [
    Hostile(58, "a million brackets", "a.rtf", data(rb"{\rtf1 " + b"{" * MEGABYTE), kind="rtf", state="no_text"),
    Hostile(
        58,
        "links that never end",
        "a.rtf",
        data(rb"{\rtf1 word " + rb'{\field{\*\fldinst{HYPERLINK "' * 30_000),
        kind="rtf",
        state="done",
    ),
    Hostile(58, "bytes that are not there", "a.rtf", data(rb"{\rtf1 word \bin999999999 x}"), kind="rtf", state="done"),
    Hostile(
        60, "object of a programme", "a.rtf", data(rb"{\rtf1 word {\object\objdata 4d5a}}"), kind="rtf", state="done"
    ),
    Hostile(58, "a million boxes", "a.doc", data(b"<html>word" + b"<div>" * 300_000), kind="doc_html", state="done"),
    Hostile(58, "open comments", "a.xls", data(b"<html>word" + b"<!--" * 100_000), kind="doc_html", state="done"),
    Hostile(
        58,
        "one word of ten megabytes",
        "a.txt",
        data("ж".encode() * 5 * MEGABYTE),
        kind="txt",
        state="done",
        said="2 млн",
    ),
    Hostile(
        58,
        "honest work without end",
        "a.pdf",
        endless_pdf,
        kind="pdf",
        state="timed_out",
        said="слишком долго",
        bounds=(("cpu_seconds", 1), ("text_chars", 10**9)),
    ),
    Hostile(58, "bytes without a letter", "a.txt", data(b"\x00\x01\x02" * 100), refused="не соответствует"),
]
