import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from files.extraction.cleaning import clean, join_hyphenated


def test_letters_written_as_two_signs_become_one():
    assert clean(unicodedata.normalize("NFD", "чайный ёж")) == "чайный ёж"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("за\u0301мок", "замок"),
        ("е\u0301ж, Ы\u0301", "еж, Ы"),
        ("ё\u0301ж", "ёж"),
        ("е\u0308\u0301ж", "ёж"),
        ("е\u0301\u0308ж", "ёж"),
    ],
)
def test_a_stress_mark_goes_and_the_letter_stays(marked, plain):
    assert clean(marked) == plain


def test_an_accent_of_another_language_is_part_of_its_letter():
    assert clean("cafe\u0301") == "café"


def test_invisible_signs_go():
    assert clean("\ufeffмето\u00adди\u200bка\u2060 \x00школы\x1f") == "методика школы"


def test_nothing_is_left_that_a_database_refuses():
    assert clean("а\x00б\ud800в\uffffг") == "абвг"


def test_spaces_of_every_width_are_one_space():
    assert clean("класс\u00a0\u00a05\u2009  «А»") == "класс 5 «А»"


def test_bullets_of_symbol_fonts_are_not_letters():
    assert clean("\uf0b7 цели") == "цели"


def test_line_ends_of_all_systems_are_newlines_and_at_most_two_stand_together():
    assert clean("а\r\nб\rв\u2028г\x0c\n \n\n\tд") == "а\nб\nв\nг\n\nд"


def test_cells_stay_apart():
    assert clean("цель \t\t задача") == "цель\tзадача"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("методиче-\nский", "методический"),
        ("методиче-\r\n  ский", "методический"),
        ("методиче\u00ad\nский", "методический"),
        ("методиче\x02ский", "методический"),
        ("методиче\ufffeский", "методический"),
        ("какой-\nлибо", "какой-либо"),
        ("какой\x02нибудь", "какой-нибудь"),
        ("Санкт\x02Петербург", "Санкт-Петербург"),
        ("Санкт-\nПетербург", "Санкт-\nПетербург"),
        ("2020-\n2021", "2020-\n2021"),
        ("soft-\nware", "soft-\nware"),
        ("план -\nосенний", "план -\nосенний"),
    ],
)
def test_a_word_broken_at_the_end_of_a_line_is_made_whole(broken, whole):
    assert join_hyphenated(broken) == whole


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \t\n\r\u0301\u00adаи-"))))
def test_cleaning_twice_changes_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert "\n\n\n" not in once
    assert "  " not in once


def test_a_long_run_of_spaces_takes_no_time():
    assert clean("а" + " " * 2_000_000 + "б" + "\t" * 500_000 + "в") == "а б\tв"
