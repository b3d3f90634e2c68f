"""The corpus of hostile uploads: what each file is, how it is made, what must become of it.

Rows are those of the list of attacks: 52 endings, 53 names, 54 content under a false ending, 55–56 archives, 57 markup,
58 PDF, 59 pictures, 60 macros and remote parts, 61 size. Everything is made by repetition, so the files are small.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tests.files.building import content_types, docx, ole, paragraph, pdf, zip_of

MZ = b"MZ\x90\x00" + bytes(200)
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MEGABYTE = 1_000_000


PLACE = Image.Exif()
PLACE[0x8825] = {1: "N", 2: (53.0, 15.0, 0.0)}


@dataclass(frozen=True)
class Hostile:
    """One hostile file.

    row      number of the attack in the list
    about    what it tries, in a word or two
    name     what its uploader calls it
    build    writes it to a path
    refused  words of the reason it is refused for at the door; else it is taken in as `kind`
    state    what its reading ends in, words `said` in the reason; "" for kinds that are only stored
    bounds   limits of the reading that are narrower than usual, so that the test is short
    """

    row: int
    about: str
    name: str
    build: Callable[[Path], object]
    refused: str = ""
    kind: str = ""
    state: str = ""
    said: str = ""
    bounds: tuple[tuple[str, int], ...] = ()


def data(content: bytes) -> Callable[[Path], object]:
    """A builder of a file with these bytes."""
    return lambda path: path.write_bytes(content)


def good_pdf(path: Path) -> Path:
    """An honest PDF."""
    return pdf(path, ["Текст"])


def picture(form: str, **options) -> Callable[[Path], object]:
    """A builder of a picture of Pillow."""
    return lambda path: Image.new("RGB", (8, 8), "white").save(path, form, **options)


def png_head(width: int, height: int) -> bytes:
    """The beginning of a PNG that claims to be so large."""
    parts = [(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(100)))]
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def zipped(parts: dict[str, bytes | str]) -> Callable[[Path], object]:
    """A builder of an archive."""
    return lambda path: zip_of(path, parts)


def zip_bytes(parts: dict[str, bytes | str]) -> bytes:
    """An archive in memory."""
    with io.BytesIO() as target:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return target.getvalue()


def nested(depth: int, width: int) -> bytes:
    """Archives in archives, `width` of them on each of `depth` levels, megabytes of zeros at the bottom."""
    inner = zip_bytes({"0.bin": bytes(MEGABYTE)})
    for _ in range(depth):
        inner = zip_bytes({f"{number}.zip": inner for number in range(width)})
    return inner


def forged_sizes(path: Path) -> None:
    """An archive whose directory promises four gigabytes."""
    content = bytearray(zip_bytes({"a.txt": "Слово"}))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 0xFFFFFFF0)
    path.write_bytes(content)


def overlapping(path: Path, count: int, text: str) -> None:
    """An archive in which `count` files with the same text lie in the same bytes."""
    content = zip_bytes({"00000.txt": text})
    start = content.index(b"PK\x01\x02")
    end = content.index(b"PK\x05\x06")
    entries = b"".join(content[start:end].replace(b"00000.txt", b"%05d.txt" % number) for number in range(count))
    said = count % 65_536
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, said, said, len(entries), start, 0)
    path.write_bytes(content[:start] + entries + tail)


def linked(path: Path) -> None:
    """An archive with a link to a file of the machine."""
    link = zipfile.ZipInfo("passwd.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")


def locked_zip(path: Path) -> None:
    """An archive with a password."""
    content = bytearray(zip_bytes({"план.txt": "Слово"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)


def with_template(path: Path) -> None:
    """A document whose template lies in the network."""
    docx(path, paragraph("Текст"))
    row = (
        '<Relationship Id="a" Type="http://x/attachedTemplate" Target="http://localhost/a.dotm" TargetMode="External"/>'
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/_rels/settings.xml.rels", f"<Relationships>{row}</Relationships>")


def with_object(path: Path) -> None:
    """A document with an object of another programme in it."""
    docx(path, paragraph("Текст"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/embeddings/oleObject1.bin", MZ)


ENDINGS = [
    Hostile(52, "ending", name, data(content), refused=said)
    for name, content, said in [
        ("a.html", HTML, "веб-страница"),
        ("a.htm", HTML, "веб-страница"),
        ("a.xhtml", b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "веб-страница"),
        ("a.shtml", b'<!--#exec cmd="id" --><html></html>', "веб-страница"),
        ("a.svg", SVG, "веб-страница"),
        ("a.xml", b'<?xml version="1.0"?><a/>', "«.xml» не принимаются"),
        ("a.mhtml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "веб-архив"),
        ("a.js", b"alert(1)", "«.js» не принимаются"),
        ("a.php", b"<?php system('id');", "«.php» не принимаются"),
        ("a.phtml", b"<?php system('id');", "«.phtml» не принимаются"),
        ("a.jsp", b"<% out.print(1); %>", "«.jsp» не принимаются"),
        ("a.aspx", b"<%@ Page %>", "«.aspx» не принимаются"),
        ("a.exe", MZ, "программа"),
        ("a.bat", b"del *.*", "«.bat» не принимаются"),
        ("a.lnk", b"L\x00\x00\x00" + bytes(60), "«.lnk» не принимаются"),
        ("a.scr", MZ, "программа"),
        ("a.hta", b"<html><script>1</script>", "веб-страница"),
        (".htaccess", b"AddType text/html .txt", "нет окончания"),
        ("web.config", b"<configuration/>", "«.config» не принимаются"),
        ("a.sh", b"#!/bin/sh\nid", "программа"),
        ("a.py", b"#!/usr/bin/python\n", "программа"),
    ]
]
NAMES = [
    Hostile(53, "name", "a.pdf.exe", good_pdf, refused="«.exe» не принимаются"),
    Hostile(53, "name", "a.exe\x00.pdf", good_pdf, refused="невидимые или управляющие"),
    Hostile(53, "name", "a\r\nSet-Cookie: a.pdf", good_pdf, refused="невидимые или управляющие"),
    Hostile(53, "name", "\u202efdp.exe.pdf", good_pdf, refused="невидимые или управляющие"),
    Hostile(53, "name", "", good_pdf, refused="нет окончания"),
    Hostile(53, "name", ".pdf", good_pdf, refused="нет окончания"),
    *(
        Hostile(53, "name", name, good_pdf, kind="pdf", state="done")
        for name in [
            "a.pdf ",
            "a.pdf.",
            "ж" * 300 + ".pdf",
            "../../etc/passwd.pdf",
            "..\\..\\a.pdf",
            "con.pdf",
            "a\"'<b>.pdf",
            "👩‍🏫.pdf",
            "й.pdf",
            "й.pdf",
        ]
    ),
]
DISGUISES = [
    Hostile(54, "web page as PDF", "a.pdf", data(HTML), refused="веб-страница"),
    Hostile(54, "web page as text", "a.txt", data(HTML), refused="веб-страница"),
    Hostile(54, "web page in UTF-16", "a.txt", data(HTML.decode().encode("utf-16")), refused="веб-страница"),
    Hostile(54, "web page as DOC", "a.doc", data(HTML + "слово".encode()), kind="doc_html", state="done"),
    Hostile(54, "programme as DOCX", "a.docx", data(MZ), refused="программа"),
    Hostile(54, "Linux programme as PDF", "a.pdf", data(b"\x7fELF" + bytes(200)), refused="программа"),
    Hostile(
        54,
        "GIF that is a script",
        "a.png",
        data(b"GIF89a/*" + bytes(50) + b"*/=1;alert(1)"),
        refused="не соответствует",
    ),
    Hostile(54, "SVG as PNG", "a.png", data(SVG), refused="веб-страница"),
    Hostile(54, "PHP as JPEG", "a.jpg", data(b"<?php system('id');"), refused="внутри него Текст"),
    Hostile(54, "JPEG with PHP in it", "a.jpg", picture("JPEG", comment=b"<?php system('id');"), kind="jpeg"),
    Hostile(
        54,
        "PDF that is a ZIP",
        "a.pdf",
        lambda path: path.write_bytes(good_pdf(path).read_bytes() + zip_bytes({"a.exe": MZ})),
        kind="pdf",
        state="done",
    ),
    Hostile(54, "programme in a ZIP", "a.zip", zipped({"урок/setup.exe": MZ}), refused="программа"),
    Hostile(54, "document as ZIP", "a.zip", lambda path: docx(path, paragraph("Текст")), refused="«.docx»"),
]
ARCHIVES = [
    Hostile(55, "bomb", "a.zip", zipped({"a.bin": bytes(50 * MEGABYTE)}), refused="распаковывается"),
    Hostile(55, "nested bomb", "42.zip", data(nested(4, 12)), kind="zip", state="done"),
    Hostile(
        55,
        "bomb of small files",
        "a.zip",
        zipped({f"{number}.bin": bytes(MEGABYTE) for number in range(320)}),
        refused="распаковывается",
    ),
    Hostile(55, "forged size", "a.zip", forged_sizes, refused="распаковывается"),
    Hostile(
        55,
        "overlapping files",
        "a.zip",
        lambda path: overlapping(path, 250, "слово " * 90_000),
        kind="zip",
        state="done",
    ),
    Hostile(
        55,
        "overlapping files, more",
        "a.zip",
        lambda path: overlapping(path, 999, "слово " * 90_000),
        refused="распаковывается",
    ),
    Hostile(55, "10 001 files", "a.zip", lambda path: overlapping(path, 10_001, ""), refused="слишком много"),
    Hostile(56, "65 536 files", "a.zip", lambda path: overlapping(path, 65_536, ""), refused="слишком много"),
    Hostile(56, "name that leads out", "a.zip", zipped({"../../evil.txt": b"a"}), refused="за пределы"),
    Hostile(56, "absolute name", "a.zip", zipped({"/etc/evil.txt": b"a"}), refused="за пределы"),
    Hostile(56, "name with a disk", "a.zip", zipped({"C:\\evil.txt": b"a"}), refused="за пределы"),
    Hostile(56, "link", "a.zip", linked, kind="zip", state="no_text", said="ни одного файла"),
    Hostile(56, "password", "a.zip", locked_zip, kind="zip", state="done", said="под паролем"),
    Hostile(56, "cut short", "a.zip", data(zip_bytes({"a.txt": b"abc"})[:-9]), refused="повреждён"),
]
PICTURES = [
    Hostile(59, "50 000 × 50 000", "a.png", data(png_head(50_000, 50_000)), refused="слишком велик"),
    Hostile(59, "1 × 1 000 000 000", "a.png", data(png_head(1, 1_000_000_000)), refused="слишком велик"),
    Hostile(59, "GIF", "a.gif", picture("GIF"), refused="«.gif» не принимаются"),
    Hostile(59, "place where it was taken", "a.jpg", picture("JPEG", exif=PLACE), kind="jpeg"),
    Hostile(59, "cut short", "a.jpg", data(b"\xff\xd8\xff\xe0\x00\x10JFIF"), refused="повреждён"),
]
MACROS = [
    Hostile(60, "macros", "a.docm", zipped({"[Content_Types].xml": content_types("docm", "a.xml")}), refused="макросы"),
    Hostile(60, "macros", "a.docx", zipped({"[Content_Types].xml": "", "word/vbaProject.bin": b""}), refused="макросы"),
    Hostile(60, "old macros", "a.doc", lambda path: ole(path, "WordDocument", "Macros"), refused="макросы"),
    Hostile(60, "old macros", "a.xls", lambda path: ole(path, "Workbook", "_VBA_PROJECT_CUR"), refused="макросы"),
    Hostile(60, "template of the network", "a.docx", with_template, refused="шаблон из интернета"),
    Hostile(60, "object in it", "a.docx", with_object, kind="docx", state="done"),
    Hostile(
        60,
        "picture of the network",
        "a.docx",
        lambda path: docx(
            path, paragraph('<w:r><w:instrText>INCLUDEPICTURE "http://localhost/a"</w:instrText></w:r>', "Текст")
        ),
        kind="docx",
        state="done",
    ),
    Hostile(60, "EICAR", "eicar.com", data(EICAR), refused="«.com» не принимаются"),
    Hostile(60, "EICAR as text", "eicar.txt", data(EICAR), kind="txt", state="done"),
    Hostile(60, "EICAR in an archive", "a.zip", zipped({"eicar.com": EICAR}), refused="программа"),
    Hostile(61, "nothing", "a.pdf", data(b""), refused="пуст"),
]
