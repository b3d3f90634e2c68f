"""Small real files made by hand, each of what a test is about and nothing else."""

import struct
import zipfile
from itertools import pairwise
from pathlib import Path

OFFICE = "http://schemas.openxmlformats.org/"
RELATION = OFFICE + "officeDocument/2006/relationships"
W = (
    f'xmlns:w="{OFFICE}wordprocessingml/2006/main" xmlns:mc="{OFFICE}markup-compatibility/2006"'
    f' xmlns:m="{OFFICE}officeDocument/2006/math" xmlns:r="{RELATION}"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
P = (
    f'xmlns:p="{OFFICE}presentationml/2006/main" xmlns:a="{OFFICE}drawingml/2006/main" xmlns:r="{RELATION}"'
    ' xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
)
ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("draw", "drawing"),
        ("manifest", "manifest"),
        ("meta", "meta"),
    ]
)
MAIN_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
}


def zip_of(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A zip file with the given parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def relations(targets: dict[str, tuple[str, str]]) -> str:
    """A part with relations: id -> (last word of the type, target)."""
    rows = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{OFFICE}package/2006/relationships">{rows}</Relationships>'


def content_types(kind: str, main: str) -> str:
    """[Content_Types].xml of an Office file of a kind."""
    row = f'<Override PartName="/{main}" ContentType="{MAIN_TYPES[kind]}"/>'
    return f'<Types xmlns="{OFFICE}package/2006/content-types">{row}</Types>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A Word paragraph; a run without markup is plain text."""
    runs = "".join(run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def heading(text: str, style: str = "Heading1") -> str:
    """A Word paragraph in a heading style."""
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


def docx(
    path: Path,
    body: str,
    *,
    doctype: str = "",
    styles: str = "",
    notes: str = "",
    running: dict[str, str] | None = None,
    pages: int | None = None,
) -> Path:
    """A DOCX file with the body's markup; `running` are headers and footers by the names of their parts."""
    running = running or {}
    main = {"st": ("styles", "styles.xml"), "fn": ("footnotes", "footnotes.xml")}
    main |= {name: (name.rstrip("0123456789"), f"{name}.xml") for name in running}
    parts = {
        "[Content_Types].xml": content_types("docx", "word/document.xml"),
        "_rels/.rels": relations(
            {"a": ("officeDocument", "word/document.xml"), "b": ("extended-properties", "docProps/app.xml")}
        ),
        "word/_rels/document.xml.rels": relations(main),
        "word/document.xml": f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>',
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{notes}</w:footnotes>"
    for name, content in running.items():
        parts[f"word/{name}.xml"] = f"<w:hdr {W}>{content}</w:hdr>"
    if pages is not None:
        parts["docProps/app.xml"] = f"<Properties><Pages>{pages}</Pages></Properties>"
    return zip_of(path, parts)


def shape(*lines: str) -> str:
    """A PowerPoint shape with a paragraph for each line; a line with markup is taken as it is."""
    lines = "".join(line if line.startswith("<") else f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp><p:txBody>{lines}</p:txBody></p:sp>"


def pptx(
    path: Path,
    slides: dict[str, str],
    *,
    order: list[str] | None = None,
    notes: dict[str, str] | None = None,
    diagrams: dict[str, str] | None = None,
) -> Path:
    """A PPTX file: shapes by the names of slides, shown in `order`; notes and diagrams by the names of slides."""
    notes, diagrams = notes or {}, diagrams or {}
    shown = "".join(f'<p:sldId id="1" r:id="{name}"/>' for name in order or slides)
    parts = {
        "[Content_Types].xml": content_types("pptx", "ppt/presentation.xml"),
        "_rels/.rels": relations({"a": ("officeDocument", "ppt/presentation.xml")}),
        "ppt/_rels/presentation.xml.rels": relations({name: ("slide", f"slides/{name}.xml") for name in slides}),
        "ppt/presentation.xml": f"<p:presentation {P}><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>",
    }
    for name, shapes in slides.items():
        parts[f"ppt/slides/{name}.xml"] = f"<p:sld {P}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
        parts[f"ppt/slides/_rels/{name}.xml.rels"] = relations(
            {"n": ("notesSlide", f"../notesSlides/{name}.xml"), "d": ("diagramData", f"../diagrams/{name}.xml")}
        )
    for name, shapes in notes.items():
        parts[f"ppt/notesSlides/{name}.xml"] = f"<p:notes {P}>{shapes}</p:notes>"
    for name, content in diagrams.items():
        parts[f"ppt/diagrams/{name}.xml"] = f"<dgm:dataModel {P}>{content}</dgm:dataModel>"
    return zip_of(path, parts)


def odt(
    path: Path, body: str, *, automatic: str = "", styles: str = "", manifest: str = "", pages: int | None = None
) -> Path:
    """An ODT file: the body's markup, automatic styles of content.xml, named styles, rows of the manifest."""
    content = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    content += f"<office:body><office:text>{body}</office:text></office:body>"
    count = f'<meta:document-statistic meta:page-count="{pages}"/>' if pages is not None else ""
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{manifest}</manifest:manifest>",
        "styles.xml": f"<office:document-styles {ODF}>{styles}</office:document-styles>",
        "meta.xml": f"<office:document-meta {ODF}>{count}</office:document-meta>",
        "content.xml": f"<office:document-content {ODF}>{content}</office:document-content>",
    }
    return zip_of(path, parts)


def pdf(path: Path, pages: list[str], *, locked: bool = False) -> Path:
    """A PDF file with the lines of each page; `locked` asks for a password nobody knows."""
    letters = sorted(set("".join(pages)) - {"\n"})
    codes = {letter: number for number, letter in enumerate(letters, start=1)}
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(codes)]
    kids = []
    for page in pages:
        first = len(objects) + 1
        kids.append(f"{first} 0 R")
        entries = f"/Resources << /Font << /F 3 0 R >> >> /Contents {first + 1} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {entries} >>".encode())
        objects.append(stream(_lines(page, codes)))
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>".encode()
    trailer = "/ID [<00> <00>]"
    if locked:
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'11' * 32}> /U <{'22' * 32}> >>".encode())
        trailer += f" /Encrypt {len(objects)} 0 R"
    path.write_bytes(pdf_of(objects, trailer))
    return path


def long_pdf(path: Path, lines: list[str], count: int) -> Path:
    """A small PDF file of `count` pages that all show the same `lines`: long work for whoever reads it."""
    page = "\n".join(lines)
    codes = {letter: number for number, letter in enumerate(sorted(set(page) - {"\n"}), start=1)}
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", *_font(codes), stream(_lines(page, codes))]
    content, first = len(objects), len(objects) + 1
    entries = f"/MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> /Contents {content} 0 R"
    objects += [f"<< /Type /Page /Parent 2 0 R {entries} >>".encode()] * count
    kids = " ".join(f"{first + number} 0 R" for number in range(count))
    objects[1] = f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode()
    path.write_bytes(pdf_of(objects))
    return path


def endless_pdf(path: Path) -> Path:
    """A PDF file of many seconds of honest work: not one slow step, which a newer library makes quick, but very many quick ones.

    No two lines are alike: PDFium passes over a text that is shown again, and is soon through.
    """
    return long_pdf(path, [f"{number} {'слово за словом ' * 4}" for number in range(60)], 20_000)


def pdf_of(objects: list[bytes], trailer: str = "") -> bytes:
    """A PDF file of the given objects, the first of them the catalogue."""
    data, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return bytes(data) + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer.encode(),
        start,
    )


def stream(content: bytes, entries: str = "") -> bytes:
    """A PDF stream object; `entries` go into its dictionary."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries.encode(), content)


def _lines(page: str, codes: dict[str, int]) -> bytes:
    shown = "\n".join(
        f"<{''.join(f'{codes[letter]:04x}' for letter in line)}> Tj 0 -14 Td" for line in page.split("\n")
    )
    return f"BT /F 12 Tf 50 780 Td\n{shown}\nET".encode()


def _font(codes: dict[str, int]) -> list[bytes]:
    """A font without outlines whose letters are known by their ToUnicode table (objects 3 to 6)."""
    rows = "\n".join(f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    )
    return [
        b"<< /Type /Font /Subtype /Type0 /BaseFont /T /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /T /DW 600 /FontDescriptor 5 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        b"<< /Type /FontDescriptor /FontName /T /Flags 4 /FontBBox [0 0 600 800] /ItalicAngle 0 /Ascent 800"
        b" /Descent -200 /CapHeight 700 /StemV 80 >>",
        stream(table.encode()),
    ]


def ole(path: Path, *names: str) -> Path:
    """An OLE container with empty streams of the given names: header, allocation table, directory."""
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    entries = b"".join(_ole_entry(name, kind) for name, kind in [("Root Entry", 5), *((name, 2) for name in names)])
    directory = entries.ljust(-(-len(entries) // 512) * 512, b"\0")
    sectors = len(directory) // 512
    links = [0xFFFFFFFD, *range(2, sectors + 1), 0xFFFFFFFE]
    table = struct.pack("<128I", *links, *[0xFFFFFFFF] * (128 - len(links)))
    path.write_bytes(header + table + directory)
    return path


def _ole_entry(name: str, kind: int) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    return (label.ljust(64, b"\0") + struct.pack("<HBB", len(label), kind, 1)).ljust(128, b"\0")


def texts(extraction) -> list[str]:
    """The text from each place of an extraction to the next one."""
    starts = [place.start for place in extraction.places] + [len(extraction.text)]
    return [extraction.text[start:end].strip() for start, end in pairwise(starts)]


def texts_by_label(extraction) -> dict[str, str]:
    """The same by the labels of the places."""
    return dict(zip((place.label for place in extraction.places), texts(extraction), strict=True))
