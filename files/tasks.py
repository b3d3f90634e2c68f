"""Background work of files."""

from django_tasks import task

from files import actions
from files.models import StoredFile
from files.previews import make_preview


@task(backend="background", queue_name="files")
def read_file_task(file_id):
    """Read the text of one StoredFile."""
    actions.read_file(file=StoredFile.objects.get(pk=file_id))


@task(backend="background", queue_name="previews", priority=-10)
def make_preview_task(file_id):
    """Draw the first pages of one StoredFile; texts are read before pictures are drawn."""
    make_preview(file=StoredFile.objects.get(pk=file_id))
