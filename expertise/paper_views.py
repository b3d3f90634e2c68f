"""The files of a conclusion, for those who may read it."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.permissions import can
from expertise.conclusion_paper import paper_document, paper_of
from expertise.models import Conclusion
from files.delivery import Parcel, deliver
from files.writers import DOCX, kept_attachment


@require_safe
def conclusion_pdf(request, pk):
    """Give the PDF that the worker has made; «not found» until then and to strangers."""
    conclusion = _conclusion(request, pk)
    if conclusion.pdf is None:
        raise Http404
    return deliver(request, Parcel.of_file(conclusion.pdf, inline="open" in request.GET, is_open=False))


@require_safe
def conclusion_docx(request, pk):
    """Give the conclusion as DOCX."""
    conclusion = _conclusion(request, pk)
    name = f"Экспертное заключение {conclusion.label.replace('/', '-')}"
    return kept_attachment(request, paper_document(paper_of(conclusion)), name, DOCX)


def _conclusion(request, pk):
    found = Conclusion.objects.in_register().select_related("round__page", "pdf").prefetch_related("round__files")
    conclusion = get_object_or_404(found, pk=pk)
    if not can(request.user, "open", conclusion):
        raise Http404
    return conclusion
