"""Files that say everything a file can say of its author: the name below stands in each place a programme puts it."""

import io
import zipfile

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.files.building import OFFICE, P, W, content_types, odt, paragraph, pdf_of, relations, stream, zip_of

NAME = "Anna-Canary"
WORDS = "Snow-is-white"
PACKAGE = f"{OFFICE}package/2006/relationships"
CORE = f'<cp:coreProperties xmlns:cp="{PACKAGE}" xmlns:dc="urn:dc"><dc:creator>{NAME}</dc:creator></cp:coreProperties>'
APP = (
    f'<Properties xmlns="{OFFICE}officeDocument/2006/extended-properties"><Company>{NAME}</Company>'
    f"<Manager>{NAME}</Manager><Template>C:\\Users\\{NAME}\\a.dotx</Template><Pages>3</Pages></Properties>"
)
MARKS = {"core": ("core-properties", "docProps/core.xml"), "app": ("extended-properties", "docProps/app.xml")}


def photograph(form="JPEG", *, turned=False, size=(60, 40)):
    """A picture with an author and a place in everything its format has for that."""
    exif = Image.Exif()
    exif[0x013B], exif[0x010E] = NAME, NAME
    exif.get_ifd(0x8825)[1] = "N"
    if turned:
        exif[0x0112] = 6
    saved = {"exif": exif, "xmp": f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode(), "comment": NAME.encode()}
    if form == "PNG":
        saved = {"exif": exif, "pnginfo": PngInfo()}
        saved["pnginfo"].add_text("Author", NAME)
    if form == "WEBP":
        saved = {"exif": exif.tobytes(), "xmp": saved["xmp"], "lossless": True}
    content = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    picture.save(content, form, **saved)
    # Telephones put a second picture, or words, behind the end of the first.
    return content.getvalue() + (NAME.encode() if form in ("JPEG", "PNG") else b"")


def named_docx(path):
    """A Word file with properties, comments, people, revisions, a template's path and a photograph."""
    who = f'w:id="1" w:author="{NAME}" w:date="2026-01-01T00:00:00Z"'
    start, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    mark = '<w:r><w:commentReference w:id="1"/></w:r>'
    inserted = f"<w:ins {who}><w:r><w:t>{WORDS}</w:t></w:r></w:ins>"
    body = paragraph(start, "Снег", end, mark) + f"<w:p>{inserted}</w:p>"
    note = paragraph(f"note of {NAME}")
    inner = {
        "c": ("comments", "comments.xml"),
        "p": ("people", "people.xml"),
        "i": ("image", "media/photo.jpeg"),
        "s": ("settings", "settings.xml"),
    }
    template = f'<Relationship Id="t" Type="x/attachedTemplate" Target="file:///C:/{NAME}.dotx" TargetMode="External"/>'
    parts = {
        "[Content_Types].xml": content_types("docx", "word/document.xml").replace(
            "</Types>",
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/comments.xml" ContentType="application/xml"/></Types>',
        ),
        "_rels/.rels": relations({"d": ("officeDocument", "word/document.xml"), **MARKS}),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "word/_rels/document.xml.rels": relations(inner),
        "word/_rels/settings.xml.rels": relations({}).replace("</Relationships>", f"{template}</Relationships>"),
        "word/settings.xml": f'<w:settings {W}><w:attachedTemplate r:id="t"/></w:settings>',
        "word/comments.xml": f'<w:comments {W}><w:comment {who} w:initials="{NAME}">{note}</w:comment></w:comments>',
        "word/people.xml": f'<w15:people xmlns:w15="urn:p"><w15:person w15:author="{NAME}"/></w15:people>',
        "word/media/photo.jpeg": photograph(),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    return zip_of(path, parts)


def named_pptx(path):
    """A presentation with the comments of a reader."""
    parts = {
        "[Content_Types].xml": content_types("pptx", "ppt/presentation.xml"),
        "_rels/.rels": relations({"d": ("officeDocument", "ppt/presentation.xml"), **MARKS}),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "ppt/_rels/presentation.xml.rels": relations(
            {"s": ("slide", "slides/s1.xml"), "a": ("commentAuthors", "commentAuthors.xml")}
        ),
        "ppt/presentation.xml": f'<p:presentation {P}><p:sldIdLst><p:sldId id="1" r:id="s"/></p:sldIdLst></p:presentation>',
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor name="{NAME}"/></p:cmAuthorLst>',
        "ppt/comments/c1.xml": f"<p:cmLst {P}><p:cm><p:text>{NAME}</p:text></p:cm></p:cmLst>",
        "ppt/slides/s1.xml": f"<p:sld {P}><a:t>{WORDS}</a:t></p:sld>",
        "ppt/slides/_rels/s1.xml.rels": relations({"c": ("comments", "../comments/c1.xml")}),
    }
    return zip_of(path, parts)


def named_xlsx(path):
    """A workbook with notes on cells, the boxes they are drawn in, and the path where it lay."""
    sheet = f"{OFFICE}spreadsheetml/2006/main"
    here = f'<x15ac:absPath xmlns:x15ac="urn:x" url="C:\\{NAME}\\"/>'
    box = f'<xml xmlns:x="urn:schemas-microsoft-com:office:excel"><x:ClientData ObjectType="Note"/>{NAME}</xml>'
    parts = {
        "[Content_Types].xml": content_types("xlsx", "xl/workbook.xml"),
        "_rels/.rels": relations({"d": ("officeDocument", "xl/workbook.xml"), **MARKS}),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "xl/_rels/workbook.xml.rels": relations({"s": ("worksheet", "worksheets/sheet1.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{sheet}"><fileSharing userName="{NAME}"/>{here}</workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{sheet}" xmlns:r="urn:r">'
        f'<c>{WORDS}</c><legacyDrawing r:id="v"/></worksheet>',
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            {"c": ("comments", "../comments1.xml"), "v": ("vmlDrawing", "../drawings/vmlDrawing1.vml")}
        ),
        "xl/comments1.xml": f'<comments xmlns="{sheet}"><authors><author>{NAME}</author></authors></comments>',
        "xl/drawings/vmlDrawing1.vml": box,
    }
    return zip_of(path, parts)


def named_odt(path):
    """An OpenDocument text with a comment, a revision and properties."""
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    who = f"<dc:creator {dc}>{NAME}</dc:creator><dc:date {dc}>2026-01-01T00:00:00</dc:date>"
    comment = f'<office:annotation office:name="1">{who}<text:p>{NAME}</text:p></office:annotation>'
    change = f"<text:changed-region><office:change-info>{who}</office:change-info></text:changed-region>"
    change = f"<text:tracked-changes>{change}</text:tracked-changes>"
    made = odt(path, f"{change}<text:p>{WORDS}{comment}</text:p>", pages=3)
    with zipfile.ZipFile(made) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    meta = parts["meta.xml"].decode()
    parts["meta.xml"] = meta.replace(
        "</office:document-meta>", f"<dc:creator {dc}>{NAME}</dc:creator></office:document-meta>"
    )
    printer = f'<config:config-item xmlns:config="urn:c" config:name="PrinterName">{NAME}</config:config-item>'
    parts["settings.xml"] = f"<office:document-settings xmlns:office='urn:o'>{printer}</office:document-settings>"
    return zip_of(path, parts)


def named_pdf(path):
    """A PDF with information, XMP of the document, of its page and of a picture, EXIF in the picture, a signed note."""
    xmp = stream(f"<x:xmpmeta>{NAME}</x:xmpmeta>".encode(), "/Type /Metadata /Subtype /XML")
    picture = photograph()
    entries = "/Type /XObject /Subtype /Image /Width 60 /Height 40 /ColorSpace /DeviceRGB /BitsPerComponent 8"
    note = f"<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /T ({NAME}) /Contents (note of {NAME}) >>"
    stamp = f"<< /Type /Annot /Subtype /Square /Rect [9 9 20 20] /T ({NAME}) /C [1 0 0] >>"
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Metadata 5 0 R"
        f" /PieceInfo << /Draw << /Private << /Who ({NAME}) >> >> >>"
        " /Resources << /XObject << /I 6 0 R >> /Font << /F 10 0 R >> >> /Annots [7 0 R 8 0 R] >>"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page.encode(),
        stream(f"BT /F 12 Tf 50 200 Td ({WORDS}) Tj ET q 60 0 0 40 50 50 cm /I Do Q".encode()),
        xmp,
        stream(picture, f"{entries} /Filter /DCTDecode /Metadata 5 0 R"),
        note.encode(),
        stamp.encode(),
        f"<< /Author ({NAME}) /Title ({NAME}) >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    path.write_bytes(pdf_of(objects, "/Info 9 0 R"))
    return path
