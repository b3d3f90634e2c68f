"""Engines behind one interface; the setting SEARCH_ENGINE chooses (design §9)."""

from functools import cache
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from search.engines.base import IndexDocument, SearchEngine

__all__ = ["IndexDocument", "SearchEngine", "current_engine"]
ENGINES = {"sqlite": "search.engines.sqlite.SqliteEngine"}


@cache
def current_engine() -> SearchEngine:
    """Return the engine of this site. Raises ImproperlyConfigured for an unknown name."""
    try:
        module, name = ENGINES[settings.SEARCH_ENGINE].rsplit(".", 1)
    except KeyError:
        raise ImproperlyConfigured(f"SEARCH_ENGINE: {settings.SEARCH_ENGINE!r}; есть {', '.join(ENGINES)}.") from None
    return getattr(import_module(module), name)()
