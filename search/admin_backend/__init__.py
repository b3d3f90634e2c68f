"""The search of Wagtail's own admin: its explorer and choosers, by any form of a word (design section 9).

The tables are Wagtail's; what differs is what is written to them, and that FTS5 is asked first: the stock backend asks
it once for every page of the site.
"""

from django.db import connection
from modelsearch.backends import database


def SearchBackend(params):
    """Return the backend for the site's database: ours on SQLite with FTS5, else the stock one of that database.

    ``params`` are the options of WAGTAILSEARCH_BACKENDS; PostgreSQL is told that the texts are Russian.
    """
    if connection.vendor == "sqlite":
        from modelsearch.backends.database.sqlite.utils import fts5_available

        if fts5_available():
            from search.admin_backend.results import AdminSearchBackend

            # A rebuild in one transaction would keep editors from saving until its end; ours writes row over row, so
            # readers lose nothing without it.
            return AdminSearchBackend({"ATOMIC_REBUILD": False, **params})
    russian = {"SEARCH_CONFIG": "russian"} if connection.vendor == "postgresql" else {}
    return database.SearchBackend({**russian, **params})
