"""A web server as its own processes, and what they cost."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from bench.project import ROOT, environment

START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")
# As in gunicorn.conf.py; the base site has no file of its own.
BASE_OPTIONS = ["--workers", "2", "--threads", "4", "--worker-class", "gthread", "--preload"]


class Server:
    """A running gunicorn: its address and the processes that answer."""

    def __init__(self, process, port):
        self.process, self.port = process, port

    def workers(self):
        """Return the process numbers of the workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return sorted(map(int, children.split()))

    def cpu_seconds(self):
        """Return {worker: seconds of processor time in user and kernel mode so far}."""
        return {pid: _cpu_seconds(pid) for pid in self.workers()}

    def memory(self):
        """Return the Memory of the largest worker."""
        return max(_memory(pid) for pid in self.workers())


class Memory(NamedTuple):
    """MiB of one process: all that is resident; of it the process's own and what is mapped from files, the database above
    all, which the system takes back when it needs it; and its share where pages of memory are shared by workers.
    """

    resident: float
    own: float
    mapped: float
    share: float


@contextmanager
def site_server(data_dir, keeping, more=None):
    """Run the project over `data_dir` by its own gunicorn.conf.py, `keeping` pages as for visitors or making all anew.

    `more` are further settings by name.
    """
    port = _free_port()
    # A replaced worker would take its processor time with it.
    options = ["-c", str(ROOT / "gunicorn.conf.py"), "--max-requests", "0"]
    with _running(options, environment(data_dir, port, keeping, more), ROOT, port) as server:
        yield server


@contextmanager
def base_server(folder):
    """Run the site of `bench.base` in `folder`."""
    port = _free_port()
    options = ["base.wsgi:application", "--bind", f"127.0.0.1:{port}", *BASE_OPTIONS]
    with _running(options, {**os.environ, "DJANGO_SETTINGS_MODULE": "base.settings.bench"}, folder, port) as server:
        yield server


@contextmanager
def _running(options, environ, folder, port):
    command = [sys.executable, "-m", "gunicorn", *options, "--log-level", "warning"]
    process = subprocess.Popen(command, cwd=folder, env=environ)
    try:
        _wait_until_ready(process, port)
        yield Server(process, port)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def _wait_until_ready(process, port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
            connection.request("GET", "/")
            if connection.getresponse().status == 200:
                return
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            raise RuntimeError("the first page does not answer 200")
        finally:
            connection.close()
    raise RuntimeError("the server did not start")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _cpu_seconds(pid):
    # The name of the command may hold spaces, so count after its bracket: utime and stime are fields 14 and 15.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(pid):
    resident, own, mapped = (_field(pid, "status", name) for name in ("VmRSS:", "RssAnon:", "RssFile:"))
    return Memory(resident, own, mapped, _field(pid, "smaps_rollup", "Pss:"))


def _field(pid, file, name):
    lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024
