"""Background work of programmes."""

from django_tasks import task

from programmes import report_files


@task(backend="background", queue_name="editions")
def make_report_files_task(page_id):
    """Make the PDF and the DOCX of one published report."""
    report_files.make_files(page_id=page_id)
