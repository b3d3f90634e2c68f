"""PostgreSQL's engine: a table of its own with the normalised words of each page, looked through by GIN.

The words are lexemes already, so no configuration of text search takes part: `array_to_tsvector` takes them as they are and
without places, which keeps the index small and books of any length whole. A phrase is then a substring of the page's coded
text (language.coding), asked of those pages alone that have all its words.
"""

from django.db import DatabaseError, connection, transaction

from search.engines.base import Scope, SearchEngine, block_of
from search.engines.exact import exact_condition, needs_places
from search.language.query import Either, Phrase

TABLE = "search_index"
COLUMNS = ("title", "near", "words")
# PostgreSQL's own limit of a tsvector is 1 MiB: of a page with more different words the first ones are found.
MOST_BYTES = 900_000
PAGES = "search_indexedpage AS page WHERE page.page_id = found.page_id"


class PostgresEngine(SearchEngine):
    name = "postgres"

    def prepare(self):
        """Make the table and its indexes where they are missing."""
        columns = ", ".join(f"{column} tsvector NOT NULL" for column in COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (page_id integer PRIMARY KEY, {columns})")
            for column in COLUMNS:
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {TABLE}_{column} ON {TABLE} USING gin ({column}) WITH (fastupdate = off)"
                )

    def put(self, documents):
        """Write documents over whatever the index has of these pages."""
        rows = [(d.page_id, *(_lexemes(getattr(d, column)) for column in COLUMNS)) for d in documents]
        changes = ", ".join(f"{column} = EXCLUDED.{column}" for column in COLUMNS)
        vectors = ", ".join(["array_to_tsvector(%s::text[])"] * len(COLUMNS))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {TABLE} (page_id, {', '.join(COLUMNS)}) VALUES (%s, {vectors}) "
                f"ON CONFLICT (page_id) DO UPDATE SET {changes}",
                rows,
            )

    def delete(self, page_ids):
        """Take pages out of the index."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE page_id = ANY(%s)", [list(page_ids)])

    def clear(self):
        """Take everything out."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def matches(self, query, scope=Scope.WORDS, any_word=False):
        """Yield the ids of all pages that match, in lists that are asked for at once."""
        wanted = to_condition(query, scope, any_word)
        if wanted is None:
            return
        condition, params = wanted
        with transaction.atomic(), connection.cursor() as cursor:
            # The planner does not count what it costs to unpack the vectors of a whole table, and would read it whole.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"SELECT string_agg(page_id::text, ',') FROM {TABLE} AS found WHERE {condition}", params)
            joined = cursor.fetchone()[0]
            cursor.execute("SET LOCAL enable_seqscan = on")
        found = sorted(map(int, joined.split(",")), reverse=True) if joined else []
        size = block_of(scope)
        yield from (found[start : start + size] for start in range(0, len(found), size))

    def page_ids(self):
        """Return the ids of all pages in the index."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT page_id FROM {TABLE}")
            return {row[0] for row in cursor.fetchall()}

    def health(self):
        """Return "" when the index answers."""
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SELECT page_id FROM {TABLE} LIMIT 1")
        except DatabaseError as error:
            return str(error)
        return ""


def to_condition(query, scope=Scope.WORDS, any_word=False):
    """Return (SQL, parameters) of the condition for rows of the table `found`, None where a query asks for nothing."""
    if not query.clauses:
        return None
    joint = " | " if any_word else " & "
    parts = [f"{scope.value} @@ %s::tsquery"]
    params = [joint.join(_words(clause, joint) for clause in query.clauses)]
    if scope is not Scope.WORDS:
        return parts[0], params
    if needs_places(query):
        # What the index can tell it tells at once; phrases are looked at afterwards, page by page.
        sql, more = exact_condition(query, any_word, "strpos")
        return f"{parts[0]} AND EXISTS (SELECT FROM {PAGES} AND {sql})", params + more
    if query.excluded:
        parts.append("NOT words @@ %s::tsquery")
        params.append(" | ".join(_words(clause, " & ") for clause in query.excluded))
    return " AND ".join(parts), params


def _words(clause, joint):
    """Return the tsquery of the pages that may match a clause: of a phrase, those with all its words."""
    if isinstance(clause, Either):
        typed = joint.join(_words(part, joint) for part in clause.typed)
        return f"(({typed}) | {' | '.join(_words(other, joint) for other in clause.others)})"
    if not isinstance(clause, Phrase):
        return f"({' | '.join(map(_quoted, clause.normals))})"
    row = " & ".join(map(_quoted, clause.normals))
    return f"(({row}) | {_quoted(clause.joined)})" if clause.joined else f"({row})"


def _quoted(word):
    return "'{}'".format(word.replace("\\", "\\\\").replace("'", "''"))


def _lexemes(text):
    size, kept = 0, []
    for word in dict.fromkeys(text.split()):
        size += len(word.encode()) + 8
        if size > MOST_BYTES:
            break
        kept.append(word)
    return kept
