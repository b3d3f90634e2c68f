"""The worker of background tasks, the same for the service, the demo and the tests."""

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker


def make_worker(*, batch=False, interval=1.0, but=()):
    """Return a worker of all our queues `but` some: with `batch` it ends when nothing waits; `interval` is its pause, seconds."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=list(but),
        interval=interval,
        batch=batch,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def run_waiting(but=()):
    """Do everything that waits, in this process; what waits in the queues `but` waits on."""
    make_worker(batch=True, interval=0, but=but).run()
