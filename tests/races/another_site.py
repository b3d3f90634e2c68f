"""A copy of the tests' migrated database for processes of their own, on SQLite and on PostgreSQL (design §3.15)."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def copied_site(folder):
    """Yield the environment of a site whose data lie in `folder` and whose database is a copy of the tests' own.

    Nothing here touches that of the tests. Call it outside of a test's transaction: PostgreSQL copies only what nobody reads.
    """
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "METODSET_VAR")}
    env = {**clean, "METODSET_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.dev", "LOG_LEVEL": "ERROR"}
    if connection.vendor == "sqlite":
        with (
            sqlite3.connect(connection.settings_dict["NAME"]) as source,
            sqlite3.connect(folder / "metodset.sqlite3") as copy,
        ):
            source.backup(copy)
        yield env
        return
    known = connection.settings_dict
    name = f"{known['NAME']}_copy"
    connection.close()
    _administer(
        f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}" TEMPLATE "{known["NAME"]}"'
    )
    try:
        person = f"{quote(known['USER'])}:{quote(known['PASSWORD'])}"
        yield {**env, "DATABASE_URL": f"postgres://{person}@{known['HOST']}:{known['PORT']}/{name}"}
    finally:
        _administer(f'DROP DATABASE "{name}" WITH (FORCE)')


def _administer(*statements):
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Process:
    """A process of that site: it does one deed for each `ask`, and says in `answer` what came of it."""

    def __init__(self, env, module, *arguments):
        command = [sys.executable, "-m", module, *map(str, arguments)]
        pipes = dict.fromkeys(("stdin", "stdout"), subprocess.PIPE)
        self.process = subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes)

    def ask(self, **deed):
        """Let the process begin; returns at once."""
        self.process.stdin.write(json.dumps(deed) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """Wait for what came of the last deed."""
        said = self.process.stdout.readline()
        assert said, "The process is gone: its last words stand above."
        return json.loads(said)

    def end(self):
        """Let the process go, and wait for it."""
        self.process.communicate(timeout=60)
        assert self.process.returncode == 0
