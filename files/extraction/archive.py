"""Zip containers by the rules for files from strangers: checked before anything is unpacked, read under a budget."""

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from files.extraction.result import State, Unreadable

MEBIBYTE = 1024 * 1024
MAX_ENTRIES = 2_000
MAX_DIRECTORY_BYTES = MEBIBYTE
MAX_RATIO = 200
RATIO_FREE_BYTES = MEBIBYTE
MAX_UNPACKED_BYTES = 300 * MEBIBYTE
UNICODE_NAME = 0x800
CHUNK_BYTES = 64 * 1024

TOO_MANY_ENTRIES = "Файл отклонён: внутри него слишком много отдельных частей, у обычного документа столько не бывает."
BOMB = "Файл отклонён: он распаковывается в объём, какого у обычного документа не бывает."
BAD_NAME = "Файл отклонён: имена его внутренних частей указывают за пределы самого файла."
OVER_BUDGET = "Файл слишком велик для разбора: в нём слишком много текста и разметки; разделите его на части."
LOCKED = "Файл закрыт паролем: снимите пароль и загрузите его снова."
STRANGE_PACKING = "Файл сжат способом, который в документах не используется; сохраните его заново в редакторе."


class _GuardedFile(io.FileIO):
    """A file that gives no more than one mebibyte at a time.

    `zipfile` reads the whole directory of an archive in one call and builds an object for each entry before
    anything can be counted; a directory of a hundred megabytes would take gigabytes of the web process.
    """

    def read(self, size: int = -1) -> bytes:
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > MAX_DIRECTORY_BYTES:
            raise Unreadable(State.REFUSED, TOO_MANY_ENTRIES)
        return super().read(size)


@contextmanager
def _damage_under_one_name() -> Iterator[None]:
    """`zipfile` lets many errors out when an archive is damaged or forged; they all become BadZipFile."""
    try:
        yield
    except (zlib.error, struct.error, EOFError, NotImplementedError, ValueError) as error:
        raise zipfile.BadZipFile(repr(error)) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a forged offset; everything else is the fault of the disk
            raise
        raise zipfile.BadZipFile(repr(error)) from error


class Archive:
    """A checked zip file, read by parts; a context manager.

    path    the file
    budget  how many bytes may be unpacked from it in all

    Raises Unreadable (refused) on opening when it breaks a rule, zipfile.BadZipFile when it is damaged.
    """

    def __init__(self, path: str | os.PathLike, budget: int):
        self._left = budget
        self._file = _GuardedFile(path)
        try:
            with _damage_under_one_name():
                self._zip = zipfile.ZipFile(self._file)
            _check(self._zip.infolist())
        except BaseException:
            self._file.close()
            raise
        self.names = frozenset(self._zip.namelist())

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_exception) -> None:
        self._zip.close()
        self._file.close()

    def files(self) -> list[str]:
        """Names of the files in the order of the archive, without folders and links."""
        entries = (entry for entry in self._zip.infolist() if not entry.is_dir())
        return list(dict.fromkeys(e.filename for e in entries if not stat.S_ISLNK(e.external_attr >> 16)))

    def has_unicode_name(self, name: str) -> bool:
        """Does the archive say itself that the name of this file is written in UTF-8?"""
        return bool(self._zip.getinfo(name).flag_bits & UNICODE_NAME)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part, piece by piece.

        Raises Unreadable when the budget is spent or the part is locked, zipfile.BadZipFile when it is damaged,
        KeyError when there is no such part.
        """
        entry = self._zip.getinfo(name)
        if entry.flag_bits & 1:
            raise Unreadable(State.ENCRYPTED, LOCKED)
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Unreadable(State.REFUSED, STRANGE_PACKING)
        with _damage_under_one_name(), self._zip.open(entry) as part:
            while chunk := part.read(CHUNK_BYTES):
                self._left -= len(chunk)
                if self._left < 0:
                    raise Unreadable(State.TOO_LARGE, OVER_BUDGET)
                yield chunk


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(State.REFUSED, TOO_MANY_ENTRIES)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise Unreadable(State.REFUSED, BOMB)
    for entry in entries:
        if entry.file_size > RATIO_FREE_BYTES and entry.file_size > MAX_RATIO * entry.compress_size:
            raise Unreadable(State.REFUSED, BOMB)
        if _points_outside(entry.filename):
            raise Unreadable(State.REFUSED, BAD_NAME)


def _points_outside(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or name[1:2] == ":"
