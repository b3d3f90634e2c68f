"""Suggestions while typing: helpful, quick, harmless, and never of anything that is not public (FX-12)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from home.models import Term
from search.indexing import catch_up
from search.statistics import count_words
from search.words import index_normaliser
from tests.home.pages import content_page
from tests.making import close, lock, material, queries_of
from tests.search.test_search_understanding import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    """Works about reading and a term, counted by the clock."""
    index_normaliser.cache_clear()
    Term.objects.all().delete()
    Term(name="Смысловое чтение", abbreviation="СЧ", code="s", definition="Чтение с пониманием.").save()
    library = sections["library"]
    for title in ("Смысловое чтение на уроке", "Смысловое чтение в начальной школе", "Чтение вслух"):
        material(library, title)
    catch_up()
    count_words()
    return library


def suggest(client, query):
    """[(kind, text)] for the beginning of a query."""
    response = client.get("/api/v1/suggest/", {"q": query})
    assert response.status_code == 200
    return [(one["kind"], one["text"]) for one in response.json()["suggestions"]]


def texts(client, query):
    return [text for _kind, text in suggest(client, query)]


def test_a_beginning_is_gone_on_by_terms_words_and_titles(client, library):
    found = suggest(client, "смысл")
    assert found[0] == ("term", "Смысловое чтение")
    assert ("words", "смысловой") in found
    assert ("page", "Смысловое чтение на уроке") in found


def test_the_next_word_goes_on_what_was_typed(client, library):
    Term.objects.get().delete()
    assert "смысловое чтение" not in texts(client, "чтение в")
    assert ("words", "чтение вслух") in suggest(client, "чтение вс")
    assert ("words", "смысловое чтение") in suggest(client, "смысловое ч")
    assert ("words", "смысловое чтение") in suggest(client, "смысловое ")
    # Titles have «в начальной школе», never «чтение начальной».
    assert suggest(client, "смысловое чтение нача") == [("page", "Смысловое чтение в начальной школе")]


def test_a_page_is_suggested_by_another_form_and_in_any_order(client, library):
    assert "Чтение вслух" in texts(client, "вслух чтени")
    assert "Чтение вслух" in texts(client, "чтения")


def test_each_leads_to_what_it_says(client, library):
    answer = client.get("/api/v1/suggest/", {"q": "вслух"}).json()
    assert answer["query"] == "вслух"
    (one,) = [one for one in answer["suggestions"] if one["kind"] == "page"]
    assert client.get(one["url"]).status_code == 200
    words = client.get("/api/v1/suggest/", {"q": "чте"}).json()["suggestions"][0]
    assert client.get(words["url"]).context["form_query"] == words["text"]


def test_what_was_published_today_is_suggested_though_nobody_has_counted_it(client, library):
    material(library, "Лишайники двора")
    catch_up()
    assert ("page", "Лишайники двора") in suggest(client, "лишай")


def test_one_letter_is_no_beginning(client, library):
    assert suggest(client, "с") == []
    assert suggest(client, "   ") == []
    assert suggest(client, "") == []


def draft(page):
    page.unpublish()


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def move_under_a_closed_section(page):
    section = content_page(Page.objects.get(depth=2), "Для своих")
    close(section)
    page.move(section, pos="last-child")


@pytest.mark.parametrize("hide", [draft, close, expire, move_under_a_closed_section, lambda page: lock(page, "x")])
def test_what_is_not_public_is_suggested_by_no_letter_of_it(client, library, hide):
    secret = material(library, "Тайнопись монахов", annotation="О лишайниках.")
    catch_up()
    count_words()
    beginnings = ["тайно", "тай", "монах", "тайнопись м", "лиша"]
    # The control: while it is public every beginning leads to it.
    assert all(texts(client, beginning) for beginning in beginnings)
    hide(secret)
    # The index still has it: no worker has run.
    assert {beginning: texts(client, beginning) for beginning in beginnings} == {
        beginning: [] for beginning in beginnings
    }


def test_a_title_that_was_changed_is_not_suggested_by_the_old_one(client, library):
    page = material(library, "Прежнее имя")
    catch_up()
    Page.objects.filter(pk=page.pk).update(title="Новость дня")
    assert "Новость дня" not in texts(client, "прежн")


def test_a_retired_term_is_not_suggested(client, library):
    Term.objects.get().delete()
    assert ("term", "Смысловое чтение") not in suggest(client, "смысл")


@pytest.mark.parametrize("query", [*HOSTILE, "\n(", "[", "ур.*", "ур\\"])
def test_no_beginning_is_a_fault(client, library, query):
    for part in (query, query[:60], query[:5]):
        assert client.get("/api/v1/suggest/", {"q": part.encode("utf-8", "replace").decode()}).status_code == 200


def test_it_costs_the_same_few_queries_however_much_there_is(client, library):
    few = queries_of(lambda: suggest(client, "чтение вс"))
    for number in range(20):
        material(library, f"Чтение всерьёз {number}")
    catch_up()
    count_words()
    assert queries_of(lambda: suggest(client, "чтение вс")) <= few
    assert few <= 8


def test_the_form_works_without_a_script_and_names_the_door_for_one(client, library):
    html = client.get("/search/").content.decode()
    assert 'data-suggest="/api/v1/suggest/"' in html
    assert 'action="/search/"' in html
    assert 'name="q"' in html
