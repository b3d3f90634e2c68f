"""The admin's search on SQLite: Wagtail's tables and their FTS5."""

from modelsearch.backends.database.sqlite.sqlite import (
    ObjectIndexer,
    SQLiteFTSIndexEntry,
    SQLiteIndex,
    SQLiteSearchBackend,
)

from search.admin_backend.compiling import ENTRIES, AdminQueryCompiler, Autocompletion
from search.admin_backend.indexing import AdminIndex, AdminIndexer
from search.admin_backend.matching import FTS5
from search.admin_backend.results import AdminResults

FTS = SQLiteFTSIndexEntry._meta.db_table


class SqliteCompiler(AdminQueryCompiler):
    """Asks FTS5 first and once."""

    signs = FTS5
    score = "-rank"
    # Weights of the index's columns in their order: autocomplete, body, title.
    ranking = "AND rank MATCH 'bm25(1.0, 1.0, 10.0)'"

    def quoted(self, words, prefix=False):
        """Return words as one FTS5 phrase."""
        return f'"{" ".join(words)}"' + "*" * prefix

    def asked(self):
        """Return the tables and the condition, in the columns of this query.

        The cross join makes SQLite ask FTS5 first and once; left to itself it may ask anew for every row of the index
        (search.md section 8).
        """
        tables = f"{FTS} CROSS JOIN {ENTRIES} ON {ENTRIES}.id = {FTS}.rowid"
        return f"{tables} WHERE {FTS} MATCH %s", [f"{{{' '.join(sorted(self.columns))}}} : ({self.match.expression})"]


class SqliteAutocompleteCompiler(Autocompletion, SqliteCompiler):
    """The same for what is being typed."""


class SqliteIndexer(AdminIndexer, ObjectIndexer):
    """Texts as they are."""


class SqliteAdminIndex(AdminIndex, SQLiteIndex):
    """SQLite's tables."""

    indexer = SqliteIndexer


class SqliteAdminBackend(SQLiteSearchBackend):
    """Wagtail's search on SQLite with Russian normal forms."""

    query_compiler_class = SqliteCompiler
    autocomplete_query_compiler_class = SqliteAutocompleteCompiler
    index_class = SqliteAdminIndex
    results_class = AdminResults
