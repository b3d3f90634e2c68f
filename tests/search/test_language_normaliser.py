from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.normaliser import MemoryCache, Normaliser
from search.language.tokens import tokens

NORMALISER = Normaliser(MemoryCache())
CYRILLIC_TEXT = st.text(alphabet=st.characters(min_codepoint=0x400, max_codepoint=0x4FF), max_size=40)
MIXED_TEXT = st.text(alphabet="абвгёйьъщюя abcdez 0159 -.²", max_size=60)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), CYRILLIC_TEXT, MIXED_TEXT))
def test_one_token_of_the_text_is_one_word_of_the_index(text):
    assert len(NORMALISER.normalise(text).split()) == len(list(tokens(text)))


@settings(deadline=None)
@given(st.one_of(CYRILLIC_TEXT, MIXED_TEXT))
def test_the_same_text_gives_the_same_index_with_a_fresh_cache(text):
    assert Normaliser(MemoryCache()).normalise(text) == NORMALISER.normalise(text)


def test_a_text_is_normalised_word_by_word_in_order():
    assert NORMALISER.normalise("Уроки физики — 5–7 классы.").split() == ["урок", "физик", "5", "7", "класс"]


def test_a_text_without_words_gives_an_empty_index():
    assert NORMALISER.normalise(" … — !\n") == ""


def test_a_word_in_the_cache_is_not_worked_out_again():
    cache = MemoryCache()
    cache.put_many({"школа": "из кэша"})
    assert Normaliser(cache).normal("Школа") == "из кэша"


def test_a_word_that_was_worked_out_is_in_the_cache():
    cache = MemoryCache()
    Normaliser(cache).normalise("Школы и школы")
    assert cache.get_many(["школы", "и", "урок"]) == {"школы": "школ", "и": "и"}


def test_a_full_cache_forgets_its_oldest_words():
    cache = MemoryCache(limit=10)
    for number in range(11):
        cache.put_many({f"слово{number}": "x"})
    assert len(cache) == 5
    assert list(cache.get_many(f"слово{number}" for number in range(11))) == [f"слово{n}" for n in range(6, 11)]


def test_a_cache_never_outgrows_its_limit_even_by_one_big_text():
    cache = MemoryCache(limit=10)
    cache.put_many({str(number): "x" for number in range(1_000)})
    assert len(cache) <= 10


def test_a_text_with_more_words_than_the_cache_holds_is_still_whole():
    text = "один два три четыре пять шесть"
    assert Normaliser(MemoryCache(limit=2)).normalise(text) == NORMALISER.normalise(text)
