"""How bytes leave the house: type, disposition, caching, ranges."""

import re
from urllib.parse import quote

from anyascii import anyascii
from django.http import FileResponse, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags

# More digits than any file has bytes are junk, and Python refuses to count with thousands of them.
RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
CHUNK = 64 * 1024
# A PDF is shown by the browser's own viewer; nothing in it may load, run or be framed by others.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; object-src 'self'; frame-ancestors 'self'"


class NoSuchBytes(Exception):
    """A range that lies outside the file."""


def deliver(request, stored, *, inline):
    """Return the response with the bytes of `stored`, whole, one range of them (206), or «not modified» (304).

    `inline` opens the file in the browser; otherwise it is saved. The entity tag is the content's hash, so a closed
    file is asked for again each time and costs nothing when it is the same.
    """
    etag = f'"{stored.sha256}"'
    if _has_already(request, etag):
        return _with_headers(HttpResponseNotModified(), stored, etag, inline)
    try:
        span = _wanted_range(request, etag, stored.size)
    except NoSuchBytes:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    else:
        response = _partial(stored, *span) if span else _whole(stored)
    return _with_headers(response, stored, etag, inline)


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


def _has_already(request, etag):
    tags = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in tags or etag in {tag.removeprefix("W/") for tag in tags}


def _wanted_range(request, etag, size):
    value = request.headers.get("Range")
    if request.method != "GET" or not value or request.headers.get("If-Range", etag) != etag:
        return None
    return parse_range(value, size)


def _whole(stored):
    response = FileResponse(stored.content.open("rb"), content_type=stored.mime)
    response["Content-Length"] = stored.size
    return response


def _partial(stored, first, last):
    def pieces():
        with stored.content.open("rb") as stream:
            stream.seek(first)
            left = last - first + 1
            while left and (piece := stream.read(min(CHUNK, left))):
                left -= len(piece)
                yield piece

    response = FileResponse(pieces(), status=206, content_type=stored.mime)
    response["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    response["Content-Length"] = last - first + 1
    return response


def _with_headers(response, stored, etag, inline):
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["Content-Disposition"] = disposition(stored.name, inline=inline)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
