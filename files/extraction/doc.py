"""DOC of Word 97–2003, and of Word 6 and 95: the text of its pieces, without the codes of fields."""

import re
import struct
from collections.abc import Iterator

from files.extraction.assembly import Document
from files.extraction.flow import split_pages, total_pages
from files.extraction.limits import Limits
from files.extraction.ole_streams import BROKEN, PASSWORD, Container, opened
from files.extraction.result import State, Unreadable

MAGICS = frozenset({0xA5EC, 0xA5DC, 0xA697, 0xA698, 0xA699})  # since Word 97; before; before, of Asia
WORD_97 = 0xC1  # older versions have no table of pieces, or one of another form
ENCRYPTED, SECOND_TABLE = 0x0100, 0x0200
COMPRESSED = 0x40000000
# Languages (the low ten bits of the number) that older versions write in cp1251.
CYRILLIC = frozenset({0x02, 0x19, 0x22, 0x23})
# Lengths of the parts of a document, in the order in which they stand in its text, and which of them are read:
# the text, footnotes, running headers, macros, comments, endnotes, text boxes, text boxes of headers.
PARTS = (True, True, True, False, False, True, True, False)

_NOT_LATIN = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())
_NOT_HIGH = bytes(range(0xC0))
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]*(?:\x14|(?=\x15))")
_CELL_ENDS = re.compile("\x07+")


def read(path: str, limits: Limits) -> Document:
    """The text of a DOC file, by pages when its page breaks are as many as the editor counted.

    Raises Unreadable (encrypted, broken).
    """
    with opened(path) as container:
        text = readable(_text(container, limits))
        pages = container.pages()
    sections = split_pages(text, pages)
    return Document(sections, total_pages(sections, pages))


def readable(text: str) -> str:
    """Word's own marks turned into tabs and line ends; only the results of fields are left."""
    while (shorter := _FIELD_CODE.sub("", text)) != text:
        text = shorter
    # One mark ends a cell; the mark of the row's end follows that of its last cell.
    text = _CELL_ENDS.sub(lambda found: "\t" if len(found.group()) == 1 else "\n", text)
    return text.replace("\r", "\n").replace("\x1e", "-")


def _text(container: Container, limits: Limits) -> str:
    main = container.stream("WordDocument")
    magic, version, _, language, _, flags = struct.unpack_from("<6H", main)
    if magic not in MAGICS:
        raise Unreadable(State.BROKEN, BROKEN)
    if flags & ENCRYPTED:
        raise Unreadable(State.ENCRYPTED, PASSWORD)
    if version < WORD_97:
        first, last = struct.unpack_from("<2I", main, 24)
        return _of_old_letters(main[first:last][: limits.text_chars], language)
    table = container.stream("1Table" if flags & SECOND_TABLE else "0Table")
    start, size = struct.unpack_from("<2I", main, 0x1A2)
    # More than is kept, so that it is seen that something was left out.
    whole = "".join(_pieces(main, _piece_table(table[start : start + size]), limits.text_chars * 2))
    return "\n".join(_read_parts(whole, struct.unpack_from("<8I", main, 0x4C)))


def _of_old_letters(data: bytes, language: int) -> str:
    """A text in the letters of its language; many Russian documents say that they are English."""
    plain = data.translate(None, delete=_NOT_LATIN)
    high = data.translate(None, delete=_NOT_HIGH)
    encoding = "cp1251" if language & 0x3FF in CYRILLIC or len(high) > len(plain) else "cp1252"
    return data.decode(encoding, errors="replace")


def _piece_table(data: bytes) -> bytes:
    """The table of pieces behind the properties that stand before it."""
    position = 0
    while data[position : position + 1] == b"\x01":
        position += 3 + struct.unpack_from("<H", data, position + 1)[0]
    if data[position : position + 1] != b"\x02":
        raise Unreadable(State.BROKEN, BROKEN)
    size = struct.unpack_from("<I", data, position + 1)[0]
    return data[position + 5 : position + 5 + size]


def _pieces(main: bytes, table: bytes, limit: int) -> Iterator[str]:
    """The pieces in the order of the text, until there are `limit` characters: pieces may lie on one another."""
    count = max(0, (len(table) - 4) // 12)
    ends = struct.unpack_from(f"<{count + 1}I", table)
    for number in range(count):
        length = min(max(0, ends[number + 1] - ends[number]), limit)
        place = struct.unpack_from("<I", table, (count + 1) * 4 + number * 8 + 2)[0]
        if place & COMPRESSED:
            start = (place & ~COMPRESSED) // 2
            text = main[start : start + length].decode("cp1252", errors="replace")
        else:
            text = main[place : place + length * 2].decode("utf-16-le", errors="replace")
        yield text
        limit -= len(text)
        if limit <= 0:
            return


def _read_parts(whole: str, lengths: tuple[int, ...]) -> Iterator[str]:
    position = 0
    for length, is_read in zip(lengths, PARTS, strict=True):
        if is_read:
            yield whole[position : position + length]
        position += length
