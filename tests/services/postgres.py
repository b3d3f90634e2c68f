"""A PostgreSQL of its own for tests and measurements: Debian's programs, a folder and a port that nobody else uses."""

import contextlib
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
DEBIAN = Path("/usr/lib/postgresql")
PERSON = DATABASE = "metodset"
# A crash may cost these data: nobody needs them after it, and the run is far shorter.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ATTEMPTS = 3
PATIENCE = 60


class ServerError(Exception):
    """The server is not there, and the text says to a person why."""


def find_programs(place=DEBIAN):
    """Return the folder of the newest server's programs. Raises ServerError, which says what to install."""
    found = [file.parent for file in place.glob("*/bin/postgres") if file.parts[-3].isdigit()]
    if not found:
        raise ServerError(f"PostgreSQL не установлен: в {place} его нет. Выполните: sudo apt-get install postgresql")
    return max(found, key=lambda folder: int(folder.parts[-2]))


class Server:
    """One server on the loopback address, from `start()` to `stop()` or the end of this Python process, however it ends.

    `durable=True`: with the settings of a real server, for measurements. `locale`: the order of letters, by ICU; "C": by
    bytes. The system ends the server together with the thread that has started it, so `start()` belongs to the main one.
    """

    def __init__(self, durable=False, locale="ru", var=None, programs=None):
        self.durable, self.locale, self.given_programs = durable, locale, programs
        self.var = Path(var or os.environ.get("METODSET_VAR") or ROOT / "var")
        self.password = secrets.token_urlsafe(16)
        self.process = self.folder = self.lock = None

    @property
    def url(self):
        """The DATABASE_URL of an empty database; its person may make others."""
        return f"postgres://{PERSON}:{self.password}@127.0.0.1:{self.port}/{DATABASE}"

    def __enter__(self):
        return self.start()

    def __exit__(self, *_error):
        self.stop()

    def start(self):
        """Make the data folder and start; returns itself. Raises ServerError."""
        self.programs = Path(self.given_programs or find_programs())
        # PostgreSQL refuses to run as root.
        self.runner = _unprivileged() if os.geteuid() == 0 else None
        self.folder, self.lock = self._make_folder()
        try:
            self._initialise()
            self._listen()
        except BaseException:
            self.stop()
            raise
        return self

    def stop(self):
        """End the server and take its folder away; a second time nothing happens."""
        if self.process:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
            self.process = None
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            os.close(self.lock)
            self.folder = None

    # The folder ------------------------------------------------------------------------------------------------------

    def _make_folder(self):
        """Return a new folder and the descriptor that keeps it; folders of servers that were killed are taken away."""
        shelf = self.var / "services" / "postgres"
        if not self._may_reach(shelf):
            # The data folder of root is often closed for everybody else.
            shelf = Path(tempfile.gettempdir()) / "metodset-postgres"
            shelf.mkdir(mode=0o755, exist_ok=True)
        with (shelf / "lock").open("a") as one_at_a_time:
            # Else one that is just being made would look like one that nobody keeps.
            fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
            for old in shelf.iterdir():
                _remove_unless_kept(old)
            folder = Path(tempfile.mkdtemp(prefix="server-", dir=shelf))
            # The server inherits the descriptor: the lock lives as long as the last of its processes.
            lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
        if self.runner:
            os.chown(folder, self.runner.pw_uid, self.runner.pw_gid)
        return folder, lock

    def _may_reach(self, shelf):
        shelf.mkdir(parents=True, exist_ok=True)
        return subprocess.run(["test", "-x", shelf], **self._as_runner(), check=False).returncode == 0

    def _initialise(self):
        """Let initdb fill the folder: a person with a password, since other people of this machine reach the port too."""
        secret = self.folder / "password"
        secret.touch(0o600)
        secret.write_text(self.password)
        if self.runner:
            os.chown(secret, self.runner.pw_uid, self.runner.pw_gid)
        # ICU: the same order and the same small letters everywhere, whatever languages the machine has installed.
        order = [] if self.locale == "C" else ["--locale-provider=icu", f"--icu-locale={self.locale}"]
        flags = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", f"--username={PERSON}", "--no-sync"]
        command = [self.programs / "initdb", "-D", self.folder / "data", f"--pwfile={secret}", *flags, *order]
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, errors="replace", **self._as_runner(), check=False
        )
        secret.unlink()
        if done.returncode:
            raise ServerError(f"PostgreSQL: initdb не создал папку данных.\n{_end(done.stdout + done.stderr)}")

    def _as_runner(self):
        if not self.runner:
            return {}
        return {"user": self.runner.pw_uid, "group": self.runner.pw_gid, "extra_groups": []}

    # The process -----------------------------------------------------------------------------------------------------

    def _listen(self):
        """Start the process and wait until it answers; another port where somebody was quicker."""
        for _attempt in range(ATTEMPTS):
            self.port = _free_port()
            self.process = self._launch()
            if self._answers():
                return
        raise ServerError(f"PostgreSQL не запустился.\n{self._log()}")

    def _launch(self):
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "log_timezone": "UTC",
            **({} if self.durable else CARELESS),
        }
        # setpriv: the system sends the server SIGINT (a quick, orderly end) when this process is gone, even when killed.
        drop = (
            [f"--reuid={self.runner.pw_uid}", f"--regid={self.runner.pw_gid}", "--clear-groups"] if self.runner else []
        )
        command = ["setpriv", "--pdeathsig=INT", *drop, self.programs / "postgres", "-D", self.folder / "data"]
        command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[self.lock],
                # Ctrl+C is for the tests; the server has to answer until they have put their things away.
                start_new_session=True,
            )

    def _answers(self):
        """Wait for the first answer and make the database; False when the process has ended."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self.process.poll() is not None:
                self.process = None
                return False
            address = self.url.removesuffix(DATABASE) + "postgres"
            try:
                with psycopg.connect(address, autocommit=True, connect_timeout=5) as connection:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                    return True
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise ServerError(f"PostgreSQL не отвечает {PATIENCE} с.\n{self._log()}")

    def _log(self):
        with contextlib.suppress(OSError):
            return _end((self.folder / "log").read_text(errors="replace"))
        return ""


def _unprivileged():
    """Return the system's person the server runs as where we are root."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ServerError("PostgreSQL не работает от имени root, а пользователя postgres нет. Запустите от другого имени.")


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _remove_unless_kept(folder):
    """Take away what a killed server has left; what a living one keeps stays."""
    try:
        lock = os.open(folder / "lock", os.O_RDWR)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        pass
    finally:
        os.close(lock)


def _end(text, lines=15):
    return "\n".join(text.strip().splitlines()[-lines:])
