"""Engines behind one interface: the database's own is always fed, SEARCH_ENGINE chooses who answers readers (design §9)."""

from functools import cache
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import EngineFailed, IndexDocument, Scope, SearchEngine

__all__ = ["EngineFailed", "IndexDocument", "Scope", "SearchEngine", "database_engine", "serving_engine"]
OF_DATABASES = {
    "sqlite": "search.engines.sqlite.SqliteEngine",
    "postgresql": "search.engines.postgres.PostgresEngine",
}
SERVING = {"elasticsearch": "search.engines.elastic.ElasticEngine"}


@cache
def database_engine() -> SearchEngine:
    """Return the engine inside the site's own database: always fed, in the transaction of the change.

    Raises ImproperlyConfigured for a database that has none.
    """
    if connection.vendor not in OF_DATABASES:
        raise ImproperlyConfigured(f"Поиск умеет SQLite и PostgreSQL, а база данных — {connection.vendor}.")
    return _made(OF_DATABASES[connection.vendor])


@cache
def serving_engine() -> SearchEngine | None:
    """Return the engine outside of the database that answers readers, None where the database's own does.

    Raises ImproperlyConfigured for an unknown SEARCH_ENGINE and for one of another database.
    """
    chosen = settings.SEARCH_ENGINE
    if chosen in SERVING:
        return _made(SERVING[chosen])
    if chosen not in ("", database_engine().name):
        names = ", ".join([database_engine().name, *SERVING])
        raise ImproperlyConfigured(f"SEARCH_ENGINE: {chosen!r}; на этой базе данных есть {names}.")
    return None


def _made(path):
    module, name = path.rsplit(".", 1)
    return getattr(import_module(module), name)()
