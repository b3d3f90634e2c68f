"""Many files as one ZIP, sent while it is being packed: memory holds one piece, whatever the whole weighs."""

import zipfile
from pathlib import PurePosixPath

PIECE = 256 * 1024


class _Pipe:
    """Where zipfile writes: keeps what has come until it is taken away. It cannot seek, so sizes follow each member."""

    def __init__(self):
        self.pieces = []

    def write(self, data):
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self):
        pass

    def taken(self):
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def zip_stream(entries):
    """Yield the bytes of a ZIP of `entries`: pairs (name in the archive, StoredFile or bytes), in their order.

    Names are UTF-8; a name that has been is numbered: «Урок (2).docx». Files are put in as they are: most are compressed
    already.
    """
    pipe, used = _Pipe(), set()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            with archive.open(zipfile.ZipInfo(_free(name, used)), "w", force_zip64=True) as member:
                for piece in _pieces(content):
                    member.write(piece)
                    yield pipe.taken()
    yield pipe.taken()


def _pieces(content):
    if isinstance(content, bytes):
        yield content
        return
    with content.content.open("rb") as source:
        yield from source.chunks(PIECE)


def _free(name, used):
    path, number = PurePosixPath(name), 1
    while name.casefold() in used:
        number += 1
        name = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
    used.add(name.casefold())
    return name
