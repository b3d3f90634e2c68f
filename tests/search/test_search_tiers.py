"""Of what is found in more pages than can be weighed or counted: titles first, then what is about it, then the newest."""

import pytest

from search import finding
from search.engines import base
from search.indexing import catch_up
from search.models import IndexWord
from search.rebuilding import rebuild
from search.statistics import count_words, needs_count
from search.words import index_normaliser
from tests.making import material
from tests.search.searching import ask, read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    """Works about snow: one in its title, one that speaks of it often, the others by a word; each newer than the last."""
    works = [("О снеге", ""), ("Часто", "Снег, снег, снег и снег."), ("Лёд и снег", "Лёд.")]
    works += [(f"Работа {number}", "Снег.") for number in range(9)]
    for title, text in works:
        material(sections["library"], title, files=[(read(text), "Текст")] if text else [])
    catch_up()
    return sections["library"]


def narrow(monkeypatch, weighed, counted):
    """Let so few pages be weighed and counted."""
    monkeypatch.setattr(finding, "WEIGHED", weighed)
    monkeypatch.setattr(finding, "MOST", counted)
    monkeypatch.setattr(base, "BLOCK", counted + 1)
    monkeypatch.setattr(base, "NARROW_BLOCK", 2)


def test_titles_come_first_then_pages_about_it_then_the_newest(client, library, monkeypatch):
    narrow(monkeypatch, weighed=4, counted=100)
    answer = ask(client, "снег")
    assert (answer["total"], answer["more"]) == (12, False)
    assert set(titles(answer)[:2]) == {"О снеге", "Лёд и снег"}
    assert titles(answer)[2] == "Часто"
    assert titles(answer)[4:] == [f"Работа {number}" for number in range(7, -1, -1)]


def test_beyond_the_limit_old_pages_with_the_word_in_their_titles_still_come_first(client, library, monkeypatch):
    narrow(monkeypatch, weighed=4, counted=5)
    answer = ask(client, "снег")
    assert answer["more"] is True
    assert set(titles(answer)[:2]) == {"О снеге", "Лёд и снег"}
    assert len(titles(answer)) == len(set(titles(answer)))


def test_beyond_the_limit_what_was_excluded_does_not_come_back_by_its_title(client, library, monkeypatch):
    narrow(monkeypatch, weighed=4, counted=5)
    answer = ask(client, "снег -лёд")
    assert answer["more"] is True
    assert "О снеге" in titles(answer)
    assert "Лёд и снег" not in titles(answer)


def test_a_filter_finds_its_pages_however_many_others_are_newer(client, library, monkeypatch):
    old = material(library, "Снег старого года", year=1999)
    type(old).objects.filter(pk=old.pk).update(first_published_at="2001-01-01T00:00Z")
    for number in range(8):
        material(library, f"Новая {number}", annotation="Снег.")
    catch_up()
    narrow(monkeypatch, weighed=4, counted=5)
    assert titles(ask(client, "снег", year="1999")) == ["Снег старого года"]


def test_words_are_counted_once_many_are_new_and_not_again_for_pages_that_have_gone(library, monkeypatch):
    monkeypatch.setattr("search.statistics.FEW", 3)
    # What this process knows of words stands in a database that another test has left.
    index_normaliser.cache_clear()
    rebuild()
    material(library, "Ёлка, берёза, осина, рябина, черёмуха, калина, малина, ежевика, брусника, клюква")
    catch_up()
    assert needs_count()
    count_words()
    assert not needs_count()
    library.get_children().delete()
    catch_up()
    count_words()
    assert IndexWord.objects.filter(pages=0).count() > 3
    assert not needs_count()
