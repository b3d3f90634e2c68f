"""The PDF and the DOCX of a published report: made by the worker once a publication, kept, given by the door of files.

Not in a view: setting a PDF takes a second of a process, and a report is read by many and published once.
"""

import logging
from urllib.parse import urljoin

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from files.actions import clean_name, store_file
from files.pdf_writer import PdfFailed, write_pdf
from files.writers import Bullets, Document, Heading, Paragraph, Table, document_html, parts_of_body, write_docx
from home.changes import note_changes
from home.models import SiteSettings
from home.querysets import is_shown
from programmes.enums import PrintState
from programmes.models import PrintedReport, ProgrammeReportPage

logger = logging.getLogger(__name__)
# Part of every stamp: a new look of the files makes all of them anew.
LOOK = 1


def stamp_of(report):
    """Return the name of what of `report` is published now: two of one stamp are the same report."""
    return f"{LOOK}-{report.live_revision_id}"


def ask_for_files(page_id):
    """Let the worker make the files of a report anew; call it inside the transaction of its publication."""
    PrintedReport.objects.update_or_create(page_id=page_id, defaults={"state": PrintState.WAITING, "reason": ""})
    transaction.on_commit(lambda: _enqueue(page_id), robust=True)


def make_files(*, page_id):
    """Make the PDF and the DOCX of a published report and keep them; return the PrintedReport, None where there is none.

    Idempotent: what has been made of this publication is left alone. A failure is a state with a reason in Russian; the
    DOCX is kept even where no PDF came out.
    """
    report = ProgrammeReportPage.objects.filter(pk=page_id).first()
    printed = PrintedReport.objects.filter(page_id=page_id).first()
    if report is None or printed is None or not report.live:
        return None
    stamp = stamp_of(report)
    if printed.stamp == stamp and printed.pdf_id and printed.docx_id:
        return _keep(printed, state=PrintState.DONE)
    document = report_document(report)
    docx = store_file(content=ContentFile(write_docx(document)), name=_name(report, "docx"))
    _keep(printed, stamp=stamp, docx=docx, pdf=None)
    try:
        content = write_pdf(document_html(document))
    except PdfFailed as failure:
        logger.error("PDF отчёта %s: %s", page_id, failure.detail or failure.reason)
        return _keep(printed, state=PrintState.FAILED, reason=failure.reason[:300])
    pdf = store_file(content=ContentFile(content), name=_name(report, "pdf"))
    return _keep(printed, state=PrintState.DONE, pdf=pdf, reason="")


def files_of(report):
    """Return the StoredFiles of what is published, PDF first, and the PrintedReport: ([], None) where nothing was asked."""
    printed = PrintedReport.objects.select_related("pdf", "docx").filter(page=report.pk).first()
    if printed is None or printed.stamp != stamp_of(report) or not is_shown(report):
        return [], printed
    return [file for file in (printed.pdf, printed.docx) if file], printed


def report_document(report):
    """Return the Document of a ProgrammeReportPage: its passport, body, conclusions, corrections, publications."""
    rows = [(label, value) for label, value in passport_of(report) if value]
    parts = [Table(tuple(rows), widths=(1, 2), caption=_("Об отчёте"), titled=True), *parts_of_body(report.body)]
    for title, lines in ((_("Выводы"), report.conclusions_list), (_("Коррективы"), report.corrections_list)):
        if lines:
            parts += [Heading(title), Bullets(tuple(lines))]
    publications = list(report.publications.all())
    if publications:
        parts += [Heading(_("Публикации в СМИ")), Bullets(tuple(_said(one) for one in publications))]
    parts.append(Paragraph(urljoin(settings.SITE_URL, report.url or ""), muted=True))
    centre = SiteSettings.objects.values_list("centre_name", flat=True).first() or ""
    return Document(report.title, parts, subtitle=centre, publisher=centre)


def passport_of(report):
    """Return [(label, value)] of what a report is: kind, period, whom it is about, by whom, who heard it."""
    heard = ", ".join(filter(None, (report.heard_by, f"{report.heard_on:%d.%m.%Y}" if report.heard_on else "")))
    return [
        (_("Вид"), report.kind_label),
        (_("Период"), report.period_label),
        (_("Программа"), report.programme.title if report.programme else ""),
        (_("Подпроект"), report.subproject.title if report.subproject else ""),
        (_("Составители"), report.authors),
        (_("Рассмотрен"), heard),
    ]


def _name(report, suffix):
    # No file system takes a colon.
    return clean_name(f"{report.title.replace(':', ',')}.{suffix}")


def _said(publication):
    day = f"{publication.on:%d.%m.%Y}" if publication.on else ""
    return ". ".join(filter(None, (publication.title, publication.outlet, day, publication.address)))


def _keep(printed, **fields):
    for name, value in fields.items():
        setattr(printed, name, value)
    with transaction.atomic():
        printed.save(update_fields=list(fields))
        note_changes([printed.pk])
    return printed


def _enqueue(page_id):
    from programmes.tasks import make_report_files_task

    make_report_files_task.enqueue(page_id)
