#!/usr/bin/env python
"""Builds the files of the demo library (`demo/works/`) from their texts (`demo/sources/`).

    python demo/build.py                      every file
    python demo/build.py drobi-na-kuhne …     only these sources, by their names without `.md`

Needs LibreOffice with Writer, Calc and Impress; pictures need `pdftoppm` too. What a source may hold is said in
demo/README.md.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import yaml
from building.documents import document
from building.plain import plain_text
from building.sheets import spreadsheet
from building.slides import presentation

DEMO = Path(__file__).resolve().parent
SOURCES, WORKS = DEMO / "sources", DEMO / "works"
# Ending of the built file → ending of the flat text, who writes it, LibreOffice's filter.
FLAT = {
    "docx": ("fodt", document, "MS Word 2007 XML"),
    "odt": ("fodt", document, "writer8"),
    "doc": ("fodt", document, "MS Word 97"),
    "rtf": ("fodt", document, "Rich Text Format"),
    "pdf": ("fodt", document, "writer_pdf_Export"),
    "xlsx": ("fods", spreadsheet, "Calc MS Excel 2007 XML"),
    "xls": ("fods", spreadsheet, "MS Excel 97"),
    "ods": ("fods", spreadsheet, "calc8"),
    "pptx": ("fodp", presentation, "Impress MS PowerPoint 2007 XML"),
    "ppt": ("fodp", presentation, "MS PowerPoint 97"),
    "odp": ("fodp", presentation, "impress8"),
}
PICTURES = {"png": "-png", "jpg": "-jpeg"}
# The moment in the directory of an archive: the same at every building.
PACKED_AT = (2026, 9, 1, 9, 0, 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="имена текстов без .md; без имён — все")
    parser.add_argument("--soffice", default="soffice", help="программа LibreOffice")
    options = parser.parse_args()
    names = options.names or sorted(path.stem for path in SOURCES.glob("*.md"))
    WORKS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        build({name: read_source(name) for name in names}, Office(options.soffice, Path(folder)))


def read_source(name):
    """The front matter and the Markdown of a source. Exits when it is not there or has no front matter."""
    path = SOURCES / f"{name}.md"
    if not path.exists():
        sys.exit(f"Нет текста {path}")
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def build(sources, office):
    """Build the files of `sources` (name → front matter and Markdown) into WORKS, archives after what they hold."""
    for ending in FLAT:
        office.convert(ending, [source for source in sources.values() if is_a(source, ending)], WORKS)
    for source in sources.values():
        if is_a(source, *PICTURES):
            draw(source, office)
        elif is_a(source, "txt"):
            (WORKS / source[0]["file"]).write_bytes(in_bytes(*source))
    for source in sources.values():
        if is_a(source, "zip"):
            pack(*source)
    for head, _ in sources.values():
        print(f"{(WORKS / head['file']).stat().st_size // 1024:>5} КБ  {head['file']}")


def is_a(source, *endings):
    return Path(source[0]["file"]).suffix[1:] in endings


class Office:
    """LibreOffice with a profile of its own in the empty `folder`, where its flat texts lie too."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder

    def convert(self, ending, sources, to):
        """Make files with `ending` of the sources in the folder `to`. Raises CalledProcessError, FileNotFoundError."""
        if not sources:
            return
        flat, writer, filter_name = FLAT[ending]
        place = self.folder / ending
        place.mkdir(exist_ok=True)
        paths = []
        for head, body in sources:
            paths.append(place / f"{Path(head['file']).stem}.{flat}")
            paths[-1].write_text(writer(head, body), encoding="utf-8")
        command = [self.program, f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--convert-to"]
        subprocess.run(
            [*command, f"{ending}:{filter_name}", "--outdir", place, *paths],
            check=True,
            capture_output=True,
            timeout=600,
        )
        for path in paths:
            # LibreOffice ends with 0 even when it could not read a text: then there is nothing to move.
            shutil.move(path.with_suffix(f".{ending}"), to / f"{path.stem}.{ending}")


def draw(source, office):
    """A picture of the first page."""
    path = Path(source[0]["file"])
    office.convert("pdf", [source], office.folder)
    command = ["pdftoppm", PICTURES[path.suffix[1:]], "-r", "170", "-singlefile"]
    subprocess.run([*command, office.folder / f"{path.stem}.pdf", WORKS / path.stem], check=True)


def in_bytes(head, body):
    """A plain text; in an old encoding its lines end as they did on old machines."""
    encoding = head.get("encoding", "utf-8")
    text = plain_text(head, body)
    return text.encode("utf-8") if encoding == "utf-8" else text.replace("\n", "\r\n").encode(encoding)


def pack(head, body):
    """An archive of built files with a text that says what is in it."""
    members = [read_source(name)[0]["file"] for name in head["members"]]
    with zipfile.ZipFile(WORKS / head["file"], "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [
            ("Прочтите.txt", plain_text(head, body).encode()),
            *((name, (WORKS / name).read_bytes()) for name in members),
        ]:
            archive.writestr(zipfile.ZipInfo(name, PACKED_AT), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
