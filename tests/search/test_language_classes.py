"""School classes as people name them: what each name is understood as, and what it is not."""

import pytest

from search.language.classes import expand_classes
from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import Either, Phrase, parse

NORMALISER = Normaliser(MemoryCache())


def meant(raw):
    """The classes that a query was understood to name."""
    found = []
    expand_classes(parse(raw, NORMALISER), NORMALISER, lambda typed, classes: found.append(classes))
    return found


def names(raw):
    """The texts that a query also looks for."""
    return [other.text for other in expanded(raw).clauses[0].others]


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


def test_a_range_is_also_each_of_its_classes_and_the_wider_ranges():
    found = names("5-7 класс")
    assert {"5 класс", "6 класс", "7 класс", "6-х классов", "5–9 класс", "6–8 класс"} <= set(found)
    assert not {"4 класс", "8 класс", "1–4 класс", "8–9 класс", "10–11 класс"} & set(found)


def test_a_whole_level_is_also_called_by_its_name():
    assert {"начальная школа", "начальное общее"} <= set(names("1-4 класс"))
    assert "начальная школа" not in names("2-4 класс")
    assert "3 класс" in names("начальная школа")


def test_the_other_words_still_bind():
    query = expanded("математика 5-7 класс игра")
    assert [type(clause).__name__ for clause in query.clauses] == ["Word", "Either", "Word"]
    either = query.clauses[1]
    assert isinstance(either, Either)
    assert [part.text for part in either.typed] == ["5-7", "класс"]
    assert all(isinstance(other, Phrase) for other in either.others)


def test_what_is_taken_off_stays_as_it_was_typed():
    query = parse("5-7 класс", NORMALISER)
    assert expand_classes(query, NORMALISER, lambda typed, classes: typed != "5-7 класс") == query


def test_never_more_names_than_an_engine_can_bear():
    assert max(len(names(f"{first}-{last} класс")) for first in range(1, 11) for last in range(first + 1, 12)) <= 32
