"""PostgreSQL's engine: a table of its own with the normalised words of each page, looked through by GIN.

The words are lexemes already, so no configuration of text search takes part: `array_to_tsvector` takes them as they are and
without places, which keeps the index small and books of any length whole. A phrase is then a substring of the page's coded
text (language.coding), asked of those pages alone of which the index cannot tell: that have all its words, and would not
match without it.
"""

from django.db import DatabaseError, connection, transaction

from search.engines.base import Scope, SearchEngine, block_of
from search.engines.exact import exact_condition, needs_places, proven
from search.language.query import Either, Phrase

TABLE = "search_index"
COLUMNS = ("title", "near", "words")
# PostgreSQL's own limit of a tsvector is 1 MiB: of a page with more different words the first ones are found.
MOST_BYTES = 900_000
# How many bytes of a row PostgreSQL keeps together. GIN answers for the vectors, which are never read again: put aside they
# leave few blocks, from which ids come quickly. The texts in which phrases are looked for are quicker to read in place.
KEPT_TOGETHER = {TABLE: 128, "search_indexedpage": 8160}
# The planner does not count what it costs to unpack the vectors of a whole table, and would read it whole; compiling and
# helpers take longer to start than the answer.
SETTINGS = {"enable_seqscan": "off", "jit": "off", "max_parallel_workers_per_gather": "0"}
SET = "; ".join(f"SET LOCAL {name} = {value}" for name, value in SETTINGS.items())
RESET = "; ".join(f"SET LOCAL {name} TO DEFAULT" for name in SETTINGS)


class PostgresEngine(SearchEngine):
    name = "postgres"

    def prepare(self):
        """Make the table and its indexes where they are missing."""
        columns = ", ".join(f"{column} tsvector NOT NULL" for column in COLUMNS)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (page_id integer PRIMARY KEY, {columns})")
            for table, size in KEPT_TOGETHER.items():
                cursor.execute(f"ALTER TABLE {table} SET (toast_tuple_target = {size})")
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
        """Yield the ids of all pages that match: the newest list and, for who goes on, all others that are asked for at once."""
        if not query.clauses:
            return
        size = block_of(scope)
        newest = _ids(*to_select(query, scope, any_word, size), f"1:{size}")
        if newest:
            yield newest
        if len(newest) == size:
            others = _ids(*to_select(query, scope, any_word), f"{size + 1}:")
            yield from (others[start : start + size] for start in range(0, len(others), size))

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


def to_select(query, scope=Scope.WORDS, any_word=False, most=None):
    """Return (SQL, parameters) that selects the `page_id` of the pages that match, at least of the `most` newest."""
    wanted = to_tsquery(query, any_word)
    if scope is not Scope.WORDS:
        return _found(scope, "TRUE"), [wanted]
    if not needs_places(query):
        return _found(scope, "TRUE"), [_without(query.excluded, wanted)]
    arms, sure = [("FALSE", wanted)], proven(query, any_word)
    if sure:
        known = _without(query.excluded, to_tsquery(sure, any_word))
        arms = [("TRUE", known), ("FALSE", f"({wanted}) & !({known})")]
    found = " UNION ALL ".join(_found(scope, is_sure) for is_sure, _tsquery in arms)
    exact, params = exact_condition(query, any_word, "strpos")
    # Not EXISTS, of which the planner makes a reading of all pages. The newest come first: who has enough stops there.
    text = f"SELECT {exact} FROM search_indexedpage AS page WHERE page.page_id = found.page_id"
    sql = f"SELECT page_id FROM ({found} ORDER BY page_id DESC) AS found WHERE is_sure OR ({text})"
    return f"{sql} LIMIT {most or 'ALL'}", [*(tsquery for _is_sure, tsquery in arms), *params]


def to_tsquery(query, any_word=False):
    """Return the tsquery of what a query wants. Of a phrase it asks for all its words."""
    joint = " | " if any_word else " & "
    return joint.join(_words(clause, joint) for clause in query.clauses)


def _without(excluded, tsquery):
    # Of a phrase a page is without it for certain when it lacks one of its words.
    return f"({tsquery}) & !({' | '.join(_words(clause, ' & ') for clause in excluded)})" if excluded else tsquery


def _words(clause, joint):
    """Return the tsquery of the pages that may match a clause: of a phrase, those with all its words."""
    if isinstance(clause, Either):
        typed = joint.join(_words(part, joint) for part in clause.typed)
        return f"(({typed}) | {' | '.join(_words(other, joint) for other in clause.others)})"
    if not isinstance(clause, Phrase):
        return f"({' | '.join(map(_quoted, clause.normals))})"
    row = " & ".join(map(_quoted, clause.normals))
    return f"(({row}) | {_quoted(clause.joined)})" if clause.joined else f"({row})"


def _found(scope, is_sure):
    # "+ 0": along the primary key the planner would unpack the vectors of every page that it passes.
    return f"SELECT page_id + 0 AS page_id, {is_sure} AS is_sure FROM {TABLE} WHERE {scope.value} @@ %s::tsquery"


def _ids(sql, params, part):
    """Return the ids of the pages that `sql` selects, the largest first: `part` of them, "first:last"."""
    # One long string is quicker than thousands of rows, and sorting all of them quicker than picking the largest.
    ids = f"array_to_string((array_agg(page_id ORDER BY page_id DESC))[{part}], ',')"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SET)
        cursor.execute(f"SELECT {ids} FROM ({sql}) AS selected", params)
        joined = cursor.fetchone()[0]
        cursor.execute(RESET)
    return list(map(int, joined.split(","))) if joined else []


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
