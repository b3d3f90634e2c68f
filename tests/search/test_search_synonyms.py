"""The centre's terms in the search of the site (FX-06, F3-31): on the real engine, never stale, always said."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import Term
from search.indexing import catch_up
from tests.making import material
from tests.search.searching import ask, find, marked, read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    """A library that calls one thing by three names; a site with no terms."""
    Term.objects.all().delete()
    library = sections["library"]
    material(library, "Игры в детском саду", files=[(read("Играем в детском саду каждый день."), "Конспект")])
    material(library, "Уголок природы", annotation="Для воспитателей ДОО.")
    material(library, "Прогулка", annotation="Дошкольная образовательная организация на улице.")
    material(library, "Сад камней", annotation="Яблони и груши, детский смех.")
    catch_up()
    return library


def dou(**fields):
    """The term with its abbreviation and synonym."""
    made = Term(
        name="Дошкольная образовательная организация",
        abbreviation="ДОО",
        synonyms="детский сад",
        definition="Для детей до школы.",
        **fields,
    )
    made.full_clean()
    made.save()
    return made


THREE = {"Игры в детском саду", "Уголок природы", "Прогулка"}


@pytest.mark.parametrize("query", ["ДОО", "детский сад", "дошкольная образовательная организация", "детских садов"])
def test_any_name_finds_what_is_called_by_the_others(client, library, query):
    dou()
    assert set(find(client, query)) >= THREE


def test_what_was_looked_for_is_said_and_can_be_asked_for_exactly(client, library):
    dou()
    page = client.get("/search/", {"q": "ДОО"}).content.decode()
    assert "ДОО, а также «Дошкольная образовательная организация», «детский сад»" in page
    assert "/search/?q=%D0%94%D0%9E%D0%9E&amp;exact=1" in page
    exact = client.get("/search/", {"q": "ДОО", "exact": "1"}).content.decode()
    assert "Искали только то, что написано." in exact
    assert 'href="/search/?q=%D0%94%D0%9E%D0%9E"' in exact
    assert '<input type="hidden" name="exact" value="1">' in exact
    assert find(client, "ДОО", exact="1") == ["Уголок природы"]
    assert find(client, '"детский сад"') == ["Игры в детском саду"]


def test_the_door_for_programs_says_it_too(client, library):
    dou()
    assert ask(client, "ДОО")["also"] == ["Дошкольная образовательная организация", "детский сад"]
    assert ask(client, "ДОО", exact="1")["also"] == []
    assert ask(client, "снег")["also"] == []


def test_other_words_of_the_query_still_bind(client, library):
    dou()
    assert find(client, "ДОО прогулка") == ["Прогулка"]
    assert find(client, "ДОО -воспитателей") != []
    assert "Уголок природы" not in find(client, "ДОО -воспитателей")


def test_a_page_called_by_another_name_is_quoted_there(client, library):
    dou()
    catch_up()
    hit = next(hit for hit in ask(client, "ДОО")["hits"] if hit["title"] == "Игры в детском саду")
    assert marked(hit["snippet"])[:2] == ["детском", "саду"]
    assert hit["file"] == "Конспект"


def test_when_nothing_has_all_words_any_of_them_will_do_as_before(client, library):
    dou()
    answer = ask(client, "детский сад")
    exact = ask(client, "камней смех улице", exact="1")
    assert answer["total"] >= 3
    assert exact["total"] > 0
    assert set(titles(ask(client, "ДОО подводная"))) >= THREE


def test_a_changed_term_is_asked_by_at_once(client, library):
    assert find(client, "ДОО") == ["Уголок природы"]
    made = dou()
    assert set(titles(ask(client, "ДОО"))) >= THREE
    made.synonyms = ""
    made.save()
    assert "Игры в детском саду" not in titles(ask(client, "ДОО"))
    made.is_active = False
    made.save()
    assert titles(ask(client, "ДОО")) == ["Уголок природы"]


def test_a_hostile_name_is_only_words(client, library):
    Term(name='Игры" OR title:* NEAR(', abbreviation="СН", definition="Нет.", code="x").save()
    assert find(client, "СН") == []
    assert ask(client, "Игры OR title NEAR")["query"] == "Игры OR title NEAR"


def test_terms_cost_a_search_nothing(client, library):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            ask(client, "ДОО", exact="1")
        return len(seen)

    ask(client, "ДОО")
    few = cost()
    for number in range(20):
        Term(name=f"Слово {number}", code=f"w{number}", synonyms=f"имя {number}", definition="…").save()
    ask(client, "ДОО")
    assert cost() == few
