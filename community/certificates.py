"""The one public check of certificates: an app says what it has given out under a code.

@certificates
def publications(code): return Checked("library/certificate_check.html", {...}) or None
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Checked:
    """A paper that was found by its code: the template of the answer and its context, `title` among it."""

    template: str
    context: dict


_finders: list[Callable] = []


def certificates(function):
    """Register the decorated function (code) → Checked, or None where the app has given out nothing under the code."""
    if function not in _finders:
        _finders.append(function)
    return function


def find_certificate(code):
    """Return what some app has given out under `code` as Checked, or None."""
    return next((found for find in _finders if (found := find(code)) is not None), None)
