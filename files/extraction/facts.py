"""What a file says of itself beside its text: title, author, year of its making. Often wrong, never trusted blindly."""

import re

import olefile
import pypdfium2
from pypdfium2 import raw

from files.extraction.archive import Archive
from files.extraction.cleaning import clean
from files.extraction.markup import Handler, parse

LONGEST = 300
BUDGET = 1024 * 1024
YEAR = re.compile(r"(?:19|20)\d\d")
# Name of an element → fact; of several the first filled one counts.
ELEMENTS = {
    "title": "title",
    "creator": "author",
    "meta:initial-creator": "author",
    "created": "year",
    "meta:creation-date": "year",
}
PARTS = ("docProps/core.xml", "meta.xml")
PACKAGES = frozenset({"docx", "pptx", "xlsx", "odt", "odp", "ods"})
OLE = frozenset({"doc", "xls", "ppt"})


def facts_of(kind: str, path: str) -> dict[str, str]:
    """The filled ones of "title", "author" and "year" that the file at `path` names in its own metadata.

    A PDF with a structure for screen readers has "tagged": "yes" beside them.

    kind as in `reading.read`. Raises whatever a damaged file makes its reader raise.
    """
    if kind in PACKAGES:
        found = _of_package(path)
    elif kind == "pdf":
        found = _of_pdf(path)
    else:
        found = _of_ole(path) if kind in OLE else {}
    facts = {name: " ".join(clean(text).split())[:LONGEST] for name, text in found.items()}
    if "year" in facts:
        year = YEAR.search(facts["year"])
        facts["year"] = year[0] if year else ""
    return {name: text for name, text in facts.items() if text}


class _Properties(Handler):
    def __init__(self):
        self.facts: dict[str, str] = {}
        self._open = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        fact = ELEMENTS.get(name, "")
        self._open = "" if self.facts.get(fact) else fact

    def end(self, name: str) -> None:
        self._open = ""

    def text(self, data: str) -> None:
        if self._open:
            self.facts[self._open] = self.facts.get(self._open, "") + data


def _of_package(path: str) -> dict[str, str]:
    properties = _Properties()
    with Archive(path, BUDGET) as archive:
        for part in PARTS:
            if part in archive.names:
                parse(archive.chunks(part), properties)
    return properties.facts


def _of_pdf(path: str) -> dict[str, str]:
    document = pypdfium2.PdfDocument(path)
    try:
        told = document.get_metadata_dict(skip_empty=True)
        tagged = raw.FPDFCatalog_IsTagged(document)
    finally:
        document.close()
    names = {"Title": "title", "Author": "author", "CreationDate": "year"}
    facts = {names[name]: text for name, text in told.items() if name in names}
    return {**facts, "tagged": "yes"} if tagged else facts


def _of_ole(path: str) -> dict[str, str]:
    with olefile.OleFileIO(path) as file:
        told = file.get_metadata()
    # The strings are bytes in the code page the file names.
    page = f"cp{told.codepage}" if told.codepage and told.codepage > 0 and told.codepage != 65001 else "utf-8"
    facts = {"title": told.title, "author": told.author, "year": str(told.create_time or "")}
    return {
        name: text.decode(page, errors="replace") if isinstance(text, bytes) else text
        for name, text in facts.items()
        if text
    }
