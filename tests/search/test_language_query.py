import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.language.normaliser import MemoryCache, Normaliser
from search.language.query import MAX_CLAUSES, STOP_WORDS, Phrase, Query, Word, parse
from search.language.tokens import fold

NORMALISER = Normaliser(MemoryCache())


def parsed(raw):
    return parse(raw, NORMALISER)


def outline(raw):
    """The understood query as one line: a bare word, [a phrase], -an excluded clause."""
    forms = {"word": "{}", "phrase": "[{}]", "excluded": "-{}"}
    return " ".join(forms[part["type"]].format(part["text"]) for part in parsed(raw).understood)


@pytest.mark.parametrize(
    ("raw", "understood"),
    [
        ("урок математики", "урок математики"),
        ('"рабочая программа" химия', "[рабочая программа] химия"),
        ("«рабочая программа» химия", "[рабочая программа] химия"),
        ("„рабочая программа“ химия", "[рабочая программа] химия"),
        ('"школа"', "[школа]"),
        ("программа -химия", "программа -химия"),
        ('программа -"летний лагерь"', "программа -летний лагерь"),
        ("программа -«летний лагерь»", "программа -летний лагерь"),
        ("-химия программа", "программа -химия"),
        ('"летний лагерь"-химия', "[летний лагерь] химия"),
        ("урок - это", "урок"),
        ("урок -", "урок"),
        ("--урок", "урок"),
        ("мастер -класс", "мастер -класс"),
        ("мастер-класс", "[мастер-класс]"),
        ("273-ФЗ", "[273-ФЗ]"),
        ("273ФЗ", "[273ФЗ]"),
        ("3D", "[3D]"),
        ("5-7 класс", "[5-7] класс"),
        ("5 - 7 класс", "[5-7] класс"),
        ("5 -7 класс", "[5-7] класс"),
        ("5—7 класс", "[5-7] класс"),
        ("15.03.2020", "[15.03.2020]"),
        ("2024/25", "[2024/25]"),
        ("математика,физика", "математика физика"),
        ("математика/физика", "математика физика"),
        ('"незакрытая кавычка', "незакрытая кавычка"),
        ("незакрытая «кавычка", "незакрытая кавычка"),
        ('урок -"химия', "урок -химия"),
        ('экран 15" новый', "экран 15 новый"),
        ("«Конкурс «Учитель года» 2024»", "Конкурс [Учитель года] 2024"),
        ('Проект "Школа «Росток»"', "Проект [Школа «Росток]"),
        ("AND OR NOT NEAR", "AND OR NOT NEAR"),
        ("урок NOT (химия OR 1*)", "урок NOT химия OR 1"),
        ("title:урок^2 & !химия | <->", "title урок 2 химия"),
        ("урок урок «урок»", "урок [урок]"),
        ("<script>alert(1)</script>", "script alert 1"),
    ],
)
def test_a_query_is_understood(raw, understood):
    assert outline(raw) == understood


@pytest.mark.parametrize("raw", ["", "   ", "!!! … ???", '""', "«»", "-", "- -", '"""', "\x00\u200b"])
def test_a_query_without_words_is_empty(raw):
    query = parsed(raw)
    assert not query
    assert (query.clauses, query.excluded, query.ignored) == ((), (), ())


def test_a_query_that_only_excludes_has_nothing_to_find():
    query = parsed("-химия")
    assert not query
    assert query.excluded == (Word("химия", ("хим",)),)


def test_a_word_carries_its_normal_form_first_and_its_homonyms_after():
    assert parsed("кружок").clauses == (Word("кружок", ("кружок", NORMALISER.normal("кружка"))),)


def test_a_quoted_phrase_carries_one_normal_form_for_each_word_in_order():
    assert parsed("«Рабочие программы»").clauses == (Phrase("Рабочие программы", ("рабоч", "программ")),)


def test_a_hyphenated_word_may_also_be_found_written_together():
    (phrase,) = parsed("видео-уроки").clauses
    assert phrase.joined == NORMALISER.normal("видеоурок")


@pytest.mark.parametrize("raw", ["«видео-урок»", "273-ФЗ", "3D", "5-7"])
def test_a_quoted_phrase_and_one_with_numbers_are_not_joined(raw):
    (phrase,) = parsed(raw).clauses
    assert phrase.joined is None


@pytest.mark.parametrize("raw", ["3D", "3-D", "3Д", "3-д"])
def test_three_d_is_one_query_however_it_is_typed(raw):
    (phrase,) = parsed(raw).clauses
    assert phrase.normals == ("3", "d")


def test_three_d_with_a_space_has_the_same_normal_forms():
    assert [clause.normals for clause in parsed("3 Д").clauses] == [("3",), ("d",)]


def test_stop_words_are_dropped_and_named():
    query = parsed("как создать свой ЭОР")
    assert [clause.text for clause in query.clauses] == ["создать", "ЭОР"]
    assert query.ignored == ("как", "свой")


def test_stop_words_stay_inside_quotes_and_in_hyphenated_words_with_others():
    assert [clause.normals for clause in parsed("«урок в школе» кто-либо по-русски").clauses] == [
        ("урок", "в", "школ"),
        ("по", "русск"),
    ]


def test_stop_words_stay_when_nothing_else_is_left():
    query = parsed("и в на")
    assert [clause.text for clause in query.clauses] == ["и", "в", "на"]
    assert query.ignored == ()


def test_an_excluded_stop_word_excludes_nothing():
    assert parsed("урок -в").excluded == ()


def test_stop_words_are_kept_in_the_form_they_are_compared_in():
    assert {fold(word) for word in STOP_WORDS} == STOP_WORDS


def test_a_query_of_many_words_is_cut_to_twelve_clauses():
    query = parsed(" ".join(f"«слово {number}»" for number in range(20)) + " -а1" * 3)
    assert len(query.clauses) == MAX_CLAUSES
    assert query.cut


def test_a_query_of_twelve_words_is_not_cut():
    query = parsed("один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать")
    assert len(query.clauses) == MAX_CLAUSES
    assert not query.cut


@pytest.mark.parametrize("raw", ["а" * 10_000, "слово " * 1_700, '"' * 10_000, '-"а«б ' * 2_000, "я" + " " * 10_000])
def test_ten_thousand_characters_are_cut_and_bounded(raw):
    query = parsed(raw)
    assert len(query.raw) <= 300
    assert len(query.clauses) <= MAX_CLAUSES
    assert query.cut


@settings(deadline=None)
@given(st.one_of(st.text(alphabet=st.characters(), max_size=80), st.text(alphabet='аб15D-–.,/ "«»“”', max_size=80)))
def test_no_query_is_an_error(raw):
    query = parsed(raw)
    assert isinstance(query, Query)
    for clause in query.clauses + query.excluded:
        assert clause.text in query.raw or any(dash in query.raw for dash in "-–")
        assert clause.normals
        assert all(normal and not any(map(str.isspace, normal)) for normal in clause.normals)
    assert len(query.understood) == len(query.clauses) + len(query.excluded)
