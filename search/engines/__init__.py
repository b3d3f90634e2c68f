"""Engines behind one interface; the setting SEARCH_ENGINE chooses who answers readers (design §9)."""

from functools import cache
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import EngineFailed, IndexDocument, Scope, SearchEngine

__all__ = ["EngineFailed", "IndexDocument", "Scope", "SearchEngine", "current_engine", "database_engine"]
OF_DATABASES = {
    "sqlite": "search.engines.sqlite.SqliteEngine",
    "postgresql": "search.engines.postgres.PostgresEngine",
}


@cache
def database_engine() -> SearchEngine:
    """Return the engine inside the site's own database: always fed, in the transaction of the change.

    Raises ImproperlyConfigured for a database that has none.
    """
    if connection.vendor not in OF_DATABASES:
        raise ImproperlyConfigured(f"Поиск умеет SQLite и PostgreSQL, а база данных — {connection.vendor}.")
    return _made(OF_DATABASES[connection.vendor])


def current_engine() -> SearchEngine:
    """Return the engine that answers readers."""
    return database_engine()


def _made(path):
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)()
