"""A real site for the journeys: gunicorn and worker as processes, on a copy of a prepared data folder, and a browser.

On PostgreSQL each data folder has a database of its own.

Nothing here touches the test database: a journey that commits would empty it for the others (design §3.15).
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_string, policy
from pathlib import Path

import pytest

from tests.services.databases import database_of, drop_database, make_database

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
LETTERS = "letters"


@dataclass(frozen=True)
class Site:
    """A running site: its address and its data folder."""

    url: str
    var: Path

    def manage(self, *arguments):
        """Run a command of manage.py on this site and return what it printed."""
        return run_manage(self.var, *arguments)

    def wait_for_letter(self, address, words, seconds=60):
        """Return the text of the newest letter to `address` with `words` in its subject, as soon as it has been sent."""
        for _try in range(seconds * 2):
            for letter in reversed(_letters(self.var / LETTERS)):
                if letter["To"] == address and words in letter["Subject"]:
                    return letter.get_body(["plain"]).get_content()
            time.sleep(0.5)
        raise AssertionError(f"{address} got no letter «{words}» in {seconds} s")


def _letters(folder):
    """Return what Django's mail backend of files has written, the oldest first."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns)
    texts = [text for file in files for text in file.read_text(encoding="utf-8").split(f"{'-' * 79}\n")]
    return [message_from_string(text, policy=policy.default) for text in texts if text.strip()]


def environment(var, **more):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    return {
        **clean,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "METODSET_VAR": str(var),
        "LOG_LEVEL": "WARNING",
        **database_of(var),
        **more,
    }


def run_manage(var, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment(var), capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="session")
def prepared_var(tmp_path_factory):
    """A data folder with tables, sections, static files and the demo; the processes of one test run share it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    var, users = shared / "template", shared / "template.users"
    with _alone(shared):
        if not (count := _read(users)):
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            make_database(var)
            run_manage(var, "prepare")
        users.write_text(str(count + 1))
    yield var
    with _alone(shared):
        users.write_text(str(_read(users) - 1))
        if not _read(users):
            drop_database(var)


@contextmanager
def _alone(shared):
    with (shared / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(users):
    return int(users.read_text()) if users.exists() else 0


@pytest.fixture(scope="session")
def site(prepared_var, tmp_path_factory):
    """A site that serves a copy of the prepared folder, with its worker."""
    var = tmp_path_factory.mktemp("site") / "var"
    shutil.copytree(prepared_var, var)
    make_database(var, like=prepared_var)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = environment(var, BIND=f"127.0.0.1:{port}", WEB_WORKERS="1", EMAIL_URL=f"filemail:///{var / LETTERS}")
    log = (var / "processes.log").open("w")
    gunicorn = Path(sys.executable).with_name("gunicorn")
    commands = [
        [gunicorn, "--config", "gunicorn.conf.py"],
        [sys.executable, "manage.py", "run_worker", "--interval", "0.2"],
    ]
    processes = [subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) for command in commands]
    try:
        _wait_for(f"http://127.0.0.1:{port}/readyz", processes, var)
        yield Site(f"http://127.0.0.1:{port}", var)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            # gunicorn itself gives what is under way 20 seconds (graceful_timeout).
            process.wait(60)
        drop_database(var)


def _wait_for(url, processes, var):
    for _try in range(150):
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            assert all(process.poll() is None for process in processes), (var / "processes.log").read_text()[-3000:]
            time.sleep(0.2)
    raise AssertionError((var / "processes.log").read_text()[-3000:])


@pytest.fixture(scope="module")
def browser():
    """Headless Chromium; skipped with a reason where there is none, never in CI.

    Closed with its module: while it runs, its event loop would forbid other tests of this process the database.
    """
    from playwright.sync_api import sync_playwright

    program = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium: bin/setup dev installs it.")
        pytest.skip("Chromium is not installed (bin/setup dev).")
    switches = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=switches)
        yield running
        running.close()


@pytest.fixture
def open_page(browser):
    """Open pages of fresh visitors; a script's error or a broken content policy in any of them fails the journey."""
    contexts, faults = [], []

    def open_page(**options):
        context = browser.new_context(**{"locale": "ru-RU", "viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security Policy" in line.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults


@pytest.fixture
def page(open_page):
    """A fresh visitor."""
    return open_page()
