"""The whole run of tests on a PostgreSQL of its own: `python -m tests.services.run_on_postgres [words for pytest]`."""

import os
import subprocess
import sys

from tests.services.postgres import ROOT, Server, ServerError


def main(words):
    """Start the server, run pytest on it and return pytest's code."""
    try:
        with Server() as server:
            environment = {**os.environ, "DATABASE_URL": server.url}
            # A new server has no database of an earlier run.
            command = [sys.executable, "-m", "pytest", "-q", "--create-db", *words]
            return _wait(subprocess.Popen(command, cwd=ROOT, env=environment))
    except ServerError as error:
        print(error, file=sys.stderr)
        return 2


def _wait(process):
    """Wait for the end; Ctrl+C reaches pytest too, which puts its things away before it goes."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
