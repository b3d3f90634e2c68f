"""The worker makes the PDFs of conclusions, many in one child, and keeps each by its contents (design §10)."""

import logging

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.certificate_paper import STYLES
from expertise.conclusion_paper import paper_html, paper_of
from expertise.models import Conclusion
from files.actions import store_own_file
from files.pdf_writer import PdfFailed, write_pdfs
from home.models import SiteSettings

logger = logging.getLogger(__name__)
SPOILT = gettext_lazy("PDF не собрался: при вёрстке произошёл сбой.")
# Half a minute of work: far below the ten minutes after which a task counts as lost.
BATCH = 500


def make_due_pdfs():
    """Make the PDFs that were asked for; return how many came out.

    Idempotent. What was asked for again meanwhile stays due. A paper that cannot be written or set has its reason in Russian,
    stops no other and waits for the next change of its conclusion. Raises PdfFailed when the child is lost: all of them stay
    due, and the clock or the next signature takes them along.
    """
    due = Conclusion.objects.pdf_due().select_related("round").prefetch_related("round__files").order_by("pk")[:BATCH]
    centre = SiteSettings.objects.values_list("centre_name", flat=True).first() or ""
    rows = [(row, html) for row in due if (html := _written(row, centre)) is not None]
    try:
        pdfs = write_pdfs([html for _row, html in rows], STYLES)
    except PdfFailed as failure:
        Conclusion.objects.filter(pk__in=[row.pk for row, _html in rows]).update(pdf_error=failure.reason[:300])
        raise
    for (row, _html), content in zip(rows, pdfs, strict=True):
        _keep(row, content)
    return sum(content is not None for content in pdfs)


def _written(conclusion, centre):
    try:
        return paper_html(paper_of(conclusion, centre))
    except Exception:
        logger.exception("Заключение не стало документом: %s (%s)", conclusion, conclusion.pk)
        _finish(conclusion, error=SPOILT)
        return None


def _keep(conclusion, content):
    if content is None:
        _finish(conclusion, error=SPOILT)
        return
    name = _("Экспертное заключение %s.pdf") % conclusion.label.replace("/", "-")
    with transaction.atomic():
        _finish(conclusion, pdf=store_own_file(content=ContentFile(content), name=name))


def _finish(conclusion, *, error="", **fields):
    # The count this PDF was made for: a later request stays open.
    made = Conclusion.objects.filter(pk=conclusion.pk, pdf_made__lt=conclusion.pdf_asked)
    made.update(pdf_made=conclusion.pdf_asked, pdf_error=str(error)[:300], **fields)
