"""The worker of background tasks, the same for the service, the demo and the tests."""

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker


def make_worker(*, batch=False, interval=1.0):
    """Return a worker of all our queues: with `batch` it ends when nothing waits; `interval` is its pause in seconds."""
    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=interval,
        batch=batch,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def run_waiting():
    """Do everything that waits, in this process."""
    make_worker(batch=True, interval=0).run()
