"""A site that is served by a real Elasticsearch answers as one that is served by its database."""

import pytest

from home.models import Level, Subject
from search.elastic_state import elastic_state
from search.engines import serving_engine
from search.feeding import build, feed
from search.indexing import catch_up
from search.models import IndexState
from tests.making import close, material, news, plan, programme, subproject
from tests.search.conftest import point_at
from tests.search.searching import ask, read, titles

pytestmark = pytest.mark.django_db
QUESTIONS = [
    {"q": "снег"}, {"q": "снега урок"}, {"q": '"белый снег"'}, {"q": "урок -лёд"}, {"q": "видеоурок"}, {"q": "цель программы"},
    {"q": "лёд", "subject": "1"}, {"q": "урок", "type": "material"}, {"q": "урок", "year": ["2001", "2003"]},
    {"q": "урок", "sort": "new"}, {"q": "снег небывалый"}, {"q": "небывалый"}, {"q": "урок", "page": "2"}, {"q": ""},
]  # fmt: skip


@pytest.fixture
def archive(sections):
    """Pages of several kinds, enough for two pages of results."""
    subjects, levels = list(Subject.objects.all()[:2]), list(Level.objects.all()[:2])
    for number in range(24):
        material(
            sections["library"],
            f"Урок {number}: {'снег' if number % 3 else 'лёд'}",
            annotation="Белый снег" if number % 2 else "Снег белый",
            year=2000 + number % 5,
            subjects=subjects[: number % 3],
            levels=levels[: number % 2 + 1],
            files=[(read(f"Видео-урок {number} о снеге и лёде. " * (number + 1)), "Конспект")],
        )
    about = programme(sections["programmes"], "Программа", goal="Цель программы — снег")
    plan(about, stages=2, items=2)
    subproject(about, "Подпроект о снеге")
    close(material(sections["library"], "Тайный урок о снеге"))
    news(sections["news"], "Новость: снег", about=[about])
    catch_up()
    return sections


def is_behind():
    """Whether the index that readers ask has not got all changes."""
    return any(index.lag for index in elastic_state().indices if index.is_live)


def test_hits_order_counts_facets_and_pages_are_the_same(client, archive, settings, elasticsearch_node):
    by_database = [ask(client, **question) for question in QUESTIONS]
    point_at(settings, elasticsearch_node.url)
    settings.ELASTICSEARCH_TIMEOUT = 20
    feed()
    by_elastic = [ask(client, **question) for question in QUESTIONS]
    assert by_elastic == by_database
    assert sum(len(answer["hits"]) for answer in by_elastic) > 100
    assert "Поисковый сервер сейчас не отвечает" not in client.get("/search/?q=снег").content.decode()


def test_a_change_reaches_it_with_the_next_feed(client, archive, elastic):
    feed()
    assert not is_behind()
    assert ask(client, "лишайник")["total"] == 0
    material(archive["library"], "Лишайники")
    catch_up()
    assert is_behind()
    assert feed() == 1
    assert titles(ask(client, "лишайник")) == ["Лишайники"]
    assert not is_behind()
    assert feed() == 0


def test_a_page_that_leaves_the_site_leaves_it_too(client, archive, elastic):
    page = material(archive["library"], "Лишайники")
    catch_up()
    feed()
    assert page.pk in elastic.page_ids()
    page.unpublish()
    assert ask(client, "лишайник")["total"] == 0, "at once, whatever the index still holds"
    catch_up()
    feed()
    assert page.pk not in elastic.page_ids()


def test_readers_are_answered_by_the_old_index_while_a_new_one_is_filled(client, archive, elastic, monkeypatch):
    feed()
    monkeypatch.setattr("search.feeding.BATCH", 5)
    asked_meanwhile = []

    def look(done, total):
        asked_meanwhile.append(ask(client, "снег")["total"])

    whole = ask(client, "снег")["total"]
    build(look)
    assert len(asked_meanwhile) > 3
    assert set(asked_meanwhile) == {whole}
    assert ask(client, "снег")["total"] == whole
    assert IndexState.objects.exclude(pk=IndexState.DATABASE).count() == 1


def test_a_new_index_that_was_broken_off_goes_on_and_misses_no_change(client, archive, elastic, monkeypatch):
    feed()
    monkeypatch.setattr("search.feeding.BATCH", 5)
    with pytest.raises(ZeroDivisionError):
        build(lambda done, total: 1 // (3 - done // 5))
    material(archive["library"], "Лишайники")
    catch_up()
    feed()
    assert titles(ask(client, "лишайник")) == ["Лишайники"], "the old index goes on being fed"
    written = []
    build(lambda done, total: written.append(done))
    assert titles(ask(client, "лишайник")) == ["Лишайники"]
    assert serving_engine().page_ids() == set(elastic.digests())
    assert not is_behind()
