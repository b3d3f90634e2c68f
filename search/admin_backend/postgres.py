"""The admin's search on PostgreSQL: Wagtail's vectors, of normal forms, so that no configuration or extension takes part."""

from django.contrib.postgres.search import SearchVector
from django.db.models import TextField, Value
from modelsearch.backends.database.postgres.postgres import ObjectIndexer, PostgresIndex, PostgresSearchBackend

from search.admin_backend.compiling import ENTRIES, AdminQueryCompiler, Autocompletion
from search.admin_backend.indexing import AdminIndex, AdminIndexer
from search.admin_backend.matching import TSQUERY
from search.admin_backend.results import AdminResults


class PostgresCompiler(AdminQueryCompiler):
    """Asks the vectors of the entries."""

    signs = TSQUERY
    ranking = ""

    def quoted(self, words, prefix=False):
        """Return words as a tsquery of words in a row."""
        return " <-> ".join(f"'{word}'" for word in words) + ":*" * prefix

    @property
    def vector(self):
        """The vector to look in. Wagtail has an index for each column, and for the title before the body."""
        return " || ".join(f"{ENTRIES}.{column}" for column in sorted(self.columns, reverse=True))

    @property
    def score(self):
        """The worth of a hit: a word of the title (A) ten times that of any other (D)."""
        return f"ts_rank('{{0.1, 0.1, 0.1, 1}}', {self.vector}, asked)"

    def asked(self):
        """Return the tables and the condition, in the columns of this query."""
        question = "(SELECT %s::tsquery AS asked) AS question"
        return f"{ENTRIES}, {question} WHERE ({self.vector}) @@ asked", [self.match.expression]


class PostgresAutocompleteCompiler(Autocompletion, PostgresCompiler):
    """The same for what is being typed."""


class PostgresIndexer(AdminIndexer, ObjectIndexer):
    """Texts as vectors."""

    def as_column(self, column, text):
        """Return the vector of the words as they are."""
        weight = "A" if column == "title" else "D"
        return SearchVector(Value(text, output_field=TextField()), config="simple", weight=weight)


class PostgresAdminIndex(AdminIndex, PostgresIndex):
    """PostgreSQL's table."""

    indexer = PostgresIndexer


class PostgresAdminBackend(PostgresSearchBackend):
    """Wagtail's search on PostgreSQL with Russian normal forms."""

    query_compiler_class = PostgresCompiler
    autocomplete_query_compiler_class = PostgresAutocompleteCompiler
    index_class = PostgresAdminIndex
    results_class = AdminResults
