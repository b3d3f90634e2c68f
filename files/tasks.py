"""Background work of files."""

from django_tasks import task

from files import actions
from files.models import StoredFile


@task(backend="background", queue_name="files")
def read_file_task(file_id):
    """Read the text of one StoredFile."""
    actions.read_file(file=StoredFile.objects.get(pk=file_id))
