"""What a file is, by its content and not by its name; which files are taken in (design section 8)."""

import codecs
import os
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NoReturn

import filetype

from files.extraction import EXTRACTABLE
from files.extraction.archive import Archive
from files.extraction.ole import MAGIC, stream_names
from files.extraction.result import Unreadable
from files.extraction.txt import decode

__all__ = ["EXTRACTABLE", "KINDS", "FileRefused", "Kind", "Sniffed", "check_upload", "sniff"]


@dataclass(frozen=True)
class Kind:
    """A kind of files: what people call it, its media type, the endings of names it may have."""

    label: str
    mime: str
    extensions: tuple[str, ...]


@dataclass(frozen=True)
class Sniffed:
    """A file that was taken in: its kind (a key of KINDS) and media type."""

    kind: str
    mime: str


class FileRefused(Exception):
    """A file that is not taken in; `reason` is one Russian sentence or two for the person who chose it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
# Kinds that may be uploaded. Text is read from EXTRACTABLE ones only; the others are stored as they are.
KINDS = {
    "pdf": Kind("PDF", "application/pdf", ("pdf",)),
    "docx": Kind("Word", _OOXML + "wordprocessingml.document", ("docx",)),
    "pptx": Kind("PowerPoint", _OOXML + "presentationml.presentation", ("pptx",)),
    "xlsx": Kind("Excel", _OOXML + "spreadsheetml.sheet", ("xlsx",)),
    "odt": Kind("Текст ODT", _ODF + "text", ("odt",)),
    "odp": Kind("Презентация ODP", _ODF + "presentation", ("odp",)),
    "ods": Kind("Таблица ODS", _ODF + "spreadsheet", ("ods",)),
    "txt": Kind("Текст", "text/plain", ("txt",)),
    "rtf": Kind("Текст RTF", "application/rtf", ("rtf", "doc")),  # many programmes write RTF under the name .doc
    "doc": Kind("Word 97–2003", "application/msword", ("doc",)),
    "xls": Kind("Excel 97–2003", "application/vnd.ms-excel", ("xls",)),
    "ppt": Kind("PowerPoint 97–2003", "application/vnd.ms-powerpoint", ("ppt",)),
    "encrypted_office": Kind("Документ с паролем", "application/x-ole-storage", ("docx", "pptx", "xlsx")),
    "zip": Kind("Архив ZIP", "application/zip", ("zip",)),
    "jpeg": Kind("Рисунок JPEG", "image/jpeg", ("jpg", "jpeg")),
    "png": Kind("Рисунок PNG", "image/png", ("png",)),
    "webp": Kind("Рисунок WebP", "image/webp", ("webp",)),
}
EXTENSIONS = frozenset(extension for kind in KINDS.values() for extension in kind.extensions)

HEAD_BYTES = 4096
SAMPLE_BYTES = 64 * 1024
TYPES_BYTES = 1024 * 1024
OLE_STREAMS = {
    "EncryptedPackage": "encrypted_office",
    "WordDocument": "doc",
    "Workbook": "xls",
    "Book": "xls",
    "PowerPoint Document": "ppt",
}
OOXML_MAIN_PARTS = {b"wordprocessingml.": "docx", b"presentationml.": "pptx", b"spreadsheetml.": "xlsx"}
ODF_TYPES = {_ODF + "text": "odt", _ODF + "presentation": "odp", _ODF + "spreadsheet": "ods"}
GUESSED = {"jpg": "jpeg", "png": "png", "webp": "webp", "gif": "gif", "exe": "executable", "elf": "executable"}
# Controls, halves of pairs, separators of lines; and what turns the writing around: «fdp.exe» is shown as «exe.pdf».
UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|script|iframe|svg|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)

WHAT_WE_TAKE = "Можно загрузить PDF, DOCX, PPTX, XLSX, ODT, ODP, ODS, RTF, TXT, DOC, PPT, XLS, ZIP, JPG, PNG, WEBP."
REFUSALS = {
    "executable": "Это программа, а не документ: такие файлы не принимаются.",
    "html": "Внутри файла веб-страница: сохраните её в формате PDF или DOCX и загрузите снова.",
    "macro_office": "В файле есть макросы: сохраните его без макросов, в формате DOCX, PPTX или XLSX.",
}
EMPTY = "Файл пуст: в нём нет ни одного байта."
DAMAGED = "Файл повреждён: он не открывается; проверьте его на своём компьютере и загрузите снова."
BAD_NAME = "В имени файла есть невидимые или управляющие знаки: переименуйте файл и загрузите его снова."


def sniff(path: str | os.PathLike) -> str | None:
    """The kind of the file at `path` by its content, None when it is none we know or is damaged.

    A key of KINDS, or one of the kinds that are refused: html, executable, macro_office, gif.
    """
    try:
        return _identify(Path(path))
    except (Unreadable, zipfile.BadZipFile):
        return None


def check_upload(path: str | os.PathLike, name: str) -> Sniffed:
    """The kind of an uploaded file at `path` that a person calls `name`.

    Raises FileRefused when the name's ending is not taken, or the content is not what the ending says, is empty,
    damaged, a programme, a web page, or breaks the rules for archives (design section 8).
    """
    extension = _extension(name)
    if os.path.getsize(path) == 0:
        raise FileRefused(EMPTY)
    try:
        kind = _identify(Path(path))
    except Unreadable as error:
        raise FileRefused(error.reason) from error
    except zipfile.BadZipFile as error:
        raise FileRefused(DAMAGED) from error
    if kind in REFUSALS:
        raise FileRefused(REFUSALS[kind])
    if extension not in EXTENSIONS:
        raise FileRefused(f"Файлы с окончанием «.{extension}» не принимаются. {WHAT_WE_TAKE}")
    if kind not in KINDS or extension not in KINDS[kind].extensions:
        _refuse_mismatch(extension, kind)
    return Sniffed(kind, KINDS[kind].mime)


def _extension(name: str) -> str:
    """The ending of a name in lower case, "" when it has none. Raises FileRefused for a name that hides its ending."""
    if any(unicodedata.category(letter) in UNFIT or unicodedata.bidirectional(letter) in TURNING for letter in name):
        raise FileRefused(BAD_NAME)
    extension = PurePath(name.replace("\\", "/").rstrip(". ")).suffix.lower().lstrip(".")
    if not extension:
        raise FileRefused(f"У имени файла нет окончания. {WHAT_WE_TAKE}")
    return extension


def _refuse_mismatch(extension: str, kind: str | None) -> NoReturn:
    if kind in KINDS:
        raise FileRefused(
            f"Файл назван «.{extension}», но внутри него {KINDS[kind].label}: дайте ему имя с окончанием"
            f" «.{KINDS[kind].extensions[0]}» и загрузите снова."
        )
    raise FileRefused(f"Файл назван «.{extension}», но его содержимое этому не соответствует. {WHAT_WE_TAKE}")


def _identify(path: Path) -> str | None:
    with path.open("rb") as file:
        sample = file.read(SAMPLE_BYTES)
    if sample.startswith(b"PK\x03\x04") or sample.startswith(b"PK\x05\x06"):
        return _identify_archive(path)
    if sample.startswith(MAGIC):
        names = stream_names(path)
        return next((kind for stream, kind in OLE_STREAMS.items() if stream in names), None)
    if sample.startswith(b"{\\rtf"):
        return "rtf"
    if sample.startswith(b"#!"):
        return "executable"
    if _HTML.match(sample.removeprefix(codecs.BOM_UTF8), 0, HEAD_BYTES):
        return "html"
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


def _identify_archive(path: Path) -> str:
    with Archive(path, TYPES_BYTES) as archive:
        if "[Content_Types].xml" in archive.names:
            types = b"".join(archive.chunks("[Content_Types].xml"))
            if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in archive.names):
                return "macro_office"
            for marker, kind in OOXML_MAIN_PARTS.items():
                if re.search(re.escape(marker) + rb"[a-z]+\.main\+xml", types):
                    return kind
        if "mimetype" in archive.names:
            name = b"".join(archive.chunks("mimetype")).decode("ascii", errors="replace").strip()
            return ODF_TYPES.get(name, "zip")
    return "zip"
