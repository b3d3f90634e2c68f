"""Pages of a PDF, or one picture, drawn as WebP: large and small."""

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from files.refusals import Refused

# Pixels of the longer side. A page of any size on paper costs the same.
LARGE, SMALL = 800, 400
QUALITY = 80
# Larger pictures are not unpacked: 60 megapixels are 180 MB.
Image.MAX_IMAGE_PIXELS = 60_000_000


def main(source, kind, folder, count):
    """Draw the first `count` pages of `source` (kind pdf, jpeg, png or webp) into `folder`.

    Returns [{"number", "large": [file, width, height], "small": the same}]. A page that cannot be drawn is left out.
    Raises Refused where none can.
    """
    draw = _pdf_pages if kind == "pdf" else _picture
    made = [
        {"number": number, "large": _save(page, folder, number, "large", LARGE), "small": small}
        for number, page in draw(source, int(count))
        if (small := _save(page, folder, number, "small", SMALL))
    ]
    if not made:
        raise Refused("Страницы файла не удалось нарисовать: он повреждён или закрыт паролем.")
    return made


def _pdf_pages(source, count):
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        raise Refused("Файл повреждён или закрыт паролем.") from error
    for index in range(min(len(document), count)):
        try:
            page = document[index]
            bitmap = page.render(scale=LARGE / max(*page.get_size(), 1))
            yield index + 1, bitmap.to_pil().convert("RGB")
        except pypdfium2.PdfiumError:
            continue  # the next page may be whole


def _picture(source, _count):
    try:
        with Image.open(source) as picture:
            picture.draft("RGB", (LARGE, LARGE))
            upright = ImageOps.exif_transpose(picture)
            flat = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            flat.paste(seen, mask=seen.getchannel("A"))
            yield 1, flat
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("Рисунок повреждён или слишком велик.") from error


def _save(page, folder, number, size, side):
    """Write `page` so that its longer side has at most `side` pixels; return [file, width, height]."""
    copy = page.copy()
    copy.thumbnail((side, side))
    name = f"{number}-{size}.webp"
    copy.save(Path(folder) / name, "WEBP", quality=QUALITY, method=4)
    return [name, copy.width, copy.height]
