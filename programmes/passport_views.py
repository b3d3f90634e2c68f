"""The passport of a programme: its page, which prints well, and its files."""

from django.template.response import TemplateResponse

from files.pdf_writer import PdfFailed
from files.writers import DOCX, PDF, kept_attachment
from home.crumbs import crumbs_of
from programmes.part_pages import part
from programmes.passport_history import passport_changed
from programmes.passports import passport_document, passport_of


@part("passport")
def passport_page(page, request, *, reason="", status=200):
    """The whole passport of `page`; `reason` says why a file of it could not be made."""
    context = {
        "page": page,
        "title": page.passport_name,
        "passport": passport_of(page),
        "changed": passport_changed(page),
        "address": f"{page.get_url(request)}passport/",
        "reason": reason,
        # The page itself is one of the ways back, so the last crumb, which is not shown, is the passport.
        "crumbs": [*crumbs_of(page, request), {"title": page.passport_name, "url": ""}],
    }
    return TemplateResponse(request, "programmes/passport_page.html", context, status=status)


@part("passport", "docx")
def passport_docx(page, request):
    """The passport as DOCX."""
    return kept_attachment(request, passport_document(page), _name(page), DOCX)


@part("passport", "pdf")
def passport_pdf(page, request):
    """The passport as a tagged PDF; where it cannot be made, the page says why."""
    try:
        return kept_attachment(request, passport_document(page), _name(page), PDF)
    except PdfFailed as failure:
        return passport_page(page, request, reason=failure.reason, status=503)


def _name(page):
    return f"Паспорт. {page.title}"
