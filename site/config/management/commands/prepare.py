"""Everything between an empty folder and a site that can be served; nothing when it is done already."""

import hashlib
import socket
from pathlib import Path

import wagtail
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.sections import make_sections
from home.models import HomePage


class Command(BaseCommand):
    help = "Готовит сайт к запуску: таблицы, разделы, статические файлы, пример содержания для пустой базы."

    def add_arguments(self, parser):
        parser.add_argument("--no-demo", action="store_true", help="не наполнять пустую базу примером")
        parser.add_argument("--to-serve", action="store_true", help="отказаться сразу, если адрес BIND занят")

    def handle(self, *args, no_demo, to_serve, **options):
        if to_serve:
            refuse_taken_address(settings.BIND)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0)
            self.stdout.write("Таблицы готовы.")
            if HomePage.objects.exists():
                # A new release may bring sections; one that an editor took away stays away until then.
                make_sections()
        if not HomePage.objects.exists():
            # The demo makes the sections in its own transaction: a run that is killed leaves no home behind, and the next one
            # fills the site.
            make_sections() if no_demo else call_command("seed_demo")
        self._collect_static()

    def _collect_static(self):
        stamp, state = settings.STATIC_ROOT / ".stamp", _state_of_static()
        if stamp.exists() and stamp.read_text() == state:
            return
        call_command("collectstatic", interactive=False, verbosity=0, clear=True)
        stamp.write_text(state)
        self.stdout.write("Статические файлы собраны.")


def refuse_taken_address(bind):
    """Raise CommandError when another program listens at `bind` ("host:port"), or when it is no such address."""
    if bind.startswith("unix:"):
        return
    host, _, port = bind.rpartition(":")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host.strip("[]"), int(port)), family=family):
            pass
    except (OSError, ValueError, OverflowError) as error:
        other = f"{host or '127.0.0.1'}:{int(port) + 1 if port.isdigit() and int(port) < 65535 else 8001}"
        raise CommandError(
            f"Адрес {bind} занят другой программой или не подходит ({error}).\n"
            f"Остановите её или возьмите другой: BIND={other} make run"
        ) from error


def _state_of_static():
    """Return a mark that changes with our static files and with the version of Wagtail."""
    digest = hashlib.sha256(wagtail.__version__.encode())
    for folder in map(Path, settings.STATICFILES_DIRS):
        for path in sorted(folder.rglob("*")):
            digest.update(f"{path.relative_to(folder)} {path.stat().st_mtime_ns} {path.stat().st_size}".encode())
    return digest.hexdigest()
