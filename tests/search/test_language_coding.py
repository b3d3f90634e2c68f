"""Words as characters and back: nothing is lost, however many words there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.coding import (
    BORDER,
    BORDER_WORD,
    LAST_NUMBER,
    bag_of,
    code_of,
    codes_in,
    decoded,
    number_of,
    spelled,
)

NUMBERS = st.integers(1, LAST_NUMBER)
WORDS = st.text(st.characters(categories=("L", "Nd")), min_size=1, max_size=90)


@given(NUMBERS)
def test_every_number_has_a_character_of_its_own_that_every_database_takes(number):
    code = code_of(number)
    assert len(code) == 1
    assert number_of(code) == number
    assert code.encode()
    assert code > "\x1f"


def test_characters_of_neighbours_are_neighbours_over_the_gap_of_surrogates():
    codes = [code_of(number) for number in range(0xD700, 0xD800)]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("number", [0, -1, LAST_NUMBER + 1])
def test_there_is_no_character_beyond_the_numbers(number):
    with pytest.raises(ValueError, match=str(number)):
        code_of(number)


@given(st.lists(st.one_of(NUMBERS, WORDS, st.none()), max_size=30))
def test_a_text_comes_back_as_it_was(items):
    codes = {code_of(number): f"слово{number}" for number in items if isinstance(number, int)}
    names = codes | {BORDER: BORDER_WORD}
    text = "".join(BORDER if one is None else code_of(one) if isinstance(one, int) else spelled(one) for one in items)
    words = [BORDER_WORD if one is None else names[code_of(one)] if isinstance(one, int) else one for one in items]
    assert decoded(text, names) == words
    assert bag_of(text, names) == set(words)
    assert codes_in(text) == codes.keys()


@given(WORDS, WORDS)
def test_a_spelled_word_is_found_in_another_only_if_they_are_one(one, other):
    assert (spelled(one) in spelled(other)) == (one == other)


def test_a_phrase_is_a_part_of_the_text_and_no_phrase_runs_over_a_border():
    text = code_of(5) + code_of(7) + BORDER + code_of(9)
    assert code_of(5) + code_of(7) in text
    assert code_of(7) + code_of(9) not in text
