"""Ask for the PDF of a conclusion: a count in the transaction of the change, and a task for the worker after it."""

from django.db import transaction
from django.db.models import F

from expertise.models import Conclusion


def ask_for_pdf(conclusion):
    """Let the worker make the PDF of `conclusion` anew; call it inside the transaction of the change."""
    from expertise.outcome_tasks import make_conclusion_pdfs_task

    Conclusion.objects.filter(pk=conclusion.pk).update(pdf_asked=F("pdf_asked") + 1)
    transaction.on_commit(make_conclusion_pdfs_task.enqueue, robust=True)
