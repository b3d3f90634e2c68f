"""A certificate as a sheet of PDF with its code of the check; the same look as the centre's other papers."""

from urllib.parse import urljoin

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from files.pdf_writer import PdfFailed, write_pdfs
from files.writers import Format, kept_attachment

STYLES = ("faces-still", "text", "conclusion")


def check_address(certificate):
    """Return the whole address at which anybody checks `certificate`, a Certificate."""
    return urljoin(settings.SITE_URL, reverse("community:certificate_check", args=[certificate.code]))


def qr_picture(address):
    """Return the QR code of an address as the source of a picture: a drawing would cost a fifth of the whole paper."""
    return segno.make(address, error="m", micro=False).png_data_uri(scale=4, border=0, dark="#16221f")


def paper_response(request, *, paper, template, name):
    """Return the response with `paper` as the file `name`.pdf: made once for what it says, then kept.

    `paper` is a frozen dataclass with `address`, the address of the check; `template` gets it as `paper`, with `qr`.
    Raises files.pdf_writer.PdfFailed.
    """

    def write(paper):
        html = render_to_string(template, {"paper": paper, "qr": qr_picture(paper.address)})
        (content,) = write_pdfs([html], STYLES)
        if content is None:
            raise PdfFailed(_("PDF не собрался: при вёрстке произошёл сбой."))
        return content

    return kept_attachment(request, paper, name, Format("pdf", "application/pdf", write))
