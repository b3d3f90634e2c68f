"""Background work of the library."""

from django_tasks import task

from library.links.checking import check_some


@task(backend="background", queue_name="links")
def check_links_task():
    """Look at some links to other sites."""
    check_some()
