"""What every engine promises, asked of each on one archive: the same pages for the same words, always."""

from itertools import pairwise

import pytest

from search.engines import Scope, database_engine
from search.engines.elastic import indices
from search.engines.elastic.writing import refresh
from search.language.query import parse
from search.language.synonyms import Thesaurus
from search.stored import remember
from search.words import query_normaliser
from tests.search import corpus

pytestmark = pytest.mark.django_db


class Contract:
    """One engine with everything that it needs of its surroundings."""

    def __init__(self, engine):
        self.engine = engine
        self.pages = {}
        engine.prepare()

    def put(self, pages):
        """Write pages as the indexer does: the engine, then the database's words."""
        self.engine.put([page.document() for page in pages.values()])
        remember(pages.values())
        self.pages |= pages
        self.see()

    def delete(self, page_ids):
        self.engine.delete(page_ids)
        remember((), set(page_ids))
        for page_id in page_ids:
            self.pages.pop(page_id, None)
        self.see()

    def see(self):
        """Elasticsearch lets readers see what was written a moment later."""
        if self.engine is not database_engine():
            refresh(indices.alias())

    def found(self, query, scope=Scope.WORDS, any_word=False):
        page_ids = [page_id for block in self.engine.matches(query, scope, any_word) for page_id in block]
        assert all(larger > smaller for larger, smaller in pairwise(page_ids)), "the largest first, none twice"
        return set(page_ids)


@pytest.fixture(params=["database", "elasticsearch"])
def contract(request, db):
    """The engine of the database that the tests run on, and Elasticsearch."""
    return Contract(request.getfixturevalue("elastic") if request.param == "elasticsearch" else database_engine())


def expected(contract, query, scope=Scope.WORDS, any_word=False):
    if scope is Scope.WORDS:
        return {page_id for page_id, page in contract.pages.items() if corpus.holds(page, query, any_word)}
    texts = {page_id: getattr(page.document(), scope.value) for page_id, page in contract.pages.items()}
    return {page_id for page_id, text in texts.items() if corpus.holds_near(text, query, any_word)}


def asked(words):
    return parse(words, query_normaliser())


def test_the_same_pages_are_found_as_by_reading_every_page(contract):
    contract.put(corpus.pages())
    hits = 0
    for query in corpus.queries():
        for any_word in (False, True):
            found = contract.found(query, any_word=any_word)
            assert found == expected(contract, query, any_word=any_word), (query.raw, any_word)
            hits += len(found)
    assert hits > 10_000


@pytest.mark.parametrize("scope", [Scope.TITLE, Scope.NEAR])
def test_a_narrower_scope_finds_what_stands_there(contract, scope):
    contract.put(corpus.pages())
    hits = 0
    for query in corpus.queries(count=120):
        for any_word in (False, True):
            found = contract.found(query, scope, any_word)
            assert found == expected(contract, query, scope, any_word), (query.raw, any_word)
            hits += len(found)
    assert hits > 1_000


def test_other_names_of_a_thing_are_found_as_well(contract):
    contract.put(corpus.pages())
    thesaurus = Thesaurus([["школа", "видео-урок", "снег лёд"], ["урок", "опыт"]], query_normaliser())
    for words in ("школа", "урок школа", "снег лёд", "школа -опыт"):
        query = thesaurus.expand(asked(words))
        assert query.also
        for any_word in (False, True):
            assert contract.found(query, any_word=any_word) == expected(contract, query, any_word=any_word), words


def test_what_is_written_again_is_found_by_its_new_words_alone(contract):
    contract.put(corpus.pages(seed=1))
    contract.put(corpus.pages(seed=3, count=100))
    contract.put(corpus.pages(seed=3, count=100))
    for query in corpus.queries(seed=4, count=80):
        assert contract.found(query) == expected(contract, query), query.raw


def test_what_is_deleted_is_found_no_more(contract):
    contract.put(corpus.pages())
    contract.delete(list(contract.pages)[::2])
    contract.delete([999_999])
    assert contract.engine.page_ids() == set(contract.pages)
    for query in corpus.queries(seed=5, count=80):
        assert contract.found(query) == expected(contract, query), query.raw


def test_what_was_deleted_can_come_back(contract):
    some = corpus.pages(count=20)
    contract.put(some)
    contract.delete(list(some))
    assert contract.engine.page_ids() == set()
    contract.put(some)
    assert contract.found(asked("урок")) == expected(contract, asked("урок")) != set()


def test_a_long_answer_comes_in_blocks_and_only_as_far_as_it_is_read(contract, monkeypatch):
    monkeypatch.setattr("search.engines.base.BLOCK", 7)
    monkeypatch.setattr("search.engines.base.NARROW_BLOCK", 5)
    contract.put(corpus.pages())
    query = asked("урок")
    assert contract.found(query) == expected(contract, query)
    assert len(contract.found(query)) > 20
    for scope, size in ((Scope.WORDS, 7), (Scope.NEAR, 5), (Scope.TITLE, 5)):
        blocks = list(contract.engine.matches(query, scope))
        assert {len(block) for block in blocks[:-1]} == {size}
        assert 0 < len(blocks[-1]) <= size
        assert blocks[0][0] == max(expected(contract, query, scope))


def test_phrases_come_in_blocks_too_whatever_part_of_them_was_read(contract, monkeypatch):
    monkeypatch.setattr("search.engines.base.BLOCK", 7)
    contract.put(corpus.pages())
    long = 0
    for query in [*corpus.queries(seed=6, count=80), asked('урок "школа учитель"'), asked('урок -"школа учитель"')]:
        for any_word in (False, True):
            assert contract.found(query, any_word=any_word) == expected(contract, query, any_word=any_word), query.raw
            blocks = list(contract.engine.matches(query, any_word=any_word))
            assert {len(block) for block in blocks[:-1]} <= {7}, query.raw
            long += len(blocks) > 2
    assert long > 50


def test_a_question_without_words_finds_nothing(contract):
    contract.put(corpus.pages(count=5))
    for words in ("", "-урок", "!!!"):
        for scope in Scope:
            assert contract.found(asked(words), scope) == set()


def test_an_empty_index_answers(contract):
    assert contract.found(asked("урок")) == set()
    assert contract.engine.page_ids() == set()
    assert contract.engine.health() == ""


def test_a_cleared_index_is_empty_and_can_be_filled_again(contract):
    contract.put(corpus.pages(count=20))
    contract.engine.clear()
    contract.see()
    assert contract.engine.page_ids() == set()
    contract.engine.put([page.document() for page in contract.pages.values()])
    contract.see()
    assert contract.found(asked("урок")) == expected(contract, asked("урок"))


def test_a_prepared_index_may_be_prepared_again(contract):
    contract.put(corpus.pages(count=5))
    contract.engine.prepare()
    assert contract.engine.page_ids() == set(contract.pages)


def test_a_book_of_many_words_is_found_by_its_last_ones(contract):
    words = " ".join(f"слово{number} глава" for number in range(60_000)) + " конец книги"
    book = corpus.PageWords(1, "книга", "", (query_normaliser().normalise(words),))
    contract.put({1: book})
    assert contract.found(asked("глава конец")) == {1}
    assert contract.found(asked('"конец книги"')) == {1}
    assert contract.found(asked('"книги конец"')) == set()


def test_words_of_every_script_and_length_are_taken_as_they_are(contract):
    strange = [
        "日本語",
        "ελληνικά",
        "العربية",
        "𐐀𐐁𐐂",
        "'",
        "\\",
        "''",
        "%",
        "a\\'b",
        "я" * 500,
        "7" * 300,
        "a\U0001e922b",
        "ꬰꟊ",
    ]
    pages = {
        number: corpus.PageWords(number, query_normaliser().normalise(word), "", ())
        for number, word in enumerate(strange, 1)
    }
    contract.put(pages)
    for word in strange:
        query = asked(word)
        assert contract.found(query) == (expected(contract, query) if query else set()), word
    assert contract.found(asked("日本語")) == {1}
    assert contract.found(asked("7" * 300)) == {11}
