"""Pictures without EXIF, XMP, IPTC and comments: the picture itself stays as it is, byte for byte.

Only a photograph that is turned by a note in its EXIF is turned for good and written anew.
"""

import io
import re
import struct

from PIL import Image, ImageOps

from files.refusals import Refused

BROKEN = "Рисунок повреждён, копию из него не сделать."
ORIENTATION = 0x0112
QUALITY = 95
# JPEG: what belongs to the picture among the application segments: JFIF, the colour profile, Adobe's colour model.
JPEG_KEPT = {0xE0, 0xE2, 0xEE}
JPEG_SCAN, JPEG_END = 0xDA, 0xD9
# After the head of a scan: the first marker that is no part of its data.
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_DROPPED = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
WEBP_DROPPED = {b"EXIF", b"XMP "}
WEBP_FLAGS = 0x08 | 0x04  # of the header: «there is EXIF», «there is XMP»


def without_metadata(data, kind):
    """Return the picture `data` (kind jpeg, png or webp) without what it says of people and places. Raises Refused."""
    try:
        upright = _turned(data)
        return {"jpeg": _jpeg, "png": _png, "webp": _webp}[kind](upright or data)
    except (OSError, ValueError, IndexError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise Refused(BROKEN) from error


def _turned(data):
    """Return the picture written anew when it has to be turned, None when it stands upright already."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.getexif().get(ORIENTATION, 1) not in range(2, 9):
            return None
        copy = io.BytesIO()
        profile = picture.info.get("icc_profile")
        ImageOps.exif_transpose(picture).save(copy, picture.format, quality=QUALITY, icc_profile=profile)
        return copy.getvalue()


def jpeg_segments(data):
    """Yield (marker, start, end) of each segment of a JPEG, a scan with its data, to the end of the first picture.

    Raises ValueError or IndexError where it is damaged.
    """
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            raise ValueError("no marker")
        marker = data[at + 1]
        end = at + 2 + (0 if marker == JPEG_END else int.from_bytes(data[at + 2 : at + 4]))
        if marker == JPEG_SCAN:
            following = JPEG_MARKER.search(data, end)
            end = following.start() if following else len(data)
        yield marker, at, end
        if marker == JPEG_END:
            return
        at = end


def belongs_to_jpeg(marker, start):
    """Tell whether a segment belongs to the picture itself; `start` are its first bytes."""
    if marker == 0xE2:
        return not start.startswith(b"MPF\0")
    return marker in JPEG_KEPT or not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _jpeg(data):
    # What cameras put behind the end, whole pictures with EXIF of their own, is not carried over.
    segments = jpeg_segments(data)
    kept = [data[start:end] for marker, start, end in segments if belongs_to_jpeg(marker, data[start + 4 : end])]
    return b"".join([data[:2], *kept])


def _png(data):
    kept, at = [PNG_HEAD], len(PNG_HEAD)
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        if name not in PNG_DROPPED:
            kept.append(data[at : at + 12 + length])
        at += 12 + length
        if name == b"IEND":
            break
    return b"".join(kept)


def _webp(data):
    kept, at = [], 12
    while at + 8 <= len(data):
        name, length = struct.unpack("<4sI", data[at : at + 8])
        end = at + 8 + length + length % 2
        chunk = data[at:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~WEBP_FLAGS]) + chunk[9:]
        if name not in WEBP_DROPPED:
            kept.append(chunk)
        at = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
