"""Work on a stranger's file in a child process: limits of memory and time, nothing of ours but the one module it needs.

The same fence as around the reading of texts (files.extraction), for drawing pages and taking metadata out.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

CHILD = Path(__file__).with_name("confined_child.py")
MEBIBYTE = 1024 * 1024
DETAIL_BYTES = 2_000


@dataclass(frozen=True)
class Fence:
    """Bounds of one child.

    memory         address space, bytes
    cpu_seconds    processor time
    output_bytes   the largest file it may write
    open_files     file descriptors
    wall_seconds   time by the clock until it is killed with all its children
    """

    memory: int = 1024 * MEBIBYTE
    cpu_seconds: int = 30
    output_bytes: int = 64 * MEBIBYTE
    open_files: int = 64
    wall_seconds: float = 40


class ChildFailed(Exception):
    """The child was killed, crashed or refused; its text is technical words for the log.

    reason  what the child says for people, in Russian; empty when it died without a word
    """

    def __init__(self, detail, reason=""):
        super().__init__(detail)
        self.reason = reason


def run_confined(module, *arguments, fence=None, home="/"):
    """Run `main(*arguments)` of `module` (such as "files.rendering.pages") in a child within `fence`; return its answer.

    `arguments` become strings; the answer is what `main` returned, by way of JSON. `home` is the child's folder for its own
    files. Raises ChildFailed.
    """
    fence = fence or Fence()
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD), json.dumps(asdict(fence)), module]
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [*command, *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            env={"HOME": str(home)},
            cwd="/",
            start_new_session=True,
        )
        finished = _wait(child, fence.wall_seconds)
        detail = f"exit code {child.returncode}. {_tail(errors)}"
        if not finished:
            raise ChildFailed(f"killed after {fence.wall_seconds} s. {detail}")
        return _answer(child.returncode, output, detail)


def _wait(child, seconds):
    """Wait for the child; False when its time ran out. It leaves no process of its group behind."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError):  # mostly it left nobody behind
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    return True


def _answer(code, output, detail):
    output.seek(0)
    try:
        said = json.loads(output.read(MEBIBYTE))
    except ValueError as error:
        raise ChildFailed(detail) from error
    if code != 0 or "answer" not in said:
        raise ChildFailed(detail, str(said.get("refusal", "")))
    return said["answer"]


def _tail(errors):
    size = errors.seek(0, os.SEEK_END)
    errors.seek(max(0, size - DETAIL_BYTES))
    return errors.read().decode(errors="replace").strip()
