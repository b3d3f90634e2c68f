"""Helpers that the site can do without, as /readyz names them: each app above registers its own."""

from collections.abc import Callable

_helpers: dict[str, Callable[[], str]] = {}


def register_helper(name, fault):
    """Let `fault()` tell what is wrong with the service `name`, "" when it works or is not used."""
    _helpers[name] = fault


def faults():
    """Return {name: what is wrong} of the helpers that do not work now."""
    return {name: found for name, fault in _helpers.items() if (found := fault())}
