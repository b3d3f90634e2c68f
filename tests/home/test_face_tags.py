"""Small pieces of the look: typography, Russian words with numbers, covers, form controls."""

import pytest
from django import forms
from django.utils.safestring import mark_safe

from home.covers import cover_svg, hue_of
from home.templatetags.face_tags import control, cover, date_ru, facet_choices, filesize_ru, icon, plural_ru, typo

NBSP, JOINER = "\u00a0", "\u2060"


@pytest.mark.parametrize(
    ("plain", "set_right"),
    [
        ("урок в школе", f"урок в{NBSP}школе"),
        ("и в школе", f"и{NBSP}в{NBSP}школе"),
        ("чтение — работа", f"чтение{NBSP}— работа"),
        ("5 класс", f"5{NBSP}класс"),
        ("с 4 мая до 18 октября 2026", f"с{NBSP}4{NBSP}мая до{NBSP}18{NBSP}октября 2026"),
        ("5 мячей", "5 мячей"),
        ("5–6", f"5{JOINER}–{JOINER}6"),
        ("", ""),
        (None, ""),
    ],
)
def test_lines_do_not_end_where_they_must_not(plain, set_right):
    assert typo(plain) == set_right


def test_typography_makes_no_text_dangerous_and_spoils_no_safe_one():
    assert typo("<b>и</b>") == "&lt;b&gt;и&lt;/b&gt;"
    assert typo(mark_safe("<b>слово</b>")) == "<b>слово</b>"
    assert typo("<script>" * 100).count("&lt;script&gt;") == 100


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1 работа"),
        (2, "2 работы"),
        (5, "5 работ"),
        (11, "11 работ"),
        (21, "21 работа"),
        (112, "112 работ"),
        (0, "0 работ"),
    ],
)
def test_words_agree_with_numbers(number, words):
    assert plural_ru(number, "работа,работы,работ") == words.replace(" ", NBSP)


def test_thousands_are_parted():
    assert plural_ru(12345, "работа,работы,работ").replace(NBSP, " ") == "12 345 работ"


@pytest.mark.parametrize(("size", "words"), [(10, "1 КБ"), (640 * 1024, "640 КБ"), (4_300_000, "4,1 МБ")])
def test_sizes_are_said_in_russian(size, words):
    assert filesize_ru(size) == words.replace(" ", NBSP)


def test_no_date_is_no_words():
    assert date_ru(None) == ""


def test_the_same_work_has_the_same_cover_and_other_works_have_others():
    one = cover_svg("scenario", "Урок о снеге", "/icons.svg")
    assert one == cover_svg("scenario", "Урок о снеге", "/icons.svg")
    assert one != cover_svg("scenario", "Урок о льде", "/icons.svg")
    assert "style=" not in one


def test_a_kind_that_nobody_has_drawn_has_a_cover_too():
    assert "cover__art" in cover_svg("новый вид", "Работа", "/icons.svg")


def test_a_cover_is_made_of_the_words_of_the_work():
    class Work:
        kind_code, title = "list", "Список <книг>"

    assert "<книг>" not in cover(Work)


def test_colours_of_subjects_are_among_the_eight():
    assert {hue_of(name) for name in map(str, range(200))} == set(range(1, 9))


def test_signs_are_hidden_from_those_who_hear_the_page():
    assert 'aria-hidden="true"' in icon("search")
    assert "#search" in icon("search")


def test_a_facets_value_is_a_check_box_and_its_words_stay_words():
    value = {"value": 'a"b', "label": "<b>Физика</b>", "count": 3, "selected": True}
    box = facet_choices("subject", [value, value], 0, 1)
    assert box.count("<label") == 1
    assert 'value="a&quot;b" checked' in box
    assert "&lt;b&gt;Физика&lt;/b&gt;" in box


def test_a_field_gets_our_look_and_a_check_box_does_not():
    class Form(forms.Form):
        name = forms.CharField()
        consent = forms.BooleanField()

    form = Form()
    assert 'class="input"' in control(form["name"])
    assert "class" not in control(form["consent"])
