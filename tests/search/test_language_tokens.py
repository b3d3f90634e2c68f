import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.tokens import MAX_QUERY_LENGTH, canonical, clean_query, fold, tokens, unmix, words

# Where scripts, numbers and spaces meet is where the rules are; plain st.text() seldom gets there.
SCHOOL_TEXT = st.text(alphabet="абдсеёАВСД abcdexoDX0123 -–.,²«»\n", max_size=60)
ANY_TEXT = st.one_of(st.text(max_size=60), SCHOOL_TEXT)


def test_letters_are_folded_and_yo_is_ye():
    assert fold("Учёт ЁЛОК") == "учет елок"


@pytest.mark.parametrize("name", ["3D", "3-D", "3 D", "3Д", "3-Д", "3 д", "3d", "3–D"])
def test_every_way_to_write_three_d_is_the_same_two_tokens(name):
    assert words(f"{name}-моделирование") == ["3", "d", "моделирование"]


def test_letters_and_digits_are_split_from_each_other():
    assert words("273ФЗ, 5А и ФГОС2021") == ["273", "фз", "5", "а", "и", "фгос", "2021"]


@pytest.mark.parametrize("dash", ["-", "–", "—", " - ", "\u2011"])
def test_a_range_is_the_same_tokens_with_any_dash(dash):
    assert words(f"5{dash}7 классы") == ["5", "7", "классы"]


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("5А", "5A"), ("А4", "A4"), ("7-В", "7-B"), ("Н2О", "H2O"), ("Н₂О", "H2O"), ("м²", "м2")],
)
def test_a_lone_letter_beside_a_number_does_not_depend_on_the_keyboard(cyrillic, latin):
    assert words(cyrillic) == words(latin)


def test_a_lone_letter_away_from_numbers_keeps_its_script():
    assert words("язык C и буква Д") == ["язык", "c", "и", "буква", "д"]


@pytest.mark.parametrize(
    ("mixed", "whole"),
    [
        ("coш", "сош"),  # Latin c, o: most letters are Latin, but only Cyrillic can write them all
        ("фгoс", "фгос"),
        ("шкoлa", "школа"),
        ("mоodle", "moodle"),  # Cyrillic о
        ("wеб", "wеб"),  # no script can write both w and б
        ("coo", "coo"),
        ("сош", "сош"),
    ],
)
def test_a_word_in_two_scripts_is_written_in_one(mixed, whole):
    assert unmix(mixed) == whole


def test_an_upper_case_word_with_latin_lookalikes_is_unmixed_inside_a_text():
    assert words("MБОУ «COШ № 5»") == ["мбоу", "сош", "5"]


def test_a_token_knows_its_place_in_the_original_text():
    text = "  Ёлка, 5-й КЛАСС!"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Ёлка", "5", "й", "КЛАСС"]


def test_letters_whose_lower_case_is_longer_or_depends_on_neighbours_are_folded_alone():
    assert fold("İlk ΟΔΟΣ ς") == "ilk οδοσ σ"


@given(ANY_TEXT)
def test_folding_and_unmixing_keep_the_length(text):
    assert len(fold(text)) == len(text)
    assert len(canonical(text)) == len(text)


@given(ANY_TEXT)
def test_a_canonical_text_is_canonical(text):
    assert canonical(canonical(text)) == canonical(text)


@given(ANY_TEXT)
def test_tokens_and_words_are_the_same_words(text):
    assert [token.text for token in tokens(text)] == words(text)


@given(ANY_TEXT)
def test_tokens_cover_every_letter_and_digit_in_order(text):
    rest = list(text)
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end
        end = token.end
        rest[token.start : token.end] = " " * (token.end - token.start)
    assert not any(character.isalnum() for character in rest)


def test_a_query_is_cleaned_of_what_cannot_be_seen():
    raw = "\ufeffшко\u00adла\u200b  учи\u0301тель\x00\t\nи\u0306од \u202eмир\ud800"
    assert clean_query(raw) == "школа учитель йод мир"


def test_a_long_query_is_cut_at_a_space():
    cleaned = clean_query("методика " * 100)
    assert len(cleaned) <= MAX_QUERY_LENGTH
    assert set(cleaned.split()) == {"методика"}


def test_a_long_query_without_spaces_is_cut_at_the_limit():
    assert clean_query("я" * 10_000) == "я" * MAX_QUERY_LENGTH


@given(st.text(alphabet=st.characters(), max_size=400))
def test_a_cleaned_query_can_be_stored_and_sent(raw):
    cleaned = clean_query(raw)
    assert len(cleaned) <= MAX_QUERY_LENGTH
    assert cleaned == cleaned.strip()
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cf", "Cs"}
    cleaned.encode()
