"""A whole edition as one HTML document for the PDF writer."""

from dataclasses import dataclass
from urllib.parse import urljoin

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from files.enums import TextState
from files.models import FileText
from home.models import SiteSettings
from library.editions.entries import by_sections
from library.editions.reflow import Piece, pieces_of, without_top
from library.models.material import MaterialPage

# One work of a collection, in characters of its files: some forty pages. The rest is read at its address.
LONGEST_WORK = 120_000


@dataclass(frozen=True)
class Work:
    """One entry as the book shows it; `page` is the material with its body, None for a source.

    `pieces` are the text of the first file, whole or its beginning; `others` the rows of files that are only named: a blank
    or a picture is of use as it is.
    """

    entry: object
    address: str
    qr: str
    page: MaterialPage | None = None
    pieces: tuple[Piece, ...] = ()
    is_whole: bool = True
    others: tuple = ()


def edition_html(page, entries):
    """Return the HTML of the book of `page` (an EditionPage as published) with these `entries`.

    Title sheet, contents with page numbers, preface, then every work: its card, annotation, body and the text of its
    first file.
    """
    pages = MaterialPage.objects.shown().in_whole().in_bulk([e.material.pk for e in entries if e.material])
    readings = _readings(pages.values())
    works = [_work(entry, pages.get(entry.material.pk) if entry.material else None, readings) for entry in entries]
    return render_to_string(
        page.book_template,
        {
            "page": page,
            "parent": page.get_parent().specific,
            "works": works,
            "sections": by_sections(entries),
            "address": address_of(page),
            "qr": qr_of(address_of(page)),
            "centre_name": SiteSettings.objects.values_list("centre_name", flat=True).first() or "",
            "today": timezone.localdate(),
        },
    )


def address_of(page):
    """Return the whole address of a page as it is printed."""
    return urljoin(settings.SITE_URL, page.url)


def qr_of(address):
    """Return the QR code of an address as safe SVG."""
    code = segno.make(address, error="m", micro=False)
    return mark_safe(code.svg_inline(scale=1, border=0, omitsize=True, dark="#16221f"))


def _readings(pages):
    first = [files[0].file_id for page in pages if (files := page.files.all())]
    return FileText.objects.select_related("file").filter(state=TextState.DONE).in_bulk(first)


def _work(entry, page, readings):
    if page is None:
        return Work(entry, entry.url, qr_of(entry.url) if entry.url else "")
    address, files = address_of(page), [row for row in page.files.all() if row.file]
    reading = readings.get(files[0].file_id) if files else None
    if reading is None:
        return Work(entry, address, qr_of(address), page, others=tuple(files))
    pieces, is_whole = pieces_of(reading, LONGEST_WORK)
    names = [author.name.split(" (")[0] for author in page.authors.all()]
    pieces = tuple(without_top(pieces, entry.title, names))
    return Work(entry, address, qr_of(address), page, pieces, is_whole, tuple(files[1:]))
