"""Plain text: its encoding, then the text."""

import codecs
import re

from charset_normalizer import from_bytes

from files.extraction.assembly import Document, Section
from files.extraction.cleaning import join_hyphenated
from files.extraction.limits import Limits
from files.extraction.result import State, Unreadable

NOT_TEXT = "Это не текстовый файл, или его кодировку не удалось определить: сохраните его в кодировке UTF-8."

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# Without the list a short text in KOI8-R is taken for Japanese.
RUSSIAN = ["utf_8", "cp1251", "koi8_r", "cp866", "utf_16"]
SAMPLE_BYTES = 64 * 1024
BYTES_PER_CHAR = 4
END_OF_DOS_FILE = b"\x1a"
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")


def read(path: str, limits: Limits) -> Document:
    """The text of a file without places.

    Raises Unreadable (broken) when the bytes are no text in any encoding used for Russian.
    """
    size = limits.text_chars * BYTES_PER_CHAR
    with open(path, "rb") as file:
        data = file.read(size)
    return Document([Section(join_hyphenated(decode(data)))])


def decode(data: bytes) -> str:
    """Bytes of a text, possibly cut in the middle of a character, as a string; the byte order mark decides first.

    Raises Unreadable (broken).
    """
    for bom, encoding in BOMS.items():
        if data.startswith(bom):
            return _decode(data.removeprefix(bom), encoding)
    data = data.rstrip(END_OF_DOS_FILE)
    if _BINARY.search(data):
        raise Unreadable(State.BROKEN, NOT_TEXT)
    try:
        return _decode(data, "utf-8")
    except Unreadable:
        match = from_bytes(data[:SAMPLE_BYTES], cp_isolation=RUSSIAN).best()
    if match is None:
        raise Unreadable(State.BROKEN, NOT_TEXT)
    return data.decode(match.encoding, errors="replace")


def _decode(data: bytes, encoding: str) -> str:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError as error:
        raise Unreadable(State.BROKEN, NOT_TEXT) from error
