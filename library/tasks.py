"""Background work of the library."""

from django_tasks import task

from library.editions import compiling


@task(backend="background", queue_name="editions")
def compile_edition_task(page_id):
    """Make the PDF of one collection or issue."""
    compiling.compile_edition(page_id=page_id)
