"""The one door for PDFs that the site makes itself: HTML in, bytes out, written in a child process with limits.

A template links its look as `ours:css/pdf/<name>.css`; nothing else can be loaded but our fonts and pictures given as
`data:` (files.pdf_child), so no address that stands in a teacher's text is ever asked.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

CHILD = Path(__file__).with_name("pdf_child.py")
MEBIBYTE = 1024 * 1024
DETAIL_BYTES = 4_000


@dataclass(frozen=True)
class PdfLimits:
    """Bounds of one document; the defaults write a thousand pages of text.

    memory         address space of the child, bytes
    cpu_seconds    processor time of the child
    wall_seconds   time by the clock until the child is killed; below the ten minutes after which a task counts as lost
    output_bytes   the largest PDF
    """

    memory: int = 2048 * MEBIBYTE
    cpu_seconds: int = 300
    wall_seconds: float = 420
    output_bytes: int = 100 * MEBIBYTE


class PdfFailed(Exception):
    """No PDF came out; `reason` is a Russian sentence for people, `detail` a line for the log."""

    def __init__(self, reason, detail=""):
        super().__init__(reason)
        self.reason, self.detail = reason, detail


def write_pdf(html, limits=None):
    """Return the bytes of the tagged PDF (PDF/UA) of a whole HTML document, `html` (str), within `limits`.

    Call it in the worker: a collection takes seconds. Raises PdfFailed with a reason in Russian when the child runs out
    of time or memory, or cannot set the document (design §8).
    """
    limits = limits or PdfLimits()
    # -I: neither the environment nor the folder may change what the child imports. -B: it writes nothing.
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD)]
    command += [str(settings.STATICFILES_DIRS[0]), json.dumps(asdict(limits))]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        source.write(html.encode())
        source.seek(0)
        try:
            # Of the environment only what the fonts' library needs: without a folder of its own it complains each time.
            done = subprocess.run(
                command,
                stdin=source,
                stdout=output,
                stderr=errors,
                env={"XDG_CACHE_HOME": tempfile.gettempdir()},
                cwd="/",
                timeout=limits.wall_seconds,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PdfFailed(_("PDF собирался слишком долго, и сборка остановлена."), _tail(errors)) from error
        return _judged(done.returncode, output, errors)


def _judged(code, output, errors):
    output.seek(0)
    content = output.read()
    if code == 0 and content.startswith(b"%PDF-"):
        return content
    detail = f"exit code {code}. {_tail(errors)}"
    if code < 0 or "MemoryError" in detail:
        raise PdfFailed(
            _("PDF не собрался: ему не хватило отведённых времени или памяти. Сделайте состав меньше."), detail
        )
    raise PdfFailed(_("PDF не собрался: при вёрстке произошёл сбой."), detail)


def _tail(errors):
    size = errors.seek(0, 2)
    errors.seek(max(0, size - DETAIL_BYTES))
    return errors.read().decode(errors="replace")
