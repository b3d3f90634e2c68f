"""The one door for «may this person do this to that»: a verdict with its reason (design §3.8).

Apps register rules about their own objects in `ready()`:

    @rule(StoredFile, "view")
    def view_file(user, file): ...

and everybody else asks `can(user, "view", file)`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Verdict:
    """Allowed or not, and why: `reason` is a sentence for the person, empty when allowed."""

    allowed: bool
    reason: str = ""

    def __bool__(self):
        return self.allowed


ALLOWED = Verdict(True)
DENIED = Verdict(False, _("Это действие вам недоступно."))

Rule = Callable[[object, object], Verdict]
_rules: dict[tuple[type, str], Rule] = {}


class ActionRefused(Exception):
    """Raised by `demand`; its text is the verdict's reason."""


def rule(model: type, action: str):
    """Register the decorated function as the rule for `action` on objects of `model` and of its subclasses.

    Raises ValueError when there is one already: two rules for one question would hide each other.
    """

    def register(function: Rule) -> Rule:
        if _rules.get((model, action), function) is not function:
            raise ValueError(f"{model.__name__}.{action} already has a rule")
        _rules[model, action] = function
        return function

    return register


def can(user, action: str, obj) -> Verdict:
    """Return the verdict on `action` (a verb such as "view") by `user` (may be anonymous) on `obj`.

    `obj` is an object or, where none exists yet, its class. Superusers may do all; what has no rule is refused.
    """
    if getattr(user, "is_superuser", False) and user.is_active:
        return ALLOWED
    # __class__, not type(): the person of a request is a lazy stand-in.
    model = obj if isinstance(obj, type) else obj.__class__
    for base in model.__mro__:
        if (base, action) in _rules:
            return _rules[base, action](user, obj)
    return DENIED


def demand(user, action: str, obj) -> None:
    """Raise ActionRefused with the reason unless `can` says yes: the first line of every verb."""
    verdict = can(user, action, obj)
    if not verdict:
        raise ActionRefused(str(verdict.reason))
