"""Text of scans by the programme tesseract, where it is installed and the setting asks for it."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from files.extraction.assembly import Section
from files.extraction.limits import Limits

LANGUAGE = "rus"
DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
MAX_PIXELS = 12_000_000  # a page of A4 has four million at 200 dots an inch; a poster must not have a thousand
PAGE_SECONDS = 20
REMARK = "Текст распознан по картинкам и может быть с ошибками."
REMARK_CUT = "Текст распознан по картинкам и может быть с ошибками; распознаны первые {read} страниц из {total}."


def with_ocr(limits: Limits, pages: int) -> Limits:
    """`limits` that let scans of up to `pages` pages be recognised; unchanged where there is no tesseract for Russian."""
    programme = installed()
    if not programme:
        return limits
    seconds = limits.wall_seconds + pages * PAGE_SECONDS
    return replace(limits, ocr_pages=pages, tesseract=programme, wall_seconds=seconds)


@cache
def installed() -> str:
    """The path of tesseract when it is installed together with Russian, else ""."""
    programme = shutil.which("tesseract")
    if not programme:
        return ""
    languages = subprocess.run([programme, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    return programme if LANGUAGE in languages.stdout.split() else ""


def recognise(document, limits: Limits) -> Iterator[Section]:
    """The first `limits.ocr_pages` pages of an open PdfDocument, recognised; a page that takes too long is empty."""
    for index in range(min(len(document), limits.ocr_pages)):
        page = document[index]
        try:
            picture = _picture(page)
        finally:
            page.close()
        yield Section(_recognised(picture, limits), "page", str(index + 1), index + 1)


def remark(total: int, limits: Limits) -> str:
    """What is said to people of a recognised text of `total` pages."""
    return REMARK if total <= limits.ocr_pages else REMARK_CUT.format(read=limits.ocr_pages, total=total)


def _picture(page) -> bytes:
    """A page in shades of grey, as a PGM picture."""
    scale = DOTS_PER_INCH / POINTS_PER_INCH
    width, height = page.get_size()
    scale *= min(1, (MAX_PIXELS / max(1, width * height * scale * scale)) ** 0.5)
    bitmap = page.render(scale=scale, grayscale=True, rev_byteorder=False)
    try:
        rows = bytes(bitmap.buffer)
        body = b"".join(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + body
    finally:
        bitmap.close()


def _recognised(picture: bytes, limits: Limits) -> str:
    command = [limits.tesseract, "stdin", "stdout", "-l", LANGUAGE, "--dpi", str(DOTS_PER_INCH)]
    try:
        done = subprocess.run(
            command,
            input=picture,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PAGE_SECONDS,
            check=True,
            env={"OMP_THREAD_LIMIT": "1"},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return ""
    return done.stdout.decode(errors="replace")
