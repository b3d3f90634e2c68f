"""Background work of the conclusions."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from expertise.conclusion_pdfs import make_due_pdfs
from expertise.models import Conclusion

# What has lost its child once may do so again: not every minute.
REST = timedelta(hours=1)


@task(backend="background", queue_name="conclusions")
def make_conclusion_pdfs_task():
    """Make the PDFs of conclusions that were asked for."""
    make_due_pdfs()


def wake_conclusion_pdfs(*, now=None):
    """Ask the worker again for PDFs whose task was lost or failed an hour ago; a timer. Returns whether it did."""
    if not Conclusion.objects.pdf_due().exists():
        return False
    asked = DBTaskResult.objects.filter(task_path=make_conclusion_pdfs_task.module_path)
    failed = asked.filter(status="FAILED", finished_at__gt=(now or timezone.now()) - REST)
    if asked.filter(status__in=("READY", "RUNNING")).exists() or failed.exists():
        return False
    make_conclusion_pdfs_task.enqueue()
    return True
