"""The worker of background tasks, the same for the service, the demo and the tests."""

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker


def make_worker(*, batch=False, interval=1.0, without=()):
    """Return a worker of all our queues: with `batch` it ends when nothing waits; `interval` is its pause in seconds.

    Queues named in `without` are left to another worker.
    """
    return Worker(
        queue_names=["*"],
        excluded_queue_names=list(without),
        interval=interval,
        batch=batch,
        backend_name="background",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
    )


def run_waiting(without=()):
    """Do everything that waits, in this process; queues named in `without` wait on."""
    make_worker(batch=True, interval=0, without=without).run()
