"""Other names of the same thing in a query: pure, without a database."""

import pytest

from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import Either, parse
from search.language.snippets import Matcher
from search.language.synonyms import MOST_OTHERS, Thesaurus

NORMALISER = Normaliser(MemoryCache())
GROUPS = [
    ("Дошкольная образовательная организация", "ДОО", "детский сад", "ДОУ"),
    ("Соглашение о сотрудничестве", "договор о сотрудничестве"),
    ("Сетевая ОО", "сетевая площадка"),
    ("Сетевая ОО", "заявитель сети"),
    ("Информационно-образовательная среда", "ИОС"),
    ("«Кавычки» - внутри", "КВ"),
    ("", "  ", "№"),
]
THESAURUS = Thesaurus(GROUPS, NORMALISER)


def expanded(raw, thesaurus=THESAURUS):
    return thesaurus.expand(parse(raw, NORMALISER))


@pytest.mark.parametrize(
    ("raw", "also"),
    [
        ("ДОО", ("Дошкольная образовательная организация", "детский сад", "ДОУ")),
        ("доо", ("Дошкольная образовательная организация", "детский сад", "ДОУ")),
        ("игры в детских садах", ("Дошкольная образовательная организация", "ДОО", "ДОУ")),
        ("дошкольной образовательной организации", ("ДОО", "детский сад", "ДОУ")),
        ("соглашения о сотрудничестве", ("договор о сотрудничестве",)),
        ("сетевая ОО", ("сетевая площадка", "заявитель сети")),
        ("ИОС", ("Информационно-образовательная среда",)),
        ("информационно-образовательной среды", ("ИОС",)),
        ("информационно образовательная среда", ("ИОС",)),
        ("кв", ("Кавычки - внутри",)),
        ('"ДОО"', ()),
        ("«детский сад»", ()),
        ('детский "сад"', ()),
        ("-ДОО снег", ()),
        ("сад детский", ()),
        ("детский", ()),
        ("снег", ()),
        ("", ()),
    ],
)
def test_a_name_brings_the_other_names_of_its_groups(raw, also):
    assert expanded(raw).also == also


def test_only_the_name_is_widened_and_what_was_typed_stays_known():
    query = expanded("зимние игры детский сад -улица")
    assert [isinstance(clause, Either) for clause in query.clauses] == [False, False, True]
    assert [clause.text for clause in query.typed] == ["зимние", "игры", "детский", "сад"]
    assert query.understood == parse(query.raw, NORMALISER).understood
    assert query.excluded == parse(query.raw, NORMALISER).excluded


def test_the_longest_name_wins():
    thesaurus = Thesaurus([("сад", "огород"), ("детский сад", "ДОО")], NORMALISER)
    assert expanded("детский сад", thesaurus).also == ("ДОО",)
    assert expanded("яблоневый сад", thesaurus).also == ("огород",)


def test_a_thing_of_too_many_names_is_looked_for_by_some():
    thesaurus = Thesaurus([[f"название {chr(ord('а') + n)}х" for n in range(30)]], NORMALISER)
    assert len(expanded("название ах", thesaurus).also) == MOST_OTHERS


def test_without_groups_nothing_changes():
    query = parse("детский сад", NORMALISER)
    assert Thesaurus([], NORMALISER).expand(query) == query


def test_other_names_are_marked_in_texts():
    text = "В детском саду и в ДОО играют, а в дошкольной образовательной организации учатся."
    found = [text[span.start : span.end] for span in Matcher(expanded("ДОО"), NORMALISER).spans(text)]
    assert found == ["детском", "саду", "ДОО", "дошкольной", "образовательной", "организации"]
