"""What `make run` refuses before it begins, and what a run that was killed half-way leaves to the next one."""

import socket

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from config.demo import seed
from config.management.commands import prepare
from config.management.commands.prepare import refuse_taken_address
from home.models import HomePage


class KilledError(BaseException):
    """The process is gone: nothing catches it."""


@pytest.fixture
def empty_site(db, monkeypatch):
    """A database with its tables alone; static files are not this test's."""
    monkeypatch.setattr(prepare.Command, "_collect_static", lambda self: None)
    assert not HomePage.objects.exists()


@pytest.fixture
def commands(monkeypatch):
    """The commands that `prepare` asks for, instead of minutes of their work."""
    asked = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: asked.append(name))
    return asked


def test_a_taken_address_is_refused_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"занят другой программой.*\n.*BIND=127.0.0.1:{port + 1} make run"):
            refuse_taken_address(f"127.0.0.1:{port}")


def test_a_free_address_is_left_free():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    refuse_taken_address(f"127.0.0.1:{port}")
    refuse_taken_address(f"127.0.0.1:{port}")
    refuse_taken_address(f"[::1]:{port}")


@pytest.mark.parametrize("bind", ["8000x", "127.0.0.1:", "127.0.0.1:99999", "nowhere.invalid:8000"])
def test_what_is_no_address_is_refused(bind):
    with pytest.raises(CommandError, match="BIND="):
        refuse_taken_address(bind)


def test_a_run_that_was_killed_in_the_demo_leaves_an_empty_site_and_the_next_one_fills_it(empty_site, monkeypatch):
    def killed(*arguments):
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(seed, "seed_pages", killed)
        with pytest.raises(KilledError):
            call_command("prepare")
    assert not HomePage.objects.exists()
    assert not User.objects.filter(email="admin@metodset.example").exists()
    asked = []
    monkeypatch.setattr(prepare, "call_command", lambda name, **options: asked.append(name))
    call_command("prepare")
    assert asked == ["seed_demo"]


def test_without_the_demo_the_sections_stand_and_no_later_run_fills_them(empty_site, commands):
    call_command("prepare", "--no-demo")
    assert HomePage.objects.exists()
    call_command("prepare")
    assert commands == []
