"""The files that a row names: found inside the folder, checked, hashed."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.conf import settings

from files.sniffing import FileRefused, check_upload
from library.importing.errors import RowRefused


@dataclass(frozen=True)
class Source:
    """A file to import: where it lies and the SHA-256 of its bytes in hexadecimal."""

    path: Path
    sha256: str


NAME_BYTES = 240


def disk_name(name):
    """Return a file's or a folder's own name, shortened so that the file system takes it, its ending kept."""
    name = name.replace("\0", "_")
    ending = PurePosixPath(name).suffix
    ending = ending if len(ending) < 8 else ""
    stem = name.removesuffix(ending)
    while len(f"{stem}{ending}".encode()) > NAME_BYTES:
        stem = stem[:-1]
    return f"{stem}{ending}"


def find_source(folder, name):
    """Return the Source called `name` (a path inside `folder`, with / or \\).

    Raises RowRefused when it is not there, leads out of the folder, also by a link, or cannot be read.
    """
    if PurePosixPath(name).is_absolute() or PureWindowsPath(name).anchor or ".." in PureWindowsPath(name).parts:
        raise RowRefused(f"Файл «{name}»: нужен путь внутри папки с файлами, без «..» и имени диска.")
    try:
        path = _existing(folder, name)
        if path is None:
            raise RowRefused(f"Файл «{name}» не найден в папке.")
        if not path.resolve().is_relative_to(folder.resolve()):
            raise RowRefused(f"Файл «{name}» — ссылка, которая ведёт наружу из папки.")
        with path.open("rb") as stream:
            return Source(path, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        raise RowRefused(f"Файл «{name}» не читается: {error.strerror}.") from error


def check_source(source):
    """Raise RowRefused unless the library takes files such as `source` (design §8)."""
    if source.path.stat().st_size > settings.FILES_MAX_BYTES:
        raise RowRefused(f"Файл «{source.path.name}»: больше {settings.FILES_MAX_BYTES >> 20} МБ.")
    try:
        check_upload(source.path, source.path.name)
    except FileRefused as refusal:
        raise RowRefused(f"Файл «{source.path.name}»: {refusal.reason}") from refusal


def _existing(folder, name):
    # Old archives come from Macs too, where «й» in a name is two characters.
    for form in (None, "NFC", "NFD"):
        written = (unicodedata.normalize(form, name) if form else name).replace("\\", "/")
        path = folder.joinpath(*map(disk_name, written.split("/")))
        if path.is_file():
            return path
    return None
