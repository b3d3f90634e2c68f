"""What a file is, by its content and not by its name; which files are taken in (design section 8)."""

import os
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NoReturn

from PIL import Image

from files.extraction import EXTRACTABLE
from files.extraction.identifying import identify
from files.extraction.result import Unreadable

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
    # Programmes of accounting and timetables write web pages under these names. No browser may ever show them.
    "doc_html": Kind("Веб-страница в файле Office", "application/octet-stream", ("doc", "xls")),
    "xls": Kind("Excel 97–2003", "application/vnd.ms-excel", ("xls",)),
    "ppt": Kind("PowerPoint 97–2003", "application/vnd.ms-powerpoint", ("ppt",)),
    "encrypted_office": Kind("Документ с паролем", "application/x-ole-storage", ("docx", "pptx", "xlsx")),
    "zip": Kind("Архив ZIP", "application/zip", ("zip",)),
    "jpeg": Kind("Рисунок JPEG", "image/jpeg", ("jpg", "jpeg")),
    "png": Kind("Рисунок PNG", "image/png", ("png",)),
    "webp": Kind("Рисунок WebP", "image/webp", ("webp",)),
}
EXTENSIONS = frozenset(extension for kind in KINDS.values() for extension in kind.extensions)

# Controls, halves of pairs, separators of lines; and what turns the writing around: «fdp.exe» is shown as «exe.pdf».
UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
WHAT_WE_TAKE = "Можно загрузить PDF, DOCX, PPTX, XLSX, ODT, ODP, ODS, RTF, TXT, DOC, PPT, XLS, ZIP, JPG, PNG, WEBP."
WEB_PAGE_ENDINGS = KINDS["doc_html"].extensions
PICTURES = frozenset({"jpeg", "png", "webp"})
# What Wagtail takes for its own pictures; a page of A3 scanned at 600 dots an inch has 70 million.
MAX_PIXELS = 128_000_000
REFUSALS = {
    "executable": "Это программа, а не документ: такие файлы не принимаются.",
    "html": "Внутри файла веб-страница: сохраните её в формате PDF или DOCX и загрузите снова.",
    "web_archive": "Внутри файла веб-архив: откройте его в Word, сохраните в формате DOCX и загрузите снова.",
    "office_xml": "Внутри файла XML старого образца: откройте его в Word или Excel, сохраните в формате DOCX или XLSX.",
    "macro_office": "В файле есть макросы: сохраните его без макросов, в формате DOCX, PPTX или XLSX.",
    "zip_programme": "В архиве есть программа, ярлык или документ с макросами: уберите их и соберите архив заново.",
    "remote_template": "Документ подключает шаблон из интернета, это бывает опасно: сохраните его в PDF или отвяжите"
    " шаблон («Разработчик» → «Шаблон документа»).",
}
EMPTY = "Файл пуст: в нём нет ни одного байта."
HUGE_PICTURE = "Рисунок слишком велик: в нём больше 128 млн точек; уменьшите его и загрузите снова."
DAMAGED = "Файл повреждён: он не открывается; проверьте его на своём компьютере и загрузите снова."
LOCKED = "Документ закрыт паролем: откройте его, снимите пароль, сохраните и загрузите снова."
BAD_NAME = "В имени файла есть невидимые или управляющие знаки: переименуйте файл и загрузите его снова."


def sniff(path: str | os.PathLike) -> str | None:
    """The kind of the file at `path` by its content, None when it is none we know or is damaged.

    A key of KINDS, or one of the kinds that are refused (see `identify`). A web page is "html" here: only with the
    name of an upload it becomes doc_html.
    """
    try:
        return identify(Path(path))
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
        kind = identify(Path(path))
    except Unreadable as error:
        raise FileRefused(error.reason) from error
    except zipfile.BadZipFile as error:
        raise FileRefused(DAMAGED) from error
    if kind == "html" and extension in WEB_PAGE_ENDINGS:
        kind = "doc_html"
    if kind in REFUSALS:
        raise FileRefused(REFUSALS[kind])
    if extension not in EXTENSIONS:
        raise FileRefused(f"Файлы с окончанием «.{extension}» не принимаются. {WHAT_WE_TAKE}")
    if kind not in KINDS or extension not in KINDS[kind].extensions:
        _refuse_mismatch(extension, kind)
    if kind in PICTURES:
        _check_picture(path)
    return Sniffed(kind, KINDS[kind].mime)


def _extension(name: str) -> str:
    """The ending of a name in lower case, "" when it has none. Raises FileRefused for a name that hides its ending."""
    if any(unicodedata.category(letter) in UNFIT or unicodedata.bidirectional(letter) in TURNING for letter in name):
        raise FileRefused(BAD_NAME)
    extension = PurePath(name.replace("\\", "/").rstrip(". ")).suffix.lower().lstrip(".")
    if not extension:
        raise FileRefused(f"У имени файла нет окончания. {WHAT_WE_TAKE}")
    return extension


def _check_picture(path: str | os.PathLike) -> None:
    """Refuse a picture that is damaged or unpacks into gigabytes; only its head is read."""
    try:
        with Image.open(path) as picture:
            pixels = picture.width * picture.height
    except Image.DecompressionBombError as error:
        raise FileRefused(HUGE_PICTURE) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise FileRefused(DAMAGED) from error
    if pixels > MAX_PIXELS:
        raise FileRefused(HUGE_PICTURE)


def _refuse_mismatch(extension: str, kind: str | None) -> NoReturn:
    if kind == "encrypted_office":
        raise FileRefused(LOCKED)
    if kind in KINDS:
        raise FileRefused(
            f"Файл назван «.{extension}», но внутри него {KINDS[kind].label}: дайте ему имя с окончанием"
            f" «.{KINDS[kind].extensions[0]}» и загрузите снова."
        )
    raise FileRefused(f"Файл назван «.{extension}», но его содержимое этому не соответствует. {WHAT_WE_TAKE}")
