"""What makes a page better than another for a query, sign by sign."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.coding import code_of
from search.language.query import parse
from search.language.scoring import (
    Scorer,
    Signs,
    Texts,
    Weights,
    freshness_of,
    popularity_of,
    rarity_of,
)
from search.words import query_normaliser

WORDS = ["снег", "лёд", "урок", "школа", "книга", "лес", "фгос", "стандарт", "видео", "видеоурок"]
CODES = {query_normaliser().normal(word): code_of(number) for number, word in enumerate(WORDS, 1)}


def coded(words):
    return "".join(CODES[query_normaliser().normal(word)] for word in words.split())


def page(title="школа", summary="", body=""):
    return Texts(coded(title), coded(summary), coded(body))


def worth(query, texts, signs=None, weights=None, rarity=None):
    scorer = Scorer.of_query(parse(query, query_normaliser()), CODES, rarity or {}, weights or Weights())
    return scorer.score(texts, signs or Signs())


BETTER = {
    "a word in the title beats it in the summary": ("снег", page(title="урок снег"), page(summary="снег")),
    "in the summary it beats the body": ("снег", page(summary="снег"), page(body="снег")),
    "said often it beats said once": ("снег", page(body="снег снег снег урок"), page(body="снег урок урок урок")),
    "a short text beats a long one": ("снег", page(body="снег урок"), page(body="снег" + " урок" * 600)),
    "all words in the title beat one of them": (
        "снег лёд",
        page(title="лёд урок снег"),
        page(title="снег", body="снег лёд " * 5),
    ),
    "a title that is the query beats a longer one": ("снег лёд", page(title="снег лёд"), page(title="снег лёд урок")),
    "words in a row beat words apart": ("снег лёд", page(body="урок снег лёд урок"), page(body="снег урок урок лёд")),
    "near words beat far ones": (
        "снег лёд",
        page(body="снег урок лёд" + " урок" * 50),
        page(body="снег" + " урок" * 50 + " лёд"),
    ),
    "side by side beats near": ("снег лёд", page(body="урок лёд снег урок"), page(body="урок лёд урок снег урок")),
    "neighbours of the query together beat words that were apart in it": (
        "снег лёд школа",
        page(body="лёд снег" + " урок" * 20 + " школа"),
        page(body="снег школа" + " урок" * 20 + " лёд"),
    ),
    "every word beats one of them": ("снег лёд", page(body="снег лёд"), page(body="снег снег снег снег")),
    "another form of the word is the same word": ("снега", page(body="снег"), page(body="урок")),
}


@pytest.mark.parametrize(("query", "better", "worse"), BETTER.values(), ids=BETTER)
def test_a_page_that_answers_better_is_worth_more(query, better, worse):
    assert worth(query, better) > worth(query, worse)


@pytest.mark.parametrize("sign", ["expert", "freshness", "downloads"])
def test_each_sign_lifts_a_page_by_its_weight(sign):
    text = page(body="снег")
    lifted = worth("снег", text, replace_sign(sign, 1.0)) - worth("снег", text)
    assert lifted == pytest.approx(getattr(Weights(), sign))


def replace_sign(sign, value):
    return Signs()._replace(**{sign: value})


@pytest.mark.parametrize("name", [*Weights.__dataclass_fields__])
def test_a_weight_of_nought_switches_its_sign_off(name):
    query, texts = "снег лёд", page(title="снег лёд", summary="снег лёд", body="снег лёд")
    signs = Signs(1.0, 1.0, 1.0)
    assert worth(query, texts, signs, replace(Weights(), **{name: 0.0})) < worth(query, texts, signs)


def test_a_rarer_word_tells_more_than_a_common_one():
    rarity = {
        query_normaliser().normal("снег"): rarity_of(3, 1000),
        query_normaliser().normal("урок"): rarity_of(900, 1000),
    }
    rare, common = page(body="снег"), page(body="урок")
    assert worth("снег урок", rare, rarity=rarity) > worth("снег урок", common, rarity=rarity)


def test_another_name_of_a_thing_is_as_good_as_the_thing():
    from search.language.synonyms import Thesaurus

    query = Thesaurus([["фгос", "стандарт"]], query_normaliser()).expand(parse("фгос", query_normaliser()))
    scorer = Scorer.of_query(query, CODES, {}, Weights())
    assert scorer.score(page(body="стандарт"), Signs()) > 0


def test_words_written_together_count_for_those_with_a_hyphen():
    assert worth("видео-урок", page(body="видеоурок")) > worth("видео-урок", page(body="школа"))


def test_a_word_that_no_page_has_is_worth_nothing_and_breaks_nothing():
    assert worth("неттакого", page(body="снег")) == 0
    assert worth('"снег неттакого"', page(body="снег")) == 0


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.lists(st.sampled_from(WORDS), min_size=1, max_size=5))
def test_the_worth_of_the_words_never_passes_the_sum_of_the_weights(body, query):
    texts = page(title=" ".join(body[:5]) or "школа", summary=" ".join(body[5:12]), body=" ".join(body))
    found = worth(" ".join(query), texts)
    weights = Weights()
    words = weights.title + weights.summary + weights.body + weights.all_in_title + weights.same_title
    assert 0 <= found <= words + weights.in_a_row + weights.nearness


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(WORDS), max_size=12), st.floats(0, 1)), max_size=25),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.integers(1, 30),
)
def test_the_best_are_the_same_as_if_every_page_had_been_weighed_whole(pages, query, most):
    scorer = Scorer.of_query(parse(" ".join(query), query_normaliser()), CODES, {}, Weights())
    known = [(number, page(body=" ".join(words)), Signs(expert=sign)) for number, (words, sign) in enumerate(pages)]
    ranked = sorted(known, key=lambda one: (scorer.score(*one[1:]), one[0]), reverse=True)
    assert scorer.best(known, most) == [number for number, _texts, _signs in ranked[:most]]


@pytest.mark.parametrize(
    ("query", "text", "any_word", "holds"),
    [
        ("снег лёд", page(title="снег", body="лёд"), False, True),
        ("снег лёд", page(title="снег"), False, False),
        ("снег лёд", page(title="снег"), True, True),
        ('"снег лёд"', page(body="снег лёд"), False, True),
        ('"снег лёд"', page(title="снег", summary="лёд"), False, False),
        ("снег -лёд", page(title="снег", body="лёд"), False, False),
        ("снег -лёд", page(title="снег"), False, True),
    ],
)
def test_a_page_holds_a_query_or_not(query, text, any_word, holds):
    scorer = Scorer.of_query(parse(query, query_normaliser()), CODES, {}, Weights())
    assert scorer.holds(text, any_word) is holds


def test_freshness_halves_in_two_years_and_never_leaves_its_bounds():
    assert freshness_of(0) == freshness_of(-5) == 1
    assert freshness_of(730) == pytest.approx(0.5)
    assert 0 < freshness_of(100_000) < 0.01


def test_popularity_grows_to_one():
    assert popularity_of(0) == 0
    assert 0 < popularity_of(1) < popularity_of(10) < popularity_of(1000) <= popularity_of(10**9) <= 1


def test_rarity_falls_with_every_page_and_stays_above_nought():
    found = [rarity_of(pages, 100) for pages in (0, 1, 50, 100, 200)]
    assert found == sorted(found, reverse=True)
    assert found[-1] > 0
