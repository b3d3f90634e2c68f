"""Streams out of the OLE container of a DOC or a PPT, whole and checked."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

import olefile

from files.extraction.result import State, Unreadable

PASSWORD = "Файл закрыт паролем: снимите пароль и загрузите его снова."
BROKEN = "Файл повреждён или записан не по правилам своего формата: откройте его в редакторе и сохраните заново."


class Container:
    """The open container of a document."""

    def __init__(self, ole: olefile.OleFileIO):
        self._ole = ole

    def stream(self, name: str) -> bytes:
        """The bytes of a stream, b"" when there is none; none is longer than the file."""
        return self._ole.openstream(name).read() if self._ole.exists(name) else b""

    def pages(self) -> int:
        """The editor's count of pages, 0 when it does not say."""
        count = self._ole.get_metadata().num_pages
        return count if isinstance(count, int) and count > 0 else 0


@contextmanager
def opened(path: str) -> Iterator[Container]:
    """Open the container at `path`. Raises Unreadable (broken) for damage met on opening and while it is read."""
    try:
        with olefile.OleFileIO(path) as ole:
            yield Container(ole)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error) as error:
        raise Unreadable(State.BROKEN, BROKEN) from error
