"""The search of Wagtail's own admin: its explorer and choosers, by any form of a word (design section 9).

The tables are Wagtail's; what differs is what is written to them, and how they are asked: the stock backend of SQLite asks
FTS5 once for every page of the site, that of PostgreSQL knows forms of whole words only and fails on what it cannot read.
"""

from django.db import connection
from modelsearch.backends import database

# A rebuild in one transaction would keep editors from saving until its end; ours writes row over row, so readers lose
# nothing without it.
IN_STEPS = {"ATOMIC_REBUILD": False}


def SearchBackend(params):
    """Return the backend for the site's database: ours on SQLite with FTS5 and on PostgreSQL, else the stock one.

    ``params`` are the options of WAGTAILSEARCH_BACKENDS.
    """
    if connection.vendor == "postgresql":
        from search.admin_backend.postgres import PostgresAdminBackend

        return PostgresAdminBackend({**IN_STEPS, **params})
    if connection.vendor == "sqlite":
        from modelsearch.backends.database.sqlite.utils import fts5_available

        if fts5_available():
            from search.admin_backend.sqlite import SqliteAdminBackend

            return SqliteAdminBackend({**IN_STEPS, **params})
    return database.SearchBackend(params)
