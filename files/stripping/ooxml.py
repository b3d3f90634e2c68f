"""DOCX, PPTX, XLSX without authors, company, comments and paths of the computer they were written on.

Text under revision stays, without names and dates. The parts of the document itself are changed by exact patterns and never
parsed and written anew: the prefixes of their namespaces carry meaning.
"""

import posixpath
import re
import zipfile
from xml.etree import ElementTree

from files.stripping.packages import clean_picture, demand_plain, rewrite

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
# Last words of the types of relations whose parts go.
DROPPED = {
    "core-properties",
    "custom-properties",
    "thumbnail",
    "comments",
    "commentsExtended",
    "commentsIds",
    "commentsExtensible",
    "people",
    "commentAuthors",
    "authors",
    "threadedComment",
    "person",
    "attachedTemplate",
}
# Of the facts about the document these say nothing of people.
COUNTS = {"Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs", "Slides", "Notes"}
NAME = rb"[\w.-]+"
VALUE = rb"""(?:"[^"]*"|'[^']*')"""
MARKS = re.compile(
    rb"<%b:(commentRangeStart|commentRangeEnd|commentReference|attachedTemplate|absPath)\b[^>]*?(?:/>|>\s*</%b:\1>)"
    % (NAME, NAME)
)
AUTHORS = re.compile(rb"(\s(?:%b:author|userName)=)%b" % (NAME, VALUE))
DATES = re.compile(rb"\s%b:(?:date|dateUtc|initials)=%b" % (NAME, VALUE))
LEGACY = re.compile(rb"<(?:%b:)?legacyDrawing\b[^>]*?id=(%b)[^>]*?/>" % (NAME, VALUE))
NOTE, ANY_OBJECT = b'ObjectType="Note"', b"ObjectType="


def clean(source, target):
    """Write the clean copy of the Office file `source` to `target`."""
    with zipfile.ZipFile(source) as archive:
        dropped, links = _to_drop(archive)

    def change(name, data):
        if name in dropped:
            return None
        if name == "[Content_Types].xml":
            return _without_rows(data, TYPES, lambda row: row.get("PartName", "").lstrip("/") in dropped)
        if name.endswith(".rels"):
            return _without_rows(data, RELATIONS, lambda row: row.get("Id") in links[name])
        if name.lower() == "docprops/app.xml":
            return _counts_only(data)
        if name.endswith(".xml"):
            return _without_people(data, links.get(_relations_of(name), ()))
        return clean_picture(name, data)

    rewrite(source, target, change)


def _to_drop(archive):
    """Return (names of the parts that go, {part of relations: ids of those that go})."""
    dropped, links = set(), {}
    names = set(archive.namelist())
    for part in names:
        if not part.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(part))
        links[part] = set()
        for row in ElementTree.fromstring(archive.read(part)):
            target = _resolved(base, row.get("Target", ""))
            kind = row.get("Type", "").rsplit("/", 1)[-1]
            if kind in DROPPED or (kind == "vmlDrawing" and target in names and _only_notes(archive.read(target))):
                links[part].add(row.get("Id"))
                if row.get("TargetMode") != "External":
                    dropped |= {target, _relations_of(target)}
    return dropped, links


def _resolved(base, target):
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(base, target))


def _relations_of(part):
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _only_notes(drawing):
    """The boxes of a sheet's comments; buttons and other things in the same drawing keep it."""
    return 0 < drawing.count(NOTE) == drawing.count(ANY_OBJECT)


def _without_rows(data, namespace, goes):
    root = ElementTree.fromstring(data)
    for row in [row for row in root if goes(row)]:
        root.remove(row)
    ElementTree.register_namespace("", namespace)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _counts_only(data):
    root = ElementTree.Element(f"{{{PROPERTIES}}}Properties")
    for row in ElementTree.fromstring(data):
        name = row.tag.rpartition("}")[2]
        if name in COUNTS and (row.text or "").strip().isdecimal():
            ElementTree.SubElement(root, f"{{{PROPERTIES}}}{name}").text = row.text.strip()
    ElementTree.register_namespace("", PROPERTIES)
    return ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _without_people(data, gone):
    demand_plain(data)
    data = AUTHORS.sub(rb'\1""', DATES.sub(b"", MARKS.sub(b"", data)))
    return LEGACY.sub(lambda found: b"" if found[1][1:-1].decode() in gone else found[0], data)
