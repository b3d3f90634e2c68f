"""OLE containers with something in them, DOC and PPT files in bytes, workbooks in XLSX and ODS: small, by hand."""

import struct
from pathlib import Path

from tests.files.building import ODF, OFFICE, RELATION, content_types, relations, zip_of

SECTOR = 512
LEAST = 4096  # shorter streams would lie in a store of their own
FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
X = f'xmlns="{OFFICE}spreadsheetml/2006/main" xmlns:r="{RELATION}"'


def ole_with(path: Path, streams: dict[str, bytes]) -> Path:
    """An OLE container with streams; each is filled up with zeros to at least 4096 bytes."""
    padded = {name: data.ljust(max(LEAST, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    directory_sectors = -(-(len(padded) + 1) // 4)
    links = [*range(1, directory_sectors), END]
    entries = [_entry("Root Entry", 5, END, 0, child=1 if padded else FREE)]
    for number, (name, data) in enumerate(padded.items(), start=1):
        entries.append(_entry(name, 2, len(links), len(data), right=number + 1 if number < len(padded) else FREE))
        links += [*range(len(links) + 1, len(links) + len(data) // SECTOR), END]
    tables = next(count for count in range(1, 110) if len(links) + count <= count * 128)
    first_table = len(links)
    links += [TABLE] * tables
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<9I", 0, tables, 0, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *(first_table + n if n < tables else FREE for n in range(109)))
    directory = b"".join(entries).ljust(directory_sectors * SECTOR, b"\0")
    table = struct.pack(f"<{tables * 128}I", *links, *[FREE] * (tables * 128 - len(links)))
    path.write_bytes(header + directory + b"".join(padded.values()) + table)
    return path


def _entry(name: str, kind: int, start: int, size: int, *, right: int = FREE, child: int = FREE) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    head = label.ljust(64, b"\0") + struct.pack("<HBB3I", len(label), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def doc(path: Path, pieces: list[tuple[str, str]], *, flags: int = 0, notes: int = 0) -> Path:
    """A DOC file of (text, encoding) pieces; the last `notes` characters are footnotes."""
    text_start, body, ends, places = 1024, b"", [0], []
    for text, encoding in pieces:
        data = text.encode(encoding)
        place = text_start + len(body)
        places.append(place * 2 | 0x40000000 if encoding == "cp1252" else place)
        body += data + bytes(len(data) % 2)
        ends.append(ends[-1] + len(text))
    table = struct.pack(f"<{len(ends)}I", *ends)
    table += b"".join(struct.pack("<HIH", 0, place, 0) for place in places)
    table = b"\x01\x02\x00ab" + b"\x02" + struct.pack("<I", len(table)) + table
    main = bytearray(text_start)
    struct.pack_into("<6H", main, 0, 0xA5EC, 0xC1, 0, 0x419, 0, flags)
    struct.pack_into("<2I", main, 0x4C, ends[-1] - notes, notes)
    struct.pack_into("<2I", main, 0x1A2, 0, len(table))
    return ole_with(path, {"WordDocument": bytes(main) + body, "0Table": table})


def doc_of_word_95(path: Path, text: str, *, language: int = 0x419, magic: int = 0xA5DC) -> Path:
    """A DOC file of the time before Unicode, with Russian letters."""
    main = bytearray(768)
    data = text.encode("cp1251")
    struct.pack_into("<6H", main, 0, magic, 104, 0, language, 0, 0)
    struct.pack_into("<2I", main, 24, 768, 768 + len(data))
    return ole_with(path, {"WordDocument": bytes(main) + data})


def xlsx(path: Path, sheets: dict[str, str], *, strings: tuple[str, ...] = (), styles: str = "") -> Path:
    """An XLSX file: rows of markup by the names of sheets, shared strings, markup of styles."""
    rows = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"/>' for n, name in enumerate(sheets))
    targets = {f"s{n}": ("worksheet", f"worksheets/s{n}.xml") for n in range(len(sheets))}
    targets |= {"t": ("sharedStrings", "sharedStrings.xml"), "y": ("styles", "styles.xml")}
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    parts = {
        "[Content_Types].xml": content_types("xlsx", "xl/workbook.xml"),
        "_rels/.rels": relations({"a": ("officeDocument", "xl/workbook.xml")}),
        "xl/_rels/workbook.xml.rels": relations(targets),
        "xl/workbook.xml": f"<workbook {X}><sheets>{rows}</sheets></workbook>",
        "xl/sharedStrings.xml": f"<sst {X}>{shared}</sst>",
        "xl/styles.xml": f"<styleSheet {X}>{styles}</styleSheet>",
    }
    for number, markup in enumerate(sheets.values()):
        parts[f"xl/worksheets/s{number}.xml"] = f"<worksheet {X}><sheetData>{markup}</sheetData></worksheet>"
    return zip_of(path, parts)


def odf(path: Path, kind: str, body: str, *, manifest: str = "") -> Path:
    """An ODF file of a kind ("spreadsheet", "presentation") with the body's markup."""
    space = 'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"'
    content = f"<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{manifest}</manifest:manifest>",
        "content.xml": f"<office:document-content {ODF} {space}>{content}</office:document-content>",
    }
    return zip_of(path, parts)
