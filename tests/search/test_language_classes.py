"""School classes as people name them: what each name is understood as, and what it is not."""

import pytest

from search.language.classes import class_words, expand_classes
from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import parse
from search.language.synonyms import Thesaurus

NORMALISER = Normaliser(MemoryCache())


def meant(raw):
    """The classes that a query was understood to name."""
    found = []
    expand_classes(parse(raw, NORMALISER), NORMALISER, lambda typed, classes: found.append(classes))
    return found


def asked(raw):
    """The words of the index that a query of nothing but classes asks for."""
    return set(expanded(raw).clauses[0].normals)


def named(text):
    """The words that the index gets of a text."""
    return set(class_words(text, NORMALISER.normalise(text)))


def finds(query, text):
    return bool(asked(query) & named(text))


def expanded(raw):
    return expand_classes(parse(raw, NORMALISER), NORMALISER)


@pytest.mark.parametrize(
    ("raw", "classes"),
    [
        ("5–7 класс", (5, 6, 7)),
        ("для 5-7 классов", (5, 6, 7)),
        ("5 -7 класс", (5, 6, 7)),
        ("5-7-х классов", (5, 6, 7)),
        ("5,6 класс", (5, 6)),
        ("5, 6, 7 классы", (5, 6, 7)),
        ("5 и 7 класс", (5, 7)),
        ("с 5 по 7 класс", (5, 6, 7)),
        ("классы 5-7", (5, 6, 7)),
        ("6 класс", (6,)),
        ("в 6-х классах", (6,)),
        ("6-го класса", (6,)),
        ("1-11 класс", tuple(range(1, 12))),
        ("в начальной школе", (1, 2, 3, 4)),
        ("начальные классы", (1, 2, 3, 4)),
        ("основная школа", (5, 6, 7, 8, 9)),
        ("старшие классы", (10, 11)),
    ],
)
def test_classes_are_understood(raw, classes):
    assert meant(raw) == [classes]


@pytest.mark.parametrize(
    "raw",
    ["12 класс", "0 класс", "7-5 класс", "2024 класс", "5-7 чтение", "5-7", "класс", "мастер-класс", "273-ФЗ", "школа",
     "«5-7 класс»", "5-7 -класс", "99999999999 класс", "5/13 класс", ""],
)  # fmt: skip
def test_what_names_no_class_is_left_as_it_was(raw):
    query = parse(raw, NORMALISER)
    assert meant(raw) == []
    assert expand_classes(query, NORMALISER) == query


@pytest.mark.parametrize(
    ("text", "classes"),
    [
        ("Урок для 6 класса", {6}),
        ("5–7 классы", {5, 6, 7}),
        ("в 5-х и 6-х классах", {5, 6}),
        ("с 5 по 7 класс", {5, 6, 7}),
        ("5, 6, 9 классы", {5, 6, 9}),
        ("6-го класса", {6}),
        ("6 «А» класс", {6}),
        ("6а класс, 7 б класс", {6, 7}),
        ("Класс: 6", {6}),
        ("классы 10–11", {10, 11}),
        ("10-11 КЛАСС", {10, 11}),
        ("12 класс, 2024 класс, 0 класс", set()),
        ("273-ФЗ и мастер-класс", set()),
        ("первоклассник в 3 ряду", set()),
        ("9.5 класс", set()),
        ("", set()),
    ],
)
def test_a_text_names_classes(text, classes):
    assert {int(word.removesuffix("класс")) for word in named(text)} == classes


def test_a_range_finds_each_of_its_classes_and_the_wider_ranges():
    for text in ("5 класс", "6 класс", "7 класс", "6-х классов", "5–9 класс", "6–8 класс"):
        assert finds("5-7 класс", text), text
    for text in ("4 класс", "8 класс", "1–4 класс", "8–9 класс", "10–11 класс", "5 вопросов о классе"):
        assert not finds("5-7 класс", text), text


def test_a_whole_level_is_also_called_by_its_name():
    for text in ("в начальной школе", "начальное общее образование", "для младших классов", "3 класс"):
        assert finds("1-4 класс", text), text
        assert finds("начальная школа", text), text
    assert not finds("2-4 класс", "в начальной школе")
    assert not finds("начальная школа", "основная школа, 5 класс")


def test_the_other_words_still_bind():
    query = expanded("математика 5-7 класс игра")
    assert [clause.text for clause in query.clauses] == ["математика", "5-7 класс", "игра"]


def test_other_names_of_a_level_stay_beside_its_classes():
    thesaurus = Thesaurus([["начальная школа", "НОО"]], NORMALISER)
    query = expand_classes(thesaurus.expand(parse("начальная школа", NORMALISER)), NORMALISER)
    assert [other.text for other in query.clauses[0].others] == ["НОО"]


def test_what_is_taken_off_stays_as_it_was_typed():
    query = parse("5-7 класс", NORMALISER)
    assert expand_classes(query, NORMALISER, lambda typed, classes: typed != "5-7 класс") == query
