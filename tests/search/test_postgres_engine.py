"""What PostgreSQL's engine asks its index, and of how few pages it reads the texts."""

import pytest
from django.db import connection, transaction

from search.engines import Scope, database_engine
from search.engines.postgres import SET, SETTINGS, to_select
from search.language.query import parse
from search.models import IndexedPage
from search.stored import remember
from search.words import query_normaliser
from tests.search import corpus

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL's own index")


@pytest.fixture
def pages(db):
    """An archive in the engine: {page id: PageWords}."""
    pages = corpus.pages()
    database_engine().put([page.document() for page in pages.values()])
    remember(pages.values())
    return pages


def asked(words):
    return parse(words, query_normaliser())


@pytest.mark.parametrize(
    ("words", "any_word"),
    [
        ("урок школа", False),
        ("урок -школа", False),
        ("урок школа -опыт", True),
        ('"урок"', False),
        ('урок -"школа"', False),
    ],
)
def test_where_words_alone_are_asked_for_no_text_is_read(pages, words, any_word):
    assert "search_indexedpage" not in plan(asked(words), any_word)


@pytest.mark.parametrize(
    ("words", "any_word"), [('урок "школа учитель"', True), ('урок -"школа учитель"', False), ("видео-урок", False)]
)
def test_a_page_that_matches_without_the_phrase_is_not_read(pages, words, any_word):
    sql, params = to_select(asked(words), any_word=any_word)
    IndexedPage.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        found = {row[0] for row in cursor.fetchall()}
    assert found
    assert all(corpus.holds(pages[page_id], asked(words), any_word) for page_id in found)


def plan(query, any_word=False):
    """What PostgreSQL is about to do."""
    sql, params = to_select(query, Scope.WORDS, any_word, 20)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SET)
        cursor.execute(f"EXPLAIN {sql}", params)
        lines = "\n".join(row[0] for row in cursor.fetchall())
        transaction.set_rollback(True)
    return lines


@pytest.mark.parametrize("any_word", [False, True])
@pytest.mark.parametrize("words", ['"урок школа"', "мастер-класс учитель", 'урок -"школа учитель"', "урок школа"])
def test_no_question_reads_all_vectors_or_all_texts(pages, words, any_word):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE search_index, search_indexedpage")
    way = plan(asked(words), any_word)
    assert "Bitmap Index Scan on search_index_words" in way
    assert "search_index_pkey" not in way
    assert "Seq Scan" not in way
    assert "Join" not in way


def test_the_settings_of_a_question_end_with_it(pages):
    def now():
        with connection.cursor() as cursor:
            return [cursor.execute(f"SHOW {name}").fetchone()[0] for name in SETTINGS]

    before = now()
    assert list(database_engine().matches(asked('"урок школа"')))
    assert now() == before
