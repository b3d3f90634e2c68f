"""What she meant (FX-03, FX-06, FX-07): found, said, and taken off one by one by the address alone."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from home.models import Term
from search.engines import database_engine
from search.engines.base import Scope
from search.indexing import catch_up
from search.models import IndexWord
from search.statistics import count_words
from search.words import index_normaliser
from tests.making import close, material
from tests.search.searching import ask, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    """A small library whose words the clock has counted; a site with no terms."""
    # What the process remembers of words was written to a table that another test has rolled back.
    index_normaliser.cache_clear()
    Term.objects.all().delete()
    library = sections["library"]
    material(library, "Портфолио учителя", annotation="Проект для наставников.")
    material(library, "Портфолио класса", annotation="Как собрать портфолио.")
    material(library, "Портфолио выпускника", annotation="Что положить в портфолио.")
    material(library, "Проект «Сад»", annotation="Сажаем яблони вместе, powerpoint в помощь.")
    material(library, "Дроби", annotation="Математика, 6 класс.")
    material(library, "Проценты", annotation="Математика для 5–7 классов.")
    material(library, "Логарифмы", annotation="Математика, 11 класс.")
    material(library, "Сложение", annotation="Математика во 2-х классах.")
    catch_up()
    count_words()
    return library


def page(client, **params):
    return unescape(client.get("/search/", params).content.decode())


def link(html, words):
    """The parameters of the link whose text has `words`."""
    found = [href for href, text in re.findall(r'<a[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', html, re.S) if words in text]
    assert found, words
    return {
        name: values if len(values) > 1 else values[0] for name, values in parse_qs(urlsplit(found[0]).query).items()
    }


def test_the_clock_writes_down_how_people_write_each_word(library):
    forms = dict(IndexWord.objects.values_list("normal", "form"))
    assert forms["математик"] == "математика"
    assert forms["наставник"] == "наставник"
    assert forms["powerpoint"] == "powerpoint"
    assert IndexWord.objects.get(form="портфолио").pages == 3
    assert count_words() == 0


def test_a_misspelled_word_that_finds_nothing_is_put_right_and_said(client, library):
    answer = ask(client, "портфоллио")
    assert set(titles(answer)) == {"Портфолио учителя", "Портфолио класса", "Портфолио выпускника"}
    assert (answer["query"], answer["corrected"], answer["offered"]) == ("портфоллио", "портфолио", None)
    html = page(client, q="портфоллио")
    assert "Показаны результаты по запросу «<b>портфолио</b>»" in html
    assert link(html, "Искать только «портфоллио»") == {"q": "портфоллио", "off": "typo:портфоллио"}


def test_the_query_as_it_was_typed_is_one_link_away(client, library):
    answer = ask(client, "портфоллио", off="typo:портфоллио")
    assert (answer["total"], answer["corrected"]) == (0, None)
    assert ask(client, "портфоллио", off="typo")["total"] == 0
    assert ask(client, "портфоллио", exact="1")["total"] == 0


def test_a_correction_is_asked_for_only_where_nothing_has_all_words(client, library):
    assert titles(ask(client, "портфоллио учителя")) == ["Портфолио учителя"]
    material(library, "Портфоллио с ошибкой")
    catch_up()
    answer = ask(client, "портфоллио")
    assert (titles(answer), answer["corrected"]) == (["Портфоллио с ошибкой"], None)


def test_single_words_are_looked_for_as_they_were_typed_and_not_in_every_spelling(client, library, monkeypatch):
    engine, asked = type(database_engine()), []
    matches = engine.matches

    def noted(self, query, scope=Scope.WORDS, any_word=False):
        asked.append((query.raw, any_word))
        return matches(self, query, scope, any_word)

    monkeypatch.setattr(engine, "matches", noted)
    answer = ask(client, "портфоллио логарифмы")
    assert (titles(answer), answer["corrected"]) == (["Логарифмы"], None)
    # No page has both words in either spelling.
    assert ("портфолио логарифмы", False) in asked
    assert [raw for raw, any_word in asked if any_word] == ["портфоллио логарифмы"]


def test_a_rare_spelling_that_finds_something_is_only_asked_about(client, library):
    for number in range(20):
        material(library, f"Портфолио {number}")
    material(library, "Портфоллио с ошибкой")
    catch_up()
    count_words()
    answer = ask(client, "портфоллио")
    assert (answer["total"], answer["corrected"], answer["offered"]) == (1, None, "портфолио")
    html = page(client, q="портфоллио")
    assert "Возможно, вы имели в виду" in html
    assert link(html, "портфолио")["q"] == "портфолио"


def test_a_word_of_the_language_is_asked_about_not_changed(client, library):
    # «Прожект» is a word; that no page has it is an answer too.
    answer = ask(client, "прожект")
    assert answer["corrected"] is None
    assert answer["offered"] == "проект"


@pytest.mark.parametrize("query", ["«портфоллио»", "сад -портфоллио", "ПОРТФО", "12345", "портфоллио1"])
def test_quoted_excluded_and_numbers_are_never_corrected(client, library, query):
    assert ask(client, query)["corrected"] is None


def test_names_of_the_thesaurus_are_never_corrected(client, library):
    Term(name="Портфоллио", code="p", definition="Так его звали.", synonyms="папка").save()
    assert ask(client, "портфоллио")["corrected"] is None


def test_nobody_is_told_of_a_word_that_only_closed_pages_have(client, library):
    secret = material(library, "Скрижаль")
    catch_up()
    count_words()
    assert ask(client, "скрыжаль")["corrected"] == "скрижаль"
    close(secret)
    answer = ask(client, "скрыжаль")
    assert (answer["corrected"], answer["offered"], answer["total"]) == (None, None, 0)


@pytest.mark.parametrize(
    ("typed", "meant", "title"),
    [
        ("ghjtrn", "проект", "Проект «Сад»"),
        ("ghjtrn cfl", "проект сад", "Проект «Сад»"),
        ("gjhnajkbj d rkfcct", "портфолио в классе", "Портфолио класса"),
        ("зщцукзщште", "powerpoint", "Проект «Сад»"),
        ("яблони зщцукзщште", "яблони powerpoint", "Проект «Сад»"),
    ],
)
def test_the_other_keyboard_is_understood_both_ways(client, library, typed, meant, title):
    answer = ask(client, typed)
    assert answer["corrected"] == meant
    assert title in titles(answer)
    assert link(page(client, q=typed), "Искать только")["off"].startswith("layout:")


def test_an_english_word_that_some_page_has_is_not_typed_again(client, library):
    assert ask(client, "powerpoint")["corrected"] is None
    assert ask(client, "ghjtrn", off="layout")["corrected"] is None


@pytest.mark.parametrize("query", ["5–7 класс", "для 5-7 классов математика", "5,6 класс", "с 5 по 7 класс", "6 класс"])
def test_a_range_of_classes_finds_each_of_them_and_no_other(client, library, query):
    found = set(titles(ask(client, query)))
    assert {"Дроби", "Проценты"} <= found
    assert not {"Логарифмы", "Сложение"} & found


def test_the_primary_school_is_its_classes(client, library):
    assert titles(ask(client, "математика в начальной школе")) == ["Сложение"]


def test_other_words_bind_beside_a_range(client, library):
    assert titles(ask(client, "дроби 5-7 класс")) == ["Дроби"]
    assert "Проценты" not in titles(ask(client, "5-7 класс -проценты"))


def test_what_was_understood_is_a_row_of_chips_and_each_comes_off(client, library):
    Term(name="Портфолио", code="p", definition="Папка.", synonyms="папка достижений").save()
    query = {"q": "портфолио 5-7 класс"}
    html = page(client, **query)
    assert "Понято как" in html
    first = link(html, "портфолио, а также «папка достижений»")
    assert first == {**query, "off": "names:портфолио"}
    html = page(client, **first)
    assert "<s>портфолио, а также «папка достижений»</s>" in html
    second = link(html, "5–7 классы")
    assert second == {**query, "off": ["names:портфолио", "classes:5-7 класс"]}
    html = page(client, **second)
    assert link(html, "папка достижений") == {**query, "off": "classes:5-7 класс"}
    assert ask(client, **{"query": query["q"], "off": second["off"]})["steps"] == []


def test_what_was_taken_off_stays_off_through_filters_order_and_pages(client, library):
    for number in range(25):
        material(library, f"Игра {number}", annotation="5 класс.", year=2020)
    catch_up()
    html = page(client, q="5 класс", off="classes:5 класс")
    assert html.count('<input type="hidden" name="off" value="classes:5 класс">') == 2
    assert link(html, "Дальше") == {"q": "5 класс", "off": "classes:5 класс", "page": "2"}


def test_only_what_is_written_takes_everything_off(client, library):
    answer = ask(client, "5-7 класс", exact="1")
    assert titles(answer) == ["Проценты"]
    html = page(client, q="5-7 класс", exact="1")
    assert "Искали только то, что написано." in html
    assert link(html, "Искать и другие названия") == {"q": "5-7 класс"}


HOSTILE = [
    "a" * 300, "ё" * 300, "]" * 300, "gh" * 150, "😀" * 100, "\ud800портфоллио", "'; DROP TABLE x; --",
    "<script>alert(1)</script>", "портфоллио " * 60, "5-7 " * 70 + "класс", "((((", '"ghjtrn', "5-7 класс " * 30,
    "\u202eпроект", "%", "_", "\\", "qwxz " * 60, "портфоллиа презинтация учитиля саада клаcсса",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("address", ["/search/", "/api/v1/search/"])
def test_no_question_is_a_fault(client, library, query, address):
    query = query.encode("utf-8", "replace").decode()
    for off in ([], ["typo"], ["typo:" + query[:50], "x" * 5000, "names:", ":"] * 20):
        response = client.get(address, {"q": query, "off": off})
        assert response.status_code == 200
        assert address.startswith("/api/") or b"<script>alert" not in response.content


def test_an_ordinary_search_is_not_made_dearer(client, library, django_assert_num_queries):
    from tests.making import queries_of

    plain = queries_of(lambda: ask(client, "портфолио", exact="1"))
    assert queries_of(lambda: ask(client, "портфолио")) == plain


@pytest.mark.parametrize("address", ["/search/", "/api/v1/search/", "/api/v1/suggest/"])
def test_a_character_that_nobody_can_type_is_passed_over(client, library, address):
    assert client.get(address, {"q": "ghj\x00trn", "off": "\x00"}).status_code == 200


def test_of_classes_the_word_is_marked_and_not_numbers_that_stand_anywhere(client, sections):
    material(sections["library"], "Опыты", annotation="Пять опытов на 5 минут и 7 задач. Для 6 класса.")
    catch_up()
    hit = next(hit for hit in ask(client, "5-7 класс")["hits"] if hit["title"] == "Опыты")
    assert "<mark>класса</mark>" in hit["snippet"]
    assert "<mark>5</mark>" not in hit["snippet"]
