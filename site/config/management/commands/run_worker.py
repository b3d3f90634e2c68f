"""The background worker with its clock: one process beside the web server."""

import threading

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from config.background import make_worker
from config.timers import run_all
from search.rebuilding import needs_rebuild, rebuild

TICK_SECONDS = 60


class Command(BaseCommand):
    help = "Читает файлы, строит индекс, отправляет письма; раз в минуту делает то, чему пришло время."

    def add_arguments(self, parser):
        parser.add_argument("--interval", type=float, default=1.0, help="пауза между взглядами в очередь, секунд")

    def handle(self, *args, interval, **options):
        if needs_rebuild():
            self.stdout.write("Нормализатор обновился: строим индекс заново.")
            rebuild()
        worker = make_worker(interval=interval)
        worker.configure_signals()
        stop = threading.Event()
        clock = threading.Thread(target=_tick, args=(stop,), daemon=True)
        clock.start()
        try:
            worker.run()
        finally:
            stop.set()


def _tick(stop):
    # A thread of its own: a long book being read must not hold up the post.
    while not stop.is_set():
        close_old_connections()
        run_all()
        close_old_connections()
        stop.wait(TICK_SECONDS)
