"""The one door for PDFs that the site makes itself: HTML in, bytes out, written in a child process with limits.

A template links its look as `ours:css/pdf/<name>.css`; nothing else can be loaded but our fonts and pictures given as
`data:` (files.pdf_child), so no address that stands in a teacher's text is ever asked.
"""

import json
import logging
import math
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
CHILD = Path(__file__).with_name("pdf_child.py")
MEBIBYTE = 1024 * 1024
DETAIL_BYTES = 4_000
# Of the number before each PDF of a batch, bytes.
LENGTH = 8
# A child costs a second before its first PDF: fewer documents are not worth another one.
SMALLEST_SHARE = 30


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
    content, errors = _run_child(html.encode(), limits or PdfLimits())
    if not content.startswith(b"%PDF-"):
        raise PdfFailed(_("PDF не собрался: при вёрстке произошёл сбой."), errors)
    return content


def write_pdfs(documents, styles, limits=None):
    """Return the tagged PDFs of many short HTML `documents` (str), set in as few children as there are processors.

    `styles` names our style files («css/pdf/<name>.css») that all of them share; they link none themselves. `limits` are
    those of each child. In the place of a document that could not be set stands None, and the log says why. Raises
    PdfFailed when a child is lost.
    """
    share = max(SMALLEST_SHARE, math.ceil(len(documents) / (os.cpu_count() or 1)))
    portions = [documents[start : start + share] for start in range(0, len(documents), share)]
    if not portions:
        return []
    # Each thread only waits for its child.
    with ThreadPoolExecutor(len(portions)) as pool:
        return list(chain(*pool.map(lambda portion: _write_portion(portion, styles, limits or PdfLimits()), portions)))


def _write_portion(documents, styles, limits):
    content, errors = _run_child(json.dumps(documents).encode(), limits, json.dumps(styles))
    pdfs, place = [], 0
    while place < len(content):
        length = int.from_bytes(content[place : place + LENGTH], "big")
        pdfs.append(content[place + LENGTH : place + LENGTH + length] or None)
        place += LENGTH + length
    if len(pdfs) != len(documents) or place != len(content):
        raise PdfFailed(_("PDF не собрался: при вёрстке произошёл сбой."), errors)
    if None in pdfs:
        logger.error("PDF из пачки не собрался: %s", errors)
    return pdfs


def _run_child(source_bytes, limits, *arguments):
    """Return (what the child has written, the end of its complaints). Raises PdfFailed when it was stopped or crashed."""
    # -I: neither the environment nor the folder may change what the child imports. -B: it writes nothing.
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(CHILD)]
    command += [str(settings.STATICFILES_DIRS[0]), json.dumps(asdict(limits)), *arguments]
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        source.write(source_bytes)
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
        _demand_end(done.returncode, _tail(errors))
        output.seek(0)
        return output.read(), _tail(errors)


def _demand_end(code, complaints):
    if code == 0:
        return
    detail = f"exit code {code}. {complaints}"
    if code < 0 or "MemoryError" in detail:
        raise PdfFailed(
            _("PDF не собрался: ему не хватило отведённых времени или памяти. Сделайте состав меньше."), detail
        )
    raise PdfFailed(_("PDF не собрался: при вёрстке произошёл сбой."), detail)


def _tail(errors):
    size = errors.seek(0, 2)
    errors.seek(max(0, size - DETAIL_BYTES))
    return errors.read().decode(errors="replace")
