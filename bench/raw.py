"""The same words put to an engine by hand: how many pages have them, and the first twenty; nothing of ours around it.

Phrases are their words in any order and nothing is excluded. What our filters and our order cost is the ratio to this.
"""

from django.db import connection, transaction

from search.engines.postgres import TABLE
from search.engines.sqlite import WORDS
from search.language.query import Phrase

FIRST = 20


def raw_question(engine_name, query, any_word):
    """Return a function without arguments that puts the words of a parsed `query` to the engine; it returns how many match.

    `any_word`: one of several words is enough, as it was in the answer that this is compared with.
    """
    # Of every list one word must stand in the page.
    wanted = [normals for clause in query.clauses for normals in _alternatives(clause)]
    return RAW[engine_name](wanted, any_word)


def _alternatives(clause):
    return [(normal,) for normal in clause.normals] if isinstance(clause, Phrase) else [clause.normals]


def _joined(wanted, quote, either, joint):
    # Normal forms are letters or digits, so none holds a quote.
    return joint.join(f"({either.join(f'{quote}{normal}{quote}' for normal in normals)})" for normals in wanted)


def _of_sqlite(wanted, any_word):
    expression = _joined(wanted, '"', " OR ", " OR " if any_word else " AND ")
    found = f"FROM {WORDS} WHERE {WORDS} MATCH %s"

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid {found} ORDER BY rowid DESC LIMIT {FIRST}", [expression])
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) {found}", [expression])
            return cursor.fetchone()[0]

    return ask


def _of_postgres(wanted, any_word):
    expression = _joined(wanted, "'", " | ", " | " if any_word else " & ")

    @transaction.atomic
    def ask():
        with connection.cursor() as cursor:
            # Left alone the planner reads the whole table for common words: the best that the server can do counts.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE words @@ %s::tsquery", [expression])
            return cursor.fetchone()[0]

    return ask


def _of_elasticsearch(wanted, any_word):
    from search.engines.elastic import indices
    from search.engines.elastic.client import asking

    words = [{"match": {"words": " ".join(normals)}} for normals in wanted]
    query = {"bool": {"should": words, "minimum_should_match": 1 if any_word else len(words)}}

    def ask():
        with asking() as client:
            answer = client.search(index=indices.alias(), query=query, size=FIRST, track_total_hits=True)
        return answer["hits"]["total"]["value"]

    return ask


RAW = {"sqlite": _of_sqlite, "postgres": _of_postgres, "elasticsearch": _of_elasticsearch}
