"""ZIP: its files by name, and the text of each that has a reader of its own; archives in archives are only named."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile

from files.extraction.archive import MAX_UNPACKED_BYTES, Archive
from files.extraction.assembly import Document, Section
from files.extraction.identifying import identify
from files.extraction.limits import Limits
from files.extraction.reading import BROKEN
from files.extraction.reading import read as read_file
from files.extraction.result import Extraction, State, Unreadable
from files.extraction.zip_names import readable_name

NO_FILES = "В архиве нет ни одного файла: соберите его заново."
# Endings worth unpacking; what is behind them is told by the content.
READERS = frozenset({"pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "txt", "rtf", "doc", "ppt", "xls"})
READABLE = frozenset(f".{ending}" for ending in READERS | {"htm", "html", "csv", "md"})
MEMBER = Path("member")
STATE_WORDS = {
    State.ENCRYPTED: "под паролем",
    State.NO_TEXT: "без текста",
    State.BROKEN: "повреждено",
    State.TOO_LARGE: "слишком велико",
    State.REFUSED: "отклонено",
}


def read(path: str, limits: Limits) -> Document:
    """The files of an archive one level deep, each under its name, all together within the limits of one file.

    Raises Unreadable, and zipfile.BadZipFile for damage.
    """
    sections, outcomes, left = [], Counter(), limits.text_chars
    with Archive(path, MAX_UNPACKED_BYTES) as archive:
        names = [name for name in archive.files() if not name.startswith("__MACOSX/")]
        if not names:
            raise Unreadable(State.NO_TEXT, NO_FILES)
        for name in names:
            label, text = readable_name(archive, name), ""
            if PurePosixPath(label).suffix.lower() in READABLE and left > 0:
                extraction = _read_member(archive, name, replace(limits, text_chars=left, ocr_pages=0))
                outcomes[extraction.state] += 1
                text = extraction.text
            left -= len(label) + len(text)
            sections.append(Section(f"{label}\n{text}", "member", label))
    return Document(sections, len(names), _remark(outcomes))


def _read_member(archive: Archive, name: str, limits: Limits) -> Extraction:
    """The extraction of one file of the archive, by way of a file in the child's own folder."""
    try:
        _unpack(archive.chunks(name), limits)
        kind = identify(MEMBER.resolve())
    except Unreadable as error:
        return Extraction(error.state, error.reason)
    except BadZipFile as error:
        return Extraction(State.BROKEN, BROKEN, detail=repr(error))
    if kind == "html":
        kind = "doc_html"
    elif kind == "encrypted_office":
        return Extraction(State.ENCRYPTED)
    elif kind not in READERS:
        return Extraction(State.REFUSED if kind else State.BROKEN)
    return read_file(kind, str(MEMBER.resolve()), asdict(limits))


def _unpack(chunks: Iterator[bytes], limits: Limits) -> None:
    size = 0
    with MEMBER.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > limits.member_bytes:
                raise Unreadable(State.TOO_LARGE, "")
            file.write(chunk)


def _remark(outcomes: Counter) -> str:
    unread = {state: count for state, count in outcomes.items() if state is not State.DONE}
    if not unread:
        return ""
    words = ", ".join(f"{STATE_WORDS[state]} — {count}" for state, count in sorted(unread.items()))
    return f"В архиве прочитано документов: {outcomes[State.DONE]} из {outcomes.total()} ({words}). Остальные видны по именам."
