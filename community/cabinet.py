"""The shell of /cabinet/: apps add their sections in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True)
class Section:
    """A room of the cabinet: `count(user)` gives the number beside its name, or None for none."""

    code: str
    title: str
    url_name: str
    count: Callable | None = None


_sections: list[Section] = []


def register_section(section):
    """Add a room; the order of registration is the order on the page."""
    if section.code not in {known.code for known in _sections}:
        _sections.append(section)


def sections_for(user, current):
    """Return [{"code", "title", "url", "count", "current"}] for the cabinet of `user`; `current` is a section's code."""
    return [
        {
            "code": section.code,
            "title": section.title,
            "url": reverse(section.url_name),
            "count": section.count(user) if section.count else None,
            "current": section.code == current,
        }
        for section in _sections
    ]
