"""Builders of what an import is given: a folder with files, a table beside it, the command."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from django.core.management import CommandError, call_command

HEADER = ("название", "файл", "аннотация", "вид")
REST = ("Что это и кому поможет.", "Методическая разработка")


@dataclass(frozen=True)
class Told:
    """What a run of the command has said and whether it ended well."""

    text: str
    failed: bool


def text_file(folder: Path, name: str, text: str = "Снег скрипит под ногами.") -> Path:
    """A text file in the folder, its parents made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def table(folder: Path, *rows, header=HEADER, delimiter=",", encoding="utf-8", name="table.csv") -> Path:
    """A CSV file; a row is a sequence of cells, and under the usual header its title and file are enough."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(header)
    for row in rows:
        writer.writerow([*row, *REST] if header is HEADER and len(row) == 2 else row)
    path = folder / name
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def row(folder: Path, **cells) -> Path:
    """A table with one row: a title, the file «урок.txt», an annotation, a kind, and `cells` by their English names."""
    text_file(folder, "урок.txt")
    usual = {"title": "Урок о снеге", "file": "урок.txt", "annotation": REST[0], "kind": REST[1]}
    filled = {**usual, **cells}
    return table(folder, list(filled.values()), header=list(filled))


def run(path: Path, *options: str, folder: Path | None = None) -> Told:
    """`manage.py import_materials` on the table; the files lie beside it unless `folder` is given."""
    out = io.StringIO()
    try:
        call_command("import_materials", str(path), "--files", str(folder or path.parent), *options, stdout=out)
    except CommandError as error:
        return Told(f"{out.getvalue()}{error}", True)
    return Told(out.getvalue(), False)
