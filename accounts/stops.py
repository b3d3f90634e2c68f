"""Pages to be seen between the sign-in and the wanted page: apps register theirs in `ready()`."""

from collections.abc import Callable

_stops: list[Callable] = []


def register_stop(stop):
    """Add `stop(user)`: it returns the address of a page that `user` must see now, or None."""
    if stop not in _stops:
        _stops.append(stop)
    return stop


def next_stop(user):
    """Return the first address that `user` must see, or None."""
    return next((address for stop in _stops if (address := stop(user))), None)
