"""The shell of /cabinet/: apps add their sections in `ready()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse


@dataclass(frozen=True)
class Section:
    """A room of the cabinet: `count(user)` gives the number beside its name, or None for none.

    `is_shown(user)` says who has such a room; without it everybody has. Rooms stand by `order`, whatever their app is:
    who one is (10), what one does (20-49), what one is told and has (50-99), settings.
    """

    code: str
    title: str
    url_name: str
    count: Callable | None = None
    is_shown: Callable | None = None
    order: int = 50


_sections: list[Section] = []


def register_section(section):
    """Add a room, once."""
    if section.code not in {known.code for known in _sections}:
        _sections.append(section)
        _sections.sort(key=lambda known: known.order)


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
        if section.is_shown is None or section.code == current or section.is_shown(user)
    ]


def render_room(request, template, code, context):
    """Return the page of the room `code` of the visitor's cabinet: `template` extends «community/cabinet.html».

    `context` may give a `title` of its own; else the room's name is it.
    """
    sections = sections_for(request.user, code)
    room = next(section for section in sections if section["current"])
    title = context.get("title", room["title"])
    crumbs = [{"title": "Главная", "url": "/"}, {"title": room["title"], "url": ""}]
    if title != room["title"]:
        crumbs = [crumbs[0], {"title": room["title"], "url": room["url"]}, {"title": title, "url": ""}]
    return render(request, template, {**context, "sections": sections, "title": title, "crumbs": crumbs})
