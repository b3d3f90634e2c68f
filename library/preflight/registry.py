"""The registry of checks."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a check is told: a TextFacts, a FileFacts or a WorkFacts."""

    TEXT = "text"
    FILE = "file"
    WORK = "work"


@dataclass(frozen=True)
class Check:
    """A check under its code: `function(facts)` returns Findings with that code."""

    code: str
    about: About
    function: Callable


_checks: dict[str, Check] = {}


def preflight_check(code, about):
    """Register the decorated function (facts) -> iterable of Findings. Raises ValueError for a code that is taken."""

    def register(function):
        if code in _checks and _checks[code].function is not function:
            raise ValueError(f"There is a check «{code}» already.")
        _checks[code] = Check(code, about, function)
        return function

    return register


def run_checks(about, facts):
    """Return the findings of all checks about `about`, in the order of their registration."""
    return [finding for check in _checks.values() if check.about == about for finding in check.function(facts)]
