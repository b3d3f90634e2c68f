"""A ZIP of files from a person's computer, written out by the rules for archives of strangers (design §8)."""

import io
import os
import shutil
import stat
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings

from files.extraction.archive import MAX_RATIO, RATIO_FREE_BYTES
from home.templatetags.face_tags import filesize_ru
from library.importing.errors import ArchiveRefused
from library.importing.sources import disk_name

MOST_FILES = 20_000
MOST_DIRECTORY_BYTES = 8 * 1024 * 1024
# Unpacked, an archive of documents is some times larger than packed; the disk keeps some room in any case.
MOST_TIMES, SPARE_BYTES = 4, 512 * 1024 * 1024
CHUNK_BYTES = 1024 * 1024
UTF8_FLAG, LOCKED_FLAG = 0x800, 0x1
# What systems put beside people's files.
JUNK_FOLDERS = frozenset({"__macosx", "$recycle.bin", "system volume information"})
JUNK_NAMES = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
BOXES = range(0x2500, 0x2580)
DAMAGED = "Архив повреждён: он не распаковывается. Соберите его заново и загрузите ещё раз."


class _GuardedFile(io.FileIO):
    """`zipfile` reads the whole directory of an archive at once: a forged one must not take the memory."""

    def read(self, size=-1):
        left = os.fstat(self.fileno()).st_size - self.tell() if size is None or size < 0 else size
        if left > MOST_DIRECTORY_BYTES:
            raise ArchiveRefused(f"В архиве слишком много файлов: больше {MOST_FILES}. Разделите его на части.")
        return super().read(size)


def unpack(archive, folder, beat=lambda: None):
    """Write the files of the ZIP at `archive` into `folder`, both Paths; `beat()` is called after each.

    What was written by an earlier, broken run is not written again. Raises ArchiveRefused: a name that leads outside,
    a bomb, a password, damage, too many files, no room on the disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _GuardedFile(archive) as file, zipfile.ZipFile(file) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _check(entries, folder)
            taken = set()
            for entry in entries:
                path = _place(entry, taken)
                if path:
                    _write(opened, entry, folder / path)
                    beat()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise ArchiveRefused(DAMAGED) from error


def is_junk(path):
    """Tell whether a path inside the archive or folder is a system's own: thumbnails, lock files, hidden ones."""
    *folders, name = PurePosixPath(path).parts
    hidden = any(part.startswith(".") for part in (*folders, name))
    return (
        hidden
        or name.lower() in JUNK_NAMES
        or name.startswith("~$")
        or any(part.lower() in JUNK_FOLDERS for part in folders)
    )


def true_name(entry):
    """Return the name of a ZipInfo as its maker wrote it: archivers of Windows write Cyrillic in the DOS code page."""
    if entry.flag_bits & UTF8_FLAG:
        return entry.filename
    try:
        written = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "cp866"):
        try:
            name = written.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Letters of the Windows code page, read as the DOS one, are frames of tables.
        if not any(ord(letter) in BOXES for letter in name):
            return name
    return written.decode("cp1251", errors="replace")


def _check(entries, folder):
    if len(entries) > MOST_FILES:
        raise ArchiveRefused(
            f"В архиве слишком много файлов: {len(entries)}, а можно {MOST_FILES}. Разделите его на части."
        )
    total = sum(entry.file_size for entry in entries)
    if total > settings.IMPORT_MAX_BYTES * MOST_TIMES:
        raise ArchiveRefused(
            f"Архив распаковывается в {filesize_ru(total)}: это больше, чем можно. Разделите его на части."
        )
    if total + SPARE_BYTES > shutil.disk_usage(folder).free:
        raise ArchiveRefused(f"На диске сервера не хватает места: архив распаковывается в {filesize_ru(total)}.")
    for entry in entries:
        name = true_name(entry)
        if entry.flag_bits & LOCKED_FLAG:
            raise ArchiveRefused("Архив закрыт паролем: соберите его без пароля и загрузите снова.")
        if entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise ArchiveRefused(f"Файл «{name[-80:]}» сжат так, как обычные документы не сжимаются: архив не принят.")
        if PureWindowsPath(name).anchor or PurePosixPath(name).is_absolute() or ".." in PureWindowsPath(name).parts:
            raise ArchiveRefused(f"Имя «{name[:80]}» ведёт за пределы архива: архив не принят.")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ArchiveRefused(f"«{name[-80:]}» — ссылка, а не файл: архив не принят.")


def _place(entry, taken):
    """Return the path for an entry inside the folder, "" for a system's own file; equal names get a number."""
    parts = [part for part in true_name(entry).replace("\\", "/").split("/") if part not in ("", ".")]
    path = "/".join(disk_name(unicodedata.normalize("NFC", part)) for part in parts)
    if not path or is_junk(path):
        return ""
    stem, dot, ending = path.rpartition(".")
    number, free = 1, path
    while free.casefold() in taken:
        number += 1
        free = f"{stem} ({number}){dot}{ending}" if dot else f"{path} ({number})"
    taken.add(free.casefold())
    return free


def _write(opened, entry, path):
    if path.is_file() and path.stat().st_size == entry.file_size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(".part")
    with opened.open(entry) as source, part.open("wb") as target:
        shutil.copyfileobj(source, target, CHUNK_BYTES)
    # Whole or not there: a dead worker leaves no half of a file under its name.
    part.replace(path)
