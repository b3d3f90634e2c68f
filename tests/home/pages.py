"""Pages for tests, and a way to hear what they tell the apps above."""

from contextlib import contextmanager
from itertools import count

from home.models import ContentPage
from home.signals import content_changed

_numbers = count(1)


class Refused(Exception):
    """What a receiver of `refusing` raises."""


def content_page(parent, title=None, *, live=True, **fields):
    """Add a plain page below `parent`: published, or a draft without `live`; return it as the database has it."""
    title = title or f"Страница {next(_numbers)}"
    page = type(parent).objects.get(pk=parent.pk).add_child(instance=ContentPage(title=title, live=False, **fields))
    revision = page.save_revision()
    if live:
        revision.publish()
    return fresh(page)


def fresh(page):
    """Return the page as the database has it now."""
    return type(page).objects.get(pk=page.pk)


@contextmanager
def told():
    """Collect the page keys told by content_changed; a word of a flat list tells None."""
    heard = []

    def hear(page_ids, **kwargs):
        heard.extend(page_ids or [None])

    content_changed.connect(hear)
    try:
        yield heard
    finally:
        content_changed.disconnect(hear)


@contextmanager
def refusing(page):
    """Let an app above fail on every change of `page`."""

    def refuse(page_ids, **kwargs):
        if page.pk in page_ids:
            raise Refused

    content_changed.connect(refuse)
    try:
        yield
    finally:
        content_changed.disconnect(refuse)
