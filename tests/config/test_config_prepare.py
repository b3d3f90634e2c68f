"""What `make run` refuses before it begins."""

import socket

import pytest
from django.core.management.base import CommandError

from config.management.commands.prepare import refuse_taken_address


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
