"""The other keyboard: what was typed on it, and what must never be taken for it."""

import pytest

from search.language.layout import in_other_layout


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ghjtrn", "проект"),
        ("Ghjtrn", "Проект"),
        ("j,hfpjdfybt", "образование"),
        ("'rpfvty", "экзамен"),
        ("gjhnajkbj", "портфолио"),
        ("-ghjtrn", "-проект"),
        ("d", "в"),
        ("зщцукзщште", "powerpoint"),
        ("Ыскфеср", "Scratch"),
    ],
)
def test_a_word_is_typed_again_on_the_other_keyboard(typed, meant):
    assert in_other_layout(typed)[0] == meant


def test_a_comma_at_the_end_may_be_a_letter_or_a_comma():
    assert in_other_layout("ghjtrn,") == ("проектб", "проект,")


@pytest.mark.parametrize("typed", ["2024", "3D-модель", "урокabc", "", "–", "😀😀", "\x00"])
def test_what_has_letters_of_both_alphabets_or_of_none_is_left_alone(typed):
    assert in_other_layout(typed) == ()
