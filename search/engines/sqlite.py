"""The embedded engine: two FTS5 tables of normalised words in the site's own database.

They hold no text, only where words stand: what is deleted is named to FTS5 word by word, as IndexedPage has it. FTS5 is
always asked first and alone; joins and filters stay outside, where their cost cannot depend on a planner's mood. Words
reach it only in quotes, so nothing a visitor types is ever an operator.
"""

from django.db import DatabaseError, connection

from search.engines.base import BLOCK, Scope, SearchEngine
from search.language.query import Either, Phrase
from search.stored import engine_documents

WORDS, NEAR = "search_index_words", "search_index_near"
TABLES = {WORDS: ("words",), NEAR: ("title", "near")}
TABLE_OF = {Scope.WORDS: WORDS, Scope.NEAR: NEAR, Scope.TITLE: NEAR}
CHUNK = 500


class SqliteEngine(SearchEngine):
    name = "sqlite"

    def prepare(self):
        """Make the tables where they are missing."""
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                cursor.execute(
                    f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} USING fts5({', '.join(columns)}, content = '', "
                    'tokenize = "unicode61 remove_diacritics 0")'
                )

    def put(self, documents):
        """Write documents over what IndexedPage says the index has of these pages; inside the caller's transaction."""
        documents = list(documents)
        self.delete(document.page_id for document in documents)
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                rows = [(d.page_id, *(getattr(d, column) for column in columns)) for d in documents]
                cursor.executemany(_insert(table, "rowid", columns), rows)

    def delete(self, page_ids):
        """Take pages out of the index, while IndexedPage still has their words."""
        with connection.cursor() as cursor:
            # Of a row that it does not have FTS5 would note the absence of its words, and count wrongly ever after.
            known = list(engine_documents(self._present(cursor, page_ids)))
            for table, columns in TABLES.items():
                rows = [("delete", d.page_id, *(getattr(d, column) for column in columns)) for d in known]
                cursor.executemany(_insert(table, f"{table}, rowid", columns), rows)

    def clear(self):
        """Take everything out."""
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES('delete-all')")

    def matches(self, query, scope=Scope.WORDS, any_word=False):
        """Yield the ids of all pages that match, the largest first, in lists of at most BLOCK."""
        expression = to_match(query, scope, any_word)
        table, last = TABLE_OF[scope], None
        while expression:
            found = self._block(table, expression, last)
            if found:
                yield found
            if len(found) < BLOCK:
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

    def _block(self, table, expression, last):
        below = "" if last is None else "AND rowid < %s"
        # One long string instead of thousands of rows: three times faster through the driver.
        sql = (
            "SELECT group_concat(rowid) FROM "
            f"(SELECT rowid FROM {table} WHERE {table} MATCH %s {below} ORDER BY rowid DESC LIMIT {BLOCK})"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [expression, *([] if last is None else [last])])
            joined = cursor.fetchone()[0]
        return list(map(int, joined.split(","))) if joined else []


def to_match(query, scope=Scope.WORDS, any_word=False):
    """Return the FTS5 expression of a query, "" where it asks for nothing. Every word stands in quotes."""
    joint = " OR " if any_word else " AND "
    write = _in_a_row if scope is Scope.WORDS else _in_any_order
    clauses = [_clause(clause, write, joint) for clause in query.clauses]
    if not clauses:
        return ""
    expression = joint.join(clauses)
    if scope is not Scope.WORDS:
        return f"{{{scope.value}}} : ({expression})" if scope is Scope.TITLE else expression
    if query.excluded:
        return f"({expression}) NOT ({' OR '.join(_clause(clause, write) for clause in query.excluded)})"
    return expression


def _clause(clause, write, joint=" AND "):
    if isinstance(clause, Either):
        typed = joint.join(_clause(part, write) for part in clause.typed)
        return f"(({typed}) OR {' OR '.join(_clause(other, write) for other in clause.others)})"
    alternatives = [clause.normals] if isinstance(clause, Phrase) else [(normal,) for normal in clause.normals]
    if isinstance(clause, Phrase) and clause.joined:
        alternatives.append((clause.joined,))
    written = " OR ".join(map(write, alternatives))
    return f"({written})" if len(alternatives) > 1 else written


def _in_a_row(normals):
    return f'"{" ".join(normals)}"'


def _in_any_order(normals):
    return "(" + " AND ".join(f'"{normal}"' for normal in normals) + ")"


def _insert(table, keys, columns):
    count = len(columns) + keys.count(",") + 1
    return f"INSERT INTO {table}({keys}, {', '.join(columns)}) VALUES ({', '.join(['%s'] * count)})"
