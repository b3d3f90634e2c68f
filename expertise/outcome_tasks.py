"""Background work of the expert review."""

from django_tasks import task

from expertise.conclusion_pdfs import make_due_pdfs


@task(backend="background", queue_name="conclusions")
def make_conclusion_pdfs_task():
    """Make the PDFs of conclusions that were asked for."""
    make_due_pdfs()
