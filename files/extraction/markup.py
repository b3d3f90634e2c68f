"""XML from strangers, read as a stream: no document type, no entities, no deep nesting."""

from collections.abc import Iterable
from xml.parsers import expat

from files.extraction.result import State, Unreadable

MAX_DEPTH = 400
FORBIDDEN = "Файл отклонён: в его разметке есть объявления, которых в документах не бывает и которые бывают опасны."
TOO_DEEP = "Файл отклонён: его разметка вложена слишком глубоко, у обычного документа такого не бывает."

# A start handler answers SKIP to pass over the element with all that is in it.
SKIP = object()

_OFFICE = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
PREFIXES = {
    _OFFICE + "wordprocessingml/2006/main": "w",
    _STRICT + "wordprocessingml/main": "w",
    _OFFICE + "presentationml/2006/main": "p",
    _STRICT + "presentationml/main": "p",
    _OFFICE + "spreadsheetml/2006/main": "x",
    _STRICT + "spreadsheetml/main": "x",
    _OFFICE + "drawingml/2006/main": "a",
    _STRICT + "drawingml/main": "a",
    _OFFICE + "officeDocument/2006/math": "m",
    _STRICT + "officeDocument/math": "m",
    _OFFICE + "officeDocument/2006/relationships": "r",
    _STRICT + "officeDocument/relationships": "r",
    _OFFICE + "markup-compatibility/2006": "mc",
    _ODF + "text:1.0": "text",
    _ODF + "table:1.0": "table",
    _ODF + "office:1.0": "office",
    _ODF + "drawing:1.0": "draw",
    _ODF + "presentation:1.0": "presentation",
    _ODF + "style:1.0": "style",
    _ODF + "xsl-fo-compatible:1.0": "fo",
    _ODF + "manifest:1.0": "manifest",
    _ODF + "meta:1.0": "meta",
}


class Handler:
    """What a reader gives to `parse`; it fills in what it cares about.

    Names of elements and attributes are short: "w:p", "text:h".
    """

    def start(self, name: str, attributes: dict[str, str]) -> object:
        """An element begins; the answer SKIP passes over it."""

    def end(self, name: str) -> None:
        """An element that was not passed over ends."""

    def text(self, data: str) -> None:
        """Text inside elements that were not passed over."""


def parse(chunks: Iterable[bytes], handler: Handler, *, document_type: bool = False) -> None:
    """Stream an XML part through `handler`.

    document_type  take a document type that only names its rules and declares nothing; nobody fetches them

    Of the versions inside mc:AlternateContent only the first is seen: a text box stands there twice, as a
    drawing and as an older picture. Names of unknown namespaces come without a prefix.

    Raises Unreadable (refused) for a document type or entities, xml.parsers.expat.ExpatError for damaged XML.
    """
    stream = _Stream(handler, document_type)
    for chunk in chunks:
        stream.parser.Parse(chunk, False)
    stream.parser.Parse(b"", True)


class _Stream:
    def __init__(self, handler: Handler, document_type: bool):
        self.handler = handler
        self.document_type = document_type
        self.depth = 0
        self.skipped_from = 0  # depth of the element that is being passed over, 0 when none is
        self.alternatives: list[bool] = []  # for each open mc:AlternateContent: was a version taken?
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.refuse

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable(State.REFUSED, TOO_DEEP)
        if self.skipped_from:
            return
        name = self.short(name)
        attributes = {self.short(key): value for key, value in attributes.items()}
        if self._is_second_version(name) or self.handler.start(name, attributes) is SKIP:
            self.skipped_from = self.depth

    def _is_second_version(self, name: str) -> bool:
        if name == "mc:AlternateContent":
            self.alternatives.append(False)
        elif name in ("mc:Choice", "mc:Fallback") and self.alternatives:
            if self.alternatives[-1]:
                return True
            self.alternatives[-1] = True
        return False

    def end(self, name: str) -> None:
        depth, self.depth = self.depth, self.depth - 1
        if self.skipped_from:
            if depth == self.skipped_from:
                self.skipped_from = 0
            return
        name = self.short(name)
        if name == "mc:AlternateContent":
            self.alternatives.pop()
        self.handler.end(name)

    def text(self, data: str) -> None:
        if not self.skipped_from:
            self.handler.text(data)

    def doctype(self, _name, _system, _public, has_declarations: bool) -> None:
        if has_declarations or not self.document_type:
            self.refuse()

    def refuse(self, *_declaration) -> None:
        raise Unreadable(State.REFUSED, FORBIDDEN)

    def short(self, name: str) -> str:
        known = self.names.get(name)
        if known is None:
            namespace, _, local = name.rpartition(" ")
            prefix = PREFIXES.get(namespace)
            known = self.names[name] = f"{prefix}:{local}" if prefix else local
        return known
