"""How bytes leave the house: type, disposition, caching, ranges, and the front server that may carry them."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from anyascii import anyascii
from django.conf import settings
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

# More digits than any file has bytes are junk, and Python refuses to count with thousands of them.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 64 * 1024
# Nothing in a file may load, run or be framed by others. What is saved is sandboxed too; the viewers of browsers draw a
# PDF in a page of their own, and older ones need these styles and objects for it (decisions/0007-inline-pdf.md).
SAVED_POLICY = "sandbox; default-src 'none'; frame-ancestors 'self'"
OPENED_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; object-src 'self'; frame-ancestors 'self'"
)
# What everybody may see is asked for again each time, and mostly answered «not modified»: it is gone from browsers with the
# next click after it was taken off the site. What is closed leaves nothing on a school's computer.
OPEN_CACHE, CLOSED_CACHE = "private, no-cache", "private, no-store"


@dataclass(frozen=True)
class Parcel:
    """Bytes on their way out.

    content   where they lie, in a private storage
    name      what people call them
    size      how many there are
    mime      their media type
    tag       names these very bytes: a hash
    inline    shown in the browser; otherwise saved
    is_open   everybody may see them
    cache     what browsers may keep, where it is not the usual
    """

    content: FieldFile
    name: str
    size: int
    mime: str
    tag: str
    inline: bool = False
    is_open: bool = False
    cache: str = OPEN_CACHE

    @classmethod
    def of_file(cls, stored, *, inline, is_open):
        """The bytes of a StoredFile."""
        return cls(stored.content, stored.name, stored.size, stored.mime, stored.sha256, inline, is_open)

    @property
    def etag(self):
        """The entity tag: equal for equal bytes."""
        return f'"{self.tag}"'


class NoSuchBytes(Exception):
    """A range that lies outside the file."""


def deliver(request, parcel):
    """Return the response with the bytes of `parcel`: whole, one range of them (206), or «not modified» (304).

    With SENDFILE_PREFIX the front server sends the bytes and cuts the ranges; who may have them is asked here all the same.
    """
    if has_already(request, parcel):
        return _with_headers(HttpResponseNotModified(), parcel)
    if settings.SENDFILE_PREFIX:
        return _with_headers(_by_front_server(parcel), parcel)
    try:
        span = wanted_range(request, parcel)
    except NoSuchBytes:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{parcel.size}"})
    else:
        response = _partial(parcel, *span) if span else _whole(parcel)
    return _with_headers(response, parcel)


def has_already(request, parcel):
    """Tell whether the browser keeps these very bytes."""
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in tags or parcel.etag in {tag.removeprefix("W/") for tag in tags}


def wanted_range(request, parcel):
    """Return (first, last) of the range that `request` asks for, None for the whole. Raises NoSuchBytes."""
    value = request.headers.get("Range")
    if request.method != "GET" or not value or request.headers.get("If-Range", parcel.etag) != parcel.etag:
        return None
    return parse_range(value, parcel.size)


def parse_range(value, size):
    """Return (first, last) bytes of a single Range header, both inclusive.

    None says: as good as no header (another unit, several ranges, junk). Raises NoSuchBytes when the file has no byte
    of the range (RFC 9110 §14).
    """
    match = RANGE.fullmatch(value.strip())
    if not match or match.group(1) == match.group(2) == "":
        return None
    first, last = match.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
    else:
        start, end = int(first), int(last) if last else size - 1
        if last and end < start:
            return None
    if start >= size:
        raise NoSuchBytes
    return start, min(end, size - 1)


def disposition(name, *, inline):
    """Return a Content-Disposition with the Russian name and a Latin one for old programmes (RFC 6266)."""
    latin = re.sub(r"[^\w .,()+-]", "_", anyascii(name)).strip() or "file"
    return f"{'inline' if inline else 'attachment'}; filename=\"{latin}\"; filename*=UTF-8''{quote(name, safe='')}"


def _by_front_server(parcel):
    address = settings.SENDFILE_PREFIX.rstrip("/") + "/" + quote(parcel.content.name)
    return HttpResponse(content_type=parcel.mime, headers={"X-Accel-Redirect": address})


def _whole(parcel):
    response = FileResponse(parcel.content.open("rb"), content_type=parcel.mime)
    response["Content-Length"] = parcel.size
    return response


def _partial(parcel, first, last):
    def pieces():
        with parcel.content.open("rb") as stream:
            stream.seek(first)
            left = last - first + 1
            while left and (piece := stream.read(min(CHUNK, left))):
                left -= len(piece)
                yield piece

    response = FileResponse(pieces(), status=206, content_type=parcel.mime)
    response["Content-Range"] = f"bytes {first}-{last}/{parcel.size}"
    response["Content-Length"] = last - first + 1
    return response


def _with_headers(response, parcel):
    response["ETag"] = parcel.etag
    if "X-Accel-Redirect" not in response:
        response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = parcel.cache if parcel.is_open else CLOSED_CACHE
    response["Content-Disposition"] = disposition(parcel.name, inline=parcel.inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = OPENED_POLICY if parcel.inline else SAVED_POLICY
    return response
