"""The same questions put to an engine by hand: how many pages have the words and twenty of them, nothing of ours around it.

What our order and our filters cost is the ratio to this.
"""

from django.db import connection, transaction

from search.engines.postgres import TABLE, to_condition
from search.engines.sqlite import WORDS, to_match
from search.language.query import Phrase

FIRST = 20


def raw_question(engine_name, query, any_word):
    """Return a function without arguments that puts a parsed `query` to the engine and returns how many pages match.

    `any_word`: one of several words is enough, as it was in the answer that this is compared with.
    """
    return RAW[engine_name](query, any_word)


def _of_sqlite(query, any_word):
    expression, found = to_match(query, any_word=any_word), f"FROM {WORDS} WHERE {WORDS} MATCH %s"

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT rowid {found} ORDER BY rowid DESC LIMIT {FIRST}", [expression])
            cursor.fetchall()
            cursor.execute(f"SELECT count(*) {found}", [expression])
            return cursor.fetchone()[0]

    return ask


def _of_postgres(query, any_word):
    condition, params = to_condition(query, any_word=any_word)

    @transaction.atomic
    def ask():
        with connection.cursor() as cursor:
            # Left alone the planner reads the whole table for common words: the best that the server can do counts.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"SELECT count(*) FROM {TABLE} AS found WHERE {condition}", params)
            return cursor.fetchone()[0]

    return ask


def _of_elasticsearch(query, any_word):
    from search.engines.elastic import indices
    from search.engines.elastic.client import asking

    clauses = [_match(clause) for clause in query.clauses]
    wanted = {"should": clauses, "minimum_should_match": 1} if any_word else {"must": clauses}
    wanted["must_not"] = [_match(clause) for clause in query.excluded]

    def ask():
        with asking() as client:
            answer = client.search(index=indices.alias(), query={"bool": wanted}, size=FIRST, track_total_hits=True)
        return answer["hits"]["total"]["value"]

    return ask


def _match(clause):
    operator = "and" if isinstance(clause, Phrase) else "or"
    return {"match": {"words": {"query": " ".join(clause.normals), "operator": operator}}}


RAW = {"sqlite": _of_sqlite, "postgres": _of_postgres, "elasticsearch": _of_elasticsearch}
