"""The tests' own PostgreSQL: it starts, answers, ends with whoever has started it, and says in words why it cannot."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.services import postgres
from tests.services.postgres import ROOT, Server, ServerError, find_programs

START_AND_STAY = """
import sys, time
from tests.services.postgres import Server
server = Server(var=sys.argv[1]).start()
print(server.process.pid, server.url, server.folder, flush=True)
time.sleep(600)
"""


@pytest.fixture
def var(tmp_path_factory):
    """A data folder; its servers' processes are gone when the test ends."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def programs():
    """Debian's programs; skipped with a reason where there are none, never in CI."""
    try:
        return find_programs()
    except ServerError as error:
        if os.environ.get("CI"):
            pytest.fail("CI must have PostgreSQL: bin/setup dev installs it.")
        pytest.skip(str(error))


@pytest.fixture
def elsewhere(var, programs):
    """Another Python process with a server of its own: the process, the server's id, address and folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", START_AND_STAY, str(var)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    pid, url, folder = process.stdout.readline().split()
    yield process, int(pid), url, Path(folder)
    process.kill()
    process.communicate()


def is_running(pid):
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False


def wait_until(happened, seconds=20):
    until = time.monotonic() + seconds
    while not (done := happened()) and time.monotonic() < until:
        time.sleep(0.05)
    return done


def ask(url, question):
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchone()


def test_a_server_answers_at_its_address_puts_russian_letters_in_order_and_leaves_nothing_behind(var, programs):
    with Server(var=var) as server:
        pid, folder = server.process.pid, server.folder
        assert ask(server.url, "SELECT 'ёж' < 'жук', lower('ЁЖ')") == (True, "ёж")
        assert ask(server.url, "SELECT current_setting('fsync'), current_setting('server_encoding')") == ("off", "UTF8")
    assert not is_running(pid)
    assert not folder.exists()


def test_with_the_settings_of_a_real_server_it_writes_for_good(var, programs):
    with Server(durable=True, locale="C", var=var) as server:
        assert ask(server.url, "SELECT current_setting('fsync'), current_setting('synchronous_commit')") == ("on", "on")
        assert ask(server.url, "SELECT 'ёж' < 'жук'") == (False,), "By bytes «ё» stands after «я»."


def test_two_servers_live_side_by_side(var, programs):
    with Server(var=var) as one, Server(var=var) as other:
        assert one.url != other.url
        assert ask(one.url, "SELECT 1") == ask(other.url, "SELECT 1") == (1,)


def test_nobody_comes_in_without_the_password(var, programs):
    with Server(var=var) as server, pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        ask(server.url.replace(server.password, "guess"), "SELECT 1")


def test_stopping_twice_is_no_fault(var, programs):
    server = Server(var=var).start()
    server.stop()
    server.stop()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_server_ends_with_the_process_that_has_started_it_and_the_next_one_tidies_up(elsewhere, var, how):
    process, pid, url, folder = elsewhere
    assert ask(url, "SELECT 1") == (1,)
    process.send_signal(how)
    process.wait()
    assert wait_until(lambda: not is_running(pid))
    assert folder.exists()
    with Server(var=var):
        assert not folder.exists()


def test_the_folder_of_a_living_server_stays(elsewhere, var):
    _process, pid, url, folder = elsewhere
    with Server(var=var):
        pass
    assert folder.exists()
    assert is_running(pid)
    assert ask(url, "SELECT 1") == (1,)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may start it as somebody else")
def test_started_by_root_it_runs_as_somebody_else_even_where_the_data_folder_is_closed_to_them(var, programs):
    var.chmod(0o700)
    with Server(var=var) as server:
        owner = os.stat(f"/proc/{server.process.pid}").st_uid
        assert owner == server.runner.pw_uid != 0
        assert stat.S_IMODE((server.folder / "data").stat().st_mode) == 0o700


def test_a_missing_server_is_named_with_the_command_that_brings_it(tmp_path):
    with pytest.raises(ServerError, match="apt-get install postgresql"):
        find_programs(tmp_path)


def test_the_newest_of_several_servers_is_taken(tmp_path):
    for version in ("9", "15", "13", "old"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin/postgres").touch()
    assert find_programs(tmp_path) == tmp_path / "15/bin"


def test_a_server_that_cannot_start_says_its_last_words(var, programs, monkeypatch):
    monkeypatch.setattr(postgres, "CARELESS", {"shared_buffers": "nonsense"})
    server = Server(var=var)
    with pytest.raises(ServerError, match=r"PostgreSQL не запустился.[\s\S]*shared_buffers"):
        server.start()
    assert not list((var / "services/postgres").glob("server-*"))
