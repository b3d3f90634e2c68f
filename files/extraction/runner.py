"""The parent's side: runs the child with limits and turns every way it can end into a state and a reason."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from files.extraction.limits import Limits
from files.extraction.result import Extraction, State

WORKER = Path(__file__).with_name("worker.py")
EXTRACTABLE = frozenset(
    {"pdf", "docx", "pptx", "xlsx", "odt", "odp", "ods", "txt", "rtf", "doc", "ppt", "xls", "doc_html", "zip"}
    | {"encrypted_office"}
)
DETAIL_BYTES = 4_000

EMPTY = "Файл пуст: в нём нет ни одного байта."
PASSWORD = "Файл закрыт паролем: снимите пароль и загрузите его снова."
SLOW = "Файл разбирался слишком долго, и разбор остановлен: сохраните его заново или разделите на части."
HUGE = "Файл слишком велик для разбора: ему не хватило отведённой памяти; разделите его на части."
CRASHED = "Файл повреждён: при чтении произошёл сбой; откройте его в редакторе и сохраните заново."

# PDFium ends itself by one of these when an allocation fails; SIGKILL is how the system takes memory back.
OUT_OF_MEMORY = {signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGKILL}


def extract(path: str | os.PathLike, kind: str, limits: Limits | None = None) -> Extraction:
    """The text of the file at `path`, read in a child process within `limits` (the defaults of `Limits` if None).

    kind is a kind given by `files.sniffing.sniff`, one of EXTRACTABLE; a name or an extension is not trusted.
    Whatever the file holds, the answer is an Extraction with a state and a reason (design section 8).

    Raises ValueError for a kind that is not read, OSError when there is no such file: faults of the caller and
    of the storage, not of the file.
    """
    if kind not in EXTRACTABLE:
        raise ValueError(f"no reader for files of kind {kind!r}")
    file = Path(path).resolve(strict=True)
    if file.stat().st_size == 0:
        return Extraction(State.BROKEN, EMPTY)
    if kind == "encrypted_office":
        return Extraction(State.ENCRYPTED, PASSWORD)
    return _run(kind, file, limits or Limits())


def _run(kind: str, file: Path, limits: Limits) -> Extraction:
    # -I and -X utf8: neither the environment nor the folder of the file may change what the child imports or how
    # it decodes a name. -B: it writes nothing beside itself. Output goes to files, whose size the child's own limit bounds.
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(WORKER), kind, str(file), json.dumps(asdict(limits))]
    with (
        tempfile.TemporaryFile() as output,
        tempfile.TemporaryFile() as errors,
        tempfile.TemporaryDirectory() as folder,
    ):
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, env={}, cwd=folder, start_new_session=True
        )
        timed_out = _wait(child, limits.wall_seconds)
        detail = _tail(errors)
        if timed_out:
            return Extraction(State.TIMED_OUT, SLOW, detail=f"killed after {limits.wall_seconds} s. {detail}")
        return _judge(child.returncode, output, limits, detail)


def _wait(child: subprocess.Popen, seconds: float) -> bool:
    """Wait for the child; True when its time ran out. Whatever happens here, no child of ours is left running."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return True
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    return False


def _judge(code: int, output, limits: Limits, detail: str) -> Extraction:
    detail = f"exit code {code}. {detail}"
    if code == -signal.SIGXCPU:
        return Extraction(State.TIMED_OUT, SLOW, detail=detail)
    if -code in OUT_OF_MEMORY or output.seek(0, os.SEEK_END) >= limits.output_bytes:
        return Extraction(State.TOO_LARGE, HUGE, detail=detail)
    if code != 0:
        return Extraction(State.BROKEN, CRASHED, detail=detail)
    output.seek(0)
    try:
        return Extraction.from_json(output.read())
    except ValueError as error:
        return Extraction(State.BROKEN, CRASHED, detail=f"{detail} {error}")


def _tail(errors) -> str:
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - DETAIL_BYTES))
    return errors.read().decode(errors="replace")
