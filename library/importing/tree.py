"""A bare folder of files as a table: one row for each work, its card guessed."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath

from files.extraction import EXTRACTABLE, Limits, extract
from files.sniffing import EXTENSIONS, sniff
from library.importing.columns import COLUMNS
from library.importing.guessing import guess_card
from library.importing.table import Row
from library.importing.unpacking import is_junk

FIELDS = ("title", "file", "kind", "subjects", "levels", "authors", "year", "annotation", "keywords", "organisation")
HEADER = [COLUMNS[field] for field in FIELDS]
# For a guess the beginning is enough, and a file that takes long gets its name for a title.
HEAD = Limits(cpu_seconds=15, wall_seconds=20, text_chars=20_000, places=30)
# Of several formats of one work the first of these is read.
BEST = ("docx", "odt", "doc", "rtf", "pdf", "pptx", "ppt", "odp", "txt")
AT_ONCE = min(4, os.cpu_count() or 1)


def works_in(folder):
    """Return the works under `folder` (a Path): lists of paths inside it, in order.

    Files of one folder with one name and different endings are one work: «урок.docx», «урок.pdf».
    """
    works = {}
    for root, folders, names in os.walk(folder):
        folders.sort()
        inside = PurePosixPath(os.path.relpath(root, folder).replace(os.sep, "/"))
        for name in sorted(names):
            path = inside / name
            if not is_junk(str(path)):
                taken_in = path.suffix.lower().lstrip(".") in EXTENSIONS
                works.setdefault((path.parent, path.stem.casefold() if taken_in else path.name), []).append(str(path))
    return list(works.values())


def guess_rows(folder, works, books):
    """Return Rows for `works`, (number, paths) pairs: their cards as far as they can be guessed."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        heads = list(pool.map(lambda work: _head(folder, work[1]), works))
    rows = []
    for (number, paths), (path, text, facts) in zip(works, heads, strict=True):
        values = {**guess_card(path, text, facts, books), "file": "|".join(paths)}
        rows.append(Row(number, [values.get(field, "") for field in FIELDS]))
    return rows


def _head(folder, paths):
    """Return the path of the work's best file, the beginning of its text and what it says of itself."""
    path = min(paths, key=_rank)
    full = folder / path
    try:
        kind = sniff(full)
        if kind not in EXTRACTABLE or full.is_symlink():
            return path, "", {}
        extraction = extract(full, kind, HEAD)
    except OSError:
        # Whether the file can be read is asked again, and answered in words, when its row is imported.
        return path, "", {}
    return path, extraction.text, extraction.facts


def _rank(path):
    ending = PurePosixPath(path).suffix.lower().lstrip(".")
    return BEST.index(ending) if ending in BEST else len(BEST)
