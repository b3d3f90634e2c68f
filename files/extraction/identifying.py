"""What a file is by its bytes, whatever it is called."""

import codecs
import re
from pathlib import Path, PurePosixPath

import filetype

from files.extraction.archive import Archive
from files.extraction.ole import MAGIC, stream_names
from files.extraction.result import Unreadable
from files.extraction.txt import decode

HEAD_BYTES = 4096
SAMPLE_BYTES = 64 * 1024
TYPES_BYTES = 1024 * 1024
# Where Word and Excel of old keep programmes. Names of streams differ in capitals from one programme to another.
OLE_MACROS = frozenset({"_vba_project_cur", "_vba_project", "macros"})
OLE_STREAMS = {
    "encryptedpackage": "encrypted_office",
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
}
OOXML_MAIN_PARTS = {b"wordprocessingml.": "docx", b"presentationml.": "pptx", b"spreadsheetml.": "xlsx"}
_ODF = "application/vnd.oasis.opendocument."
ODF_TYPES = {_ODF + "text": "odt", _ODF + "presentation": "odp", _ODF + "spreadsheet": "ods"}
GUESSED = {"jpg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "exe": "executable", "elf": "executable"}
# Endings that Windows runs at a double click, and documents with macros.
PROGRAMMES = frozenset(
    {"exe", "com", "scr", "pif", "bat", "cmd", "msi", "dll", "cpl", "lnk", "hta", "vbs", "vbe", "wsf", "ps1", "jar"}
    | {"reg", "docm", "dotm", "xlsm", "xltm", "pptm", "potm"}
)
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|svg|meta|title|table)\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = re.compile(rb"\s*<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*<\?mso-application", re.IGNORECASE | re.DOTALL)
_WEB_ARCHIVE = re.compile(rb"\s*MIME-Version:\s*1\.0", re.IGNORECASE)
# A template that Word fetches from the network as soon as the document is opened, and runs.
_TEMPLATE_FROM_NETWORK = re.compile(
    rb"<Relationship\b(?=[^>]*/attachedTemplate\")(?=[^>]*Target=\"(?:https?|ftp):)[^>]*>", re.IGNORECASE
)


def identify(path: Path) -> str | None:
    """The kind of the file at `path`, None when it is none we know.

    A key of `files.sniffing.KINDS`, or one of the kinds that are refused: html, web_archive, office_xml, executable,
    macro_office, zip_programme, remote_template, gif. Raises Unreadable and zipfile.BadZipFile for containers that
    break the rules or are damaged.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if sample.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_archive(path)
    if sample.startswith(MAGIC):
        names = {name.lower() for name in stream_names(path)}
        if not names.isdisjoint(OLE_MACROS):
            return "macro_office"
        return next((kind for stream, kind in OLE_STREAMS.items() if stream in names), None)
    if sample.startswith(b"{\\rtf"):
        return "rtf"
    if sample.startswith(b"#!"):
        return "executable"
    return _of_markup(sample) or _of_head(sample)


def _of_markup(sample: bytes) -> str | None:
    head = sample[:HEAD_BYTES].removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", errors="ignore").lstrip("\ufeff").encode(errors="ignore")
    for pattern, kind in ((_OFFICE_XML, "office_xml"), (_HTML, "html"), (_WEB_ARCHIVE, "web_archive")):
        if pattern.match(head):
            return kind
    return None


def _of_head(sample: bytes) -> str | None:
    guess = filetype.guess_extension(sample[:HEAD_BYTES])
    if guess in GUESSED:
        return GUESSED[guess]
    if b"%PDF-" in sample[:1024]:
        return "pdf"
    return "txt" if guess is None and _is_text(sample) else None


def _is_text(sample: bytes) -> bool:
    try:
        return bool(decode(sample))
    except Unreadable:
        return False


def _of_archive(path: Path) -> str:
    with Archive(path, TYPES_BYTES) as archive:
        if "[Content_Types].xml" in archive.names:
            types = b"".join(archive.chunks("[Content_Types].xml"))
            if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in archive.names):
                return "macro_office"
            for marker, kind in OOXML_MAIN_PARTS.items():
                if re.search(re.escape(marker) + rb"[a-z]+\.main\+xml", types):
                    return "remote_template" if _fetches_a_template(archive) else kind
        if "mimetype" in archive.names:
            name = b"".join(archive.chunks("mimetype")).decode("ascii", errors="replace").strip()
            if name in ODF_TYPES:
                return ODF_TYPES[name]
        endings = {PurePosixPath(name.rstrip(". ").lower()).suffix.removeprefix(".") for name in archive.names}
        return "zip" if endings.isdisjoint(PROGRAMMES) else "zip_programme"


def _fetches_a_template(archive: Archive) -> bool:
    part = "word/_rels/settings.xml.rels"
    return part in archive.names and bool(_TEMPLATE_FROM_NETWORK.search(b"".join(archive.chunks(part))))
