"""PPT of PowerPoint 97–2003: the slides in the order of the show, each with its notes."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from files.extraction.assembly import Document
from files.extraction.leaves import Leaves
from files.extraction.limits import Limits
from files.extraction.ole_streams import BROKEN, PASSWORD, opened
from files.extraction.result import State, Unreadable

ENCRYPTED = 0xF3D1C4DF
CONTAINER = 0xF
MAX_DEPTH = 40
# Types of records.
SLIDE_PERSIST, SLIDE_LIST, NOTES_ATOM = 0x03F3, 0x0FF0, 0x03F1
TEXT_CHARS, TEXT_BYTES = 0x0FA0, 0x0FA8
USER_EDIT_WITH_KEY = 0x20
SLIDES, NOTES = 0, 2  # instances of the list of slides
PAGE_NUMBER = "*"  # stands alone where a number or a date is put in


class Record(NamedTuple):
    """One record of the stream: `start` and `end` are those of its body, in bytes."""

    version: int
    kind: int
    start: int
    end: int

    @property
    def is_container(self) -> bool:
        return self.version & 0xF == CONTAINER


def read(path: str, limits: Limits) -> Document:
    """The text of a PPT file by slides, hidden ones too. Raises Unreadable (encrypted, broken)."""
    leaves = Leaves("slide", limits)
    with opened(path) as container:
        show = _Show(container.stream("PowerPoint Document"), container.stream("Current User"))
        for slide in show.slides():
            leaves.begin()
            for text in slide:
                leaves.write(text)
                leaves.end_line()
            if leaves.is_full:
                break
    return leaves.document()


class _Show:
    """The stream of a presentation, read from its last saving: older versions of slides lie in it too."""

    def __init__(self, data: bytes, user: bytes):
        self._data = data
        token, edit = struct.unpack_from("<2I", user, 12)
        if token == ENCRYPTED:
            raise Unreadable(State.ENCRYPTED, PASSWORD)
        self._places: dict[int, int] = {}
        self._document = self._read_edits(edit)

    def _read_edits(self, edit: int) -> int:
        """Fill in where each object lies; what a later saving says holds. Return the number of the document."""
        document, seen = 0, set()
        while edit and edit not in seen:
            seen.add(edit)
            size, _, _, before, directory, main = struct.unpack_from("<6I", self._data, edit + 4)
            if size >= USER_EDIT_WITH_KEY and struct.unpack_from("<I", self._data, edit + 36)[0]:
                raise Unreadable(State.ENCRYPTED, PASSWORD)
            document = document or main
            self._read_directory(directory)
            edit = before
        return document

    def _read_directory(self, start: int) -> None:
        record = self._record(start)
        position = record.start
        while position < record.end:
            head = struct.unpack_from("<I", self._data, position)[0]
            first, count = head & 0xFFFFF, head >> 20
            for number, place in enumerate(struct.unpack_from(f"<{count}I", self._data, position + 4)):
                self._places.setdefault(first + number, place)
            position += 4 + count * 4

    def slides(self) -> Iterator[list[str]]:
        """The texts of each slide: those of the outline, those of its other shapes, those of its notes."""
        lists = {
            record.version >> 4: record
            for record in self._children(self._object(self._document))
            if record.kind == SLIDE_LIST
        }
        notes = {}
        for _, place, _ in self._persists(lists.get(NOTES)):
            if place in self._places:
                notes.setdefault(self._slide_of_notes(place), place)
        for slide_id, place, outline in self._persists(lists.get(SLIDES)):
            yield [*outline, *self._texts_at(place), *self._texts_at(notes.get(slide_id))]

    def _persists(self, slide_list: Record | None) -> Iterator[tuple[int, int, list[str]]]:
        """(slide's id, number of its object, texts of its outline) for each slide of a list."""
        current: tuple[int, int, list[str]] | None = None
        for record in self._children(slide_list) if slide_list else ():
            if record.kind == SLIDE_PERSIST:
                if current:
                    yield current
                number, _, _, slide_id = struct.unpack_from("<4I", self._data, record.start)
                current = slide_id, number, []
            elif current:
                current[2].extend(self._text(record))
        if current:
            yield current

    def _slide_of_notes(self, number: int) -> int | None:
        for record in self._children(self._object(number)):
            if record.kind == NOTES_ATOM:
                return struct.unpack_from("<I", self._data, record.start)[0]
        return None

    def _texts_at(self, number: int | None) -> Iterator[str]:
        return self._texts(self._object(number), MAX_DEPTH) if number in self._places else iter(())

    def _texts(self, container: Record, depth: int) -> Iterator[str]:
        for record in self._children(container):
            if record.is_container and depth:
                yield from self._texts(record, depth - 1)
            else:
                yield from self._text(record)

    def _text(self, record: Record) -> Iterator[str]:
        body = self._data[record.start : record.end]
        text = ""
        if record.kind == TEXT_CHARS:
            text = body.decode("utf-16-le", errors="replace")
        elif record.kind == TEXT_BYTES:
            text = body.decode("latin-1")
        if text and text.strip() != PAGE_NUMBER:
            yield text

    def _object(self, number: int) -> Record:
        if number not in self._places:
            raise Unreadable(State.BROKEN, BROKEN)
        return self._record(self._places[number])

    def _record(self, start: int) -> Record:
        version, kind, size = struct.unpack_from("<HHI", self._data, start)
        return Record(version, kind, start + 8, min(start + 8 + size, len(self._data)))

    def _children(self, container: Record) -> Iterator[Record]:
        position = container.start
        while position + 8 <= container.end:
            record = self._record(position)
            yield record
            position = record.end
