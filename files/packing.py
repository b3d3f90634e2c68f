"""Many files as one ZIP that is sent while it is made: never whole in memory, never on the disk.

The door for every «download all» of the site: a material, a collection, a shelf.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse
from django.utils import timezone

from files.actions import clean_name
from files.delivery import disposition
from files.models import StoredFile

CHUNK = 256 * 1024
# Compressed inside already: another round costs the processor and saves nothing.
COMPRESSED = frozenset({"pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "zip", "jpeg", "png", "webp"})
READABLE_BY_ALL = 0o644 << 16


@dataclass(frozen=True)
class Entry:
    """One member of a ZIP: `content` is a StoredFile, text, or bytes that stay as they are; `folder` stands before the name."""

    name: str
    content: StoredFile | str | bytes
    folder: str = ""


def zip_response(entries: Iterable[Entry], name: str) -> StreamingHttpResponse:
    """Return the response that sends `entries` as a ZIP saved under the human `name` («Урок о снеге.zip»).

    Whether the visitor may have each file is the caller's to ask. Everything is read from the database before the first
    byte leaves. Source: F1-02.
    """
    response = StreamingHttpResponse(zip_stream(list(entries)), content_type="application/zip")
    response["Content-Disposition"] = disposition(clean_name(name), inline=False)
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


def zip_stream(entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the bytes of a ZIP of `entries` in their order.

    Names are safe on every system and never the same twice, Cyrillic ones carry the UTF-8 flag. Text gets the mark and
    the line ends by which old Windows editors know it. Raises OSError when a file's bytes are missing: the download then
    breaks off instead of looking whole.
    """
    pipe, moment = _Pipe(), timezone.localtime().timetuple()[:6]
    with ZipFile(pipe, "w") as archive:
        for name, entry in _named(entries):
            info = ZipInfo(name, date_time=moment)
            info.external_attr = READABLE_BY_ALL
            info.compress_type = ZIP_STORED if _is_compressed(entry.content) else ZIP_DEFLATED
            info.file_size = getattr(entry.content, "size", 0)
            with archive.open(info, "w") as member:
                for piece in _pieces(entry.content):
                    member.write(piece)
                    yield from pipe.take()
            yield from pipe.take()
    yield from pipe.take()


class _Pipe:
    """What ZipFile writes to: it cannot go back, so the sizes follow each member's bytes."""

    def __init__(self):
        self._written = []

    def write(self, data):
        self._written.append(bytes(data))
        return len(data)

    def flush(self):
        """ZipFile calls it; there is nothing to do."""

    def take(self) -> Iterator[bytes]:
        """Yield what was written since the last call, if anything was: an empty piece may end an answer early."""
        data = b"".join(self._written)
        self._written.clear()
        if data:
            yield data


def _is_compressed(content):
    return isinstance(content, StoredFile) and content.kind in COMPRESSED


def _pieces(content):
    if isinstance(content, str):
        yield content.replace("\n", "\r\n").encode("utf-8-sig")
        return
    if isinstance(content, bytes):
        yield content
        return
    with content.content.storage.open(content.content.name, "rb") as source:
        while piece := source.read(CHUNK):
            yield piece


def _named(entries):
    """Yield (path, entry) with a number added to names that are taken; Windows sees no difference of case."""
    taken = set()
    for entry in entries:
        folder = f"{_folder(entry.folder)}/" if entry.folder else ""
        name = PurePath(clean_name(entry.name))
        path, number = f"{folder}{name}", 1
        while path.casefold() in taken:
            number += 1
            path = f"{folder}{name.stem} ({number}){name.suffix}"
        taken.add(path.casefold())
        yield path, entry


def _folder(name):
    # A full stop at the end of a folder's name is lost on Windows, and a long one does not unpack there.
    return clean_name(name.replace("/", "_").replace("\\", "_"))[:60].strip(" .") or "file"
