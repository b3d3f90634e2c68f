"""Background work of the community."""

from django_tasks import task

from community import notices


@task(backend="background", queue_name="mail")
def send_mail_task():
    """Send what waits in the outbox."""
    notices.send_waiting()
