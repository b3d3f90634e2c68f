"""The one door for tables that people bring: read in a child process with limits (files.tables), whatever the file is."""

import json
import logging
import tempfile
from pathlib import Path

from files.confined import MEBIBYTE, ChildFailed, Fence, run_confined
from files.tables.errors import TableRefused
from files.tables.grids import from_json
from files.tables.reading import TOO_LARGE

logger = logging.getLogger(__name__)
FENCE = Fence(memory=768 * MEBIBYTE, cpu_seconds=10, output_bytes=16 * MEBIBYTE, wall_seconds=20)


def read_grids(content, *, most_rows):
    """Return the Lines and Grids (files.tables.grids) of a CSV, XLSX or DOCX file.

    `content` is its bytes. Raises TableRefused with a reason in Russian: more than `most_rows` rows, another format, a
    damaged or hostile file, one that costs too much.
    """
    with tempfile.TemporaryDirectory(prefix="metodset-table-") as folder:
        source, target = Path(folder, "source"), Path(folder, "target")
        source.write_bytes(content)
        try:
            run_confined("files.tables.reading", source, target, most_rows, fence=FENCE)
        except ChildFailed as failure:
            if not failure.reason:
                logger.warning("Таблица не прочитана: %s", failure)
            raise TableRefused(failure.reason or TOO_LARGE) from failure
        return from_json(json.loads(target.read_text(encoding="utf-8")))
