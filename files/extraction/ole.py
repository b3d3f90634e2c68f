"""The table of contents of an OLE container: the box of DOC, XLS and PPT, and of locked DOCX, XLSX and PPTX."""

import os
import struct
from collections.abc import Iterator

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
HEADER_BYTES = 512
ENTRY_BYTES = 128
MAX_SECTORS = 256  # of a directory; a document has a few
END_OF_CHAIN = 0xFFFFFFFA  # this and everything above is no sector


def stream_names(path: str | os.PathLike) -> frozenset[str]:
    """Names of the streams and storages in the container at `path`.

    Only its directory is read, a few sectors. A damaged container gives the names that could be read.
    """
    with open(path, "rb") as file:
        header = file.read(HEADER_BYTES)
        if len(header) < HEADER_BYTES or not header.startswith(MAGIC):
            return frozenset()
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            return frozenset()
        names = set()
        for sector in _directory(file, header, 1 << shift):
            for start in range(0, len(sector) - ENTRY_BYTES + 1, ENTRY_BYTES):
                names.add(_name(sector[start : start + ENTRY_BYTES]))
        return frozenset(names - {""})


def _directory(file, header: bytes, size: int) -> Iterator[bytes]:
    """The sectors of the directory: a chain whose links stand in the allocation table."""
    table = struct.unpack_from("<109I", header, 76)
    per_sector = size // 4
    number = struct.unpack_from("<I", header, 48)[0]
    for _ in range(MAX_SECTORS):
        if number >= END_OF_CHAIN:
            return
        yield _sector(file, number, size)
        part, place = divmod(number, per_sector)
        links = _sector(file, table[part], size) if part < len(table) and table[part] < END_OF_CHAIN else b""
        if len(links) < size:
            return
        number = struct.unpack_from("<I", links, place * 4)[0]


def _sector(file, number: int, size: int) -> bytes:
    file.seek((number + 1) * size)
    return file.read(size)


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: min(max(length - 2, 0), 64)].decode("utf-16-le", errors="replace")
