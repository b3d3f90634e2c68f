"""The embedded engine: two FTS5 tables of normalised words in the site's own database.

They hold neither texts nor places, only which page has which word: what is deleted is named to FTS5 word by word, as
IndexedPage has it, and phrases are looked for in the coded texts of the pages that have their words. FTS5 is always asked
first; filters stay outside, where their cost cannot depend on a planner's mood. Words reach it only in quotes, so nothing a
visitor types is ever an operator.
"""

from django.db import DatabaseError, connection

from search.engines.base import Scope, SearchEngine, block_of
from search.engines.exact import exact_condition, needs_places, proven
from search.language.coding import bag_of
from search.language.query import Either, Phrase
from search.stored import engine_documents

WORDS, NEAR = "search_index_words", "search_index_near"
TABLES = {WORDS: ("words",), NEAR: ("title", "near")}
DETAIL = {WORDS: "none", NEAR: "column"}
TABLE_OF = {Scope.WORDS: WORDS, Scope.NEAR: NEAR, Scope.TITLE: NEAR}
CHUNK = 500
# Of 4 kB each: some milliseconds.
MERGED = 500


class SqliteEngine(SearchEngine):
    name = "sqlite"

    def prepare(self):
        """Make the tables where they are missing."""
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                # To this tokeniser every character beyond ASCII is a letter: normal forms come through whole.
                cursor.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5({', '.join(columns)}, content = '', "
                    f"detail = {DETAIL[table]}, "
                    "tokenize = ascii)"
                )

    def put(self, documents):
        """Write documents over what IndexedPage says the index has of these pages; inside the caller's transaction."""
        documents = list(documents)
        self.delete(document.page_id for document in documents)
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                rows = [(d.page_id, *_distinct(d, columns)) for d in documents]
                cursor.executemany(_insert(table, "rowid", columns), rows)

    def delete(self, page_ids):
        """Take pages out of the index, while IndexedPage still has their words."""
        with connection.cursor() as cursor:
            # Of a row that it does not have FTS5 would note the absence of its words, and count wrongly ever after.
            known = list(engine_documents(self._present(cursor, page_ids), bag_of))
            for table, columns in TABLES.items():
                rows = [("delete", d.page_id, *(getattr(d, column) for column in columns)) for d in known]
                cursor.executemany(_insert(table, f"{table}, rowid", columns), rows)

    def clear(self):
        """Take everything out."""
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")

    def tidy(self):
        """Merge the parts of the index in short transactions, until there is nothing left to merge."""
        for table in TABLES:
            # The minus tells FTS5 to merge everything there is, the number how many pages to write at a step.
            pages = -MERGED
            with connection.cursor() as cursor:
                while _changes(cursor, f"INSERT INTO {table}({table}, rank) VALUES('merge', {pages})") > 1:
                    pages = MERGED

    def matches(self, query, scope=Scope.WORDS, any_word=False):
        """Yield the ids of all pages that match, the largest first, in lists."""
        questions = _questions(query, scope, any_word)
        last, most = None, block_of(scope)
        while questions:
            found = self._block(questions, last, most)
            if found:
                yield found
            if len(found) < most:
                return
            last = found[-1]

    def page_ids(self):
        """Return the ids of all pages in the index."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid FROM {WORDS}")
            return {row[0] for row in cursor.fetchall()}

    def health(self):
        """Return "" when the index answers."""
        try:
            with connection.cursor() as cursor:
                for table in TABLES:
                    cursor.execute(f"SELECT rowid FROM {table} LIMIT 1")
        except DatabaseError as error:
            return str(error)
        return ""

    def _present(self, cursor, page_ids):
        page_ids = list(page_ids)
        for start in range(0, len(page_ids), CHUNK):
            chunk = page_ids[start : start + CHUNK]
            cursor.execute(f"SELECT rowid FROM {WORDS} WHERE rowid IN ({', '.join(['%s'] * len(chunk))})", chunk)
            yield from (row[0] for row in cursor.fetchall())

    def _block(self, questions, last, most):
        below = "" if last is None else f" AND found.rowid < {last}"
        found = " UNION ALL ".join(f"{sql}{below}" for sql, _params in questions)
        params = [param for _sql, params in questions for param in params]
        # One long string instead of thousands of rows: three times faster through the driver.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT group_concat(rowid) FROM ({found} ORDER BY 1 DESC LIMIT {most})", params)
            joined = cursor.fetchone()[0]
        return list(map(int, joined.split(","))) if joined else []


def _questions(query, scope, any_word):
    """Return [(SQL, parameters)] of the pages that match, in parts that have no page in common; the table is `found`."""
    table, expression = TABLE_OF[scope], to_match(query, scope, any_word)
    if not expression:
        return []
    plain = f"SELECT found.rowid FROM {table} AS found WHERE {table} MATCH %s"
    if scope is not Scope.WORDS:
        return [(plain, [expression])]
    if not needs_places(query):
        return [(plain, [_without(query.excluded, expression)])]
    condition, params = exact_condition(query, any_word, "instr")
    # The cross join keeps the order: FTS5 first, and of the pages those alone that it names.
    looked_at = (
        f"SELECT found.rowid FROM {table} AS found CROSS JOIN search_indexedpage AS page ON page.page_id = found.rowid "
        f"WHERE {table} MATCH %s AND {condition}"
    )
    sure = proven(query, any_word)
    if sure is None:
        return [(looked_at, [expression, *params])]
    known = _without(query.excluded, to_match(sure, scope, any_word))
    return [(plain, [known]), (looked_at, [f"({expression}) NOT ({known})", *params])]


def to_match(query, scope=Scope.WORDS, any_word=False):
    """Return the FTS5 expression of what a query wants, "" where it asks for nothing. Every word stands in quotes.

    Of a phrase it asks for all its words.
    """
    joint = " OR " if any_word else " AND "
    expression = joint.join(_clause(clause, joint) for clause in query.clauses)
    return f"{{title}} : ({expression})" if expression and scope is Scope.TITLE else expression


def _without(excluded, expression):
    # Of a phrase a page is without it for certain when it lacks one of its words.
    return f"({expression}) NOT ({' OR '.join(map(_clause, excluded))})" if excluded else expression


def _clause(clause, joint=" AND "):
    if isinstance(clause, Either):
        typed = joint.join(map(_clause, clause.typed))
        return f"(({typed}) OR {' OR '.join(map(_clause, clause.others))})"
    if not isinstance(clause, Phrase):
        return f"({' OR '.join(map(_quoted, clause.normals))})"
    row = " AND ".join(map(_quoted, clause.normals))
    return f"(({row}) OR {_quoted(clause.joined)})" if clause.joined else f"({row})"


def _quoted(normal):
    return f'"{normal}"'


def _changes(cursor, sql):
    """Run a statement and return how many rows of the inner tables it has changed: fewer than two is nothing."""
    cursor.execute("SELECT total_changes()")
    before = cursor.fetchone()[0]
    cursor.execute(sql)
    cursor.execute("SELECT total_changes()")
    return cursor.fetchone()[0] - before


def _distinct(document, columns):
    # Without places a word that stands in a page twice is no more than one that stands there once.
    return (" ".join(dict.fromkeys(getattr(document, column).split())) for column in columns)


def _insert(table, keys, columns):
    count = len(columns) + keys.count(",") + 1
    return f"INSERT INTO {table}({keys}, {', '.join(columns)}) VALUES ({', '.join(['%s'] * count)})"
