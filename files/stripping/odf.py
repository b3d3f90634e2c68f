"""ODT, ODP, ODS without authors, dates, comments and printers. Text under revision stays, without names."""

import re

from files.refusals import Refused
from files.stripping.packages import LOCKED, clean_picture, demand_plain, rewrite

DROPPED = {"META-INF/documentsignatures.xml"}
COMMENTS = re.compile(
    rb"<office:annotation\b(?:[^>]*/>|.*?</office:annotation>)|<office:annotation-end\b[^>]*/>", re.DOTALL
)
PEOPLE = re.compile(rb"(<(dc:creator|dc:date|meta:creator-initials|meta:initial-creator)\b[^>]*>)[^<]*(?=</\2>)")
PRINTER = re.compile(rb'(<config:config-item\b[^>]*config:name="Printer(?:Name|Setup)"[^>]*>)[^<]*')
COUNTS = re.compile(rb"<meta:document-statistic\b[^>]*/>")
META = (
    b'<?xml version="1.0" encoding="UTF-8"?>'
    b'<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    b' xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2">'
    b"<office:meta>%b</office:meta></office:document-meta>"
)


def clean(source, target):
    """Write the clean copy of the OpenDocument file `source` to `target`. Raises Refused for a locked one."""
    rewrite(source, target, _change)


def _change(name, data):
    if name in DROPPED:
        return None
    if not name.endswith(".xml"):
        return clean_picture(name, data)
    demand_plain(data)
    if name == "META-INF/manifest.xml" and b"encryption-data" in data:
        raise Refused(LOCKED)
    if name.rpartition("/")[2] == "meta.xml":
        return META % b"".join(COUNTS.findall(data)[:1])
    if name.rpartition("/")[2] == "settings.xml":
        return PRINTER.sub(rb"\1", data)
    # A date of 1970 where the standard demands one: an empty one is an error.
    return PEOPLE.sub(_nobody, COMMENTS.sub(b"", data))


def _nobody(found):
    return found[1] + (b"1970-01-01T00:00:00" if found[2] == b"dc:date" else b"")
