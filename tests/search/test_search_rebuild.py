"""The index as a whole: rebuilt it is the same, and words of two versions never stand side by side."""

import json
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from library.models import MaterialPage
from search import indexing, rebuilding
from search.doctor import examine
from search.engines import database_engine
from search.indexing import catch_up, read_pages
from search.models import SearchDocument, SearchOutbox
from search.rebuilding import needs_rebuild, rebuild
from tests.home.pages import content_page
from tests.making import close, material, news, plan, programme, subproject
from tests.search import insides
from tests.search.searching import ask, read, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(sections):
    """Pages of every kind, some changed, hidden or deleted after the index had heard of them."""
    about = programme(sections["programmes"], "Программа", goal="Цель")
    plan(about, stages=2, items=2)
    subproject(about, "Подпроект")
    for number in range(4):
        material(sections["library"], f"Урок {number}", files=[(read(f"Снег {number}, видео-урок."), "Конспект")])
    news(sections["news"], "Новость", about=[about])
    page = content_page(sections["home"], "Страница", intro="Снег")
    catch_up()
    first, second, third, _fourth = MaterialPage.objects.order_by("pk")
    first.title = "Урок о льде"
    first.save_revision().publish()
    second.unpublish()
    third.delete()
    close(page)
    catch_up()
    return about


def picture():
    """What the index holds, document by document, without the time."""
    words = insides.content()
    documents = SearchDocument.objects.order_by("pk").values(
        "pk", "type", "title", "summary", "card", "files", "normaliser"
    )
    return words, json.dumps(list(documents), ensure_ascii=False)


def test_a_rebuilt_index_is_the_same_as_one_that_followed_every_change(site):
    followed, pages = picture(), len(insides.page_ids())
    assert pages >= 5
    out = StringIO()
    call_command("search_rebuild", stdout=out)
    assert picture() == followed
    assert f"В индексе страниц: {pages}." in out.getvalue()


def test_a_rebuild_makes_an_index_out_of_nothing(client, site):
    followed, pages = picture(), len(insides.page_ids())
    database_engine().clear()
    SearchDocument.objects.all().delete()
    assert ask(client, "снег")["total"] == 0
    assert rebuild() == pages
    assert picture() == followed


def test_a_rebuild_brings_back_a_table_that_was_lost(client, site):
    followed = picture()
    insides.lose()
    assert insides.TABLES[0] in database_engine().health()
    rebuild()
    assert database_engine().health() == ""
    assert picture() == followed


def test_a_rebuild_takes_out_what_has_no_business_in_the_index(client, site):
    followed = picture()
    insides.put_stranger(999999, "снег")
    SearchDocument.objects.create(page_id=888888, type="page", title="Призрак", summary="", card="", normaliser=1)
    rebuild()
    assert picture() == followed


def test_pages_are_found_while_the_index_is_rebuilt(client, site, monkeypatch):
    monkeypatch.setattr("search.outbox.BATCH", 2)
    seen = []
    rebuild(lambda done, total: seen.append((done, total, titles(ask(client, "лёд")))))
    assert len(seen) > 1
    assert {tuple(found) for _done, _total, found in seen} == {("Урок о льде",)}
    assert [done for done, _total, _found in seen] == sorted(done for done, _total, _found in seen)
    assert seen[-1][0] == seen[-1][1]


def test_an_index_with_words_of_another_version_asks_to_be_rebuilt(site, monkeypatch):
    assert not needs_rebuild()
    monkeypatch.setattr(indexing, "VERSION", indexing.VERSION + 1)
    monkeypatch.setattr(rebuilding, "VERSION", indexing.VERSION)
    assert needs_rebuild()
    rebuild()
    assert not needs_rebuild()
    assert set(SearchDocument.objects.values_list("normaliser", flat=True)) == {indexing.VERSION}


def test_an_empty_index_needs_no_rebuild(db):
    assert not needs_rebuild()
    assert rebuild() == 0


def test_a_page_that_cannot_be_read_does_not_stop_a_rebuild_and_is_queued_to_be_seen(client, site):
    broken = MaterialPage.objects.get(title="Урок о льде")
    MaterialPage.objects.filter(pk=broken.pk).update(body='[{"type": "table", "value": 7, "id": "x"}]')
    rebuild()
    assert titles(ask(client, "снег", type="material")) != []
    assert SearchOutbox.objects.filter(page_id=broken.pk).exists()


def test_an_engine_without_its_table_says_what_is_wrong(site):
    assert database_engine().health() == ""
    insides.lose()
    assert insides.TABLES[0] in database_engine().health()
    with pytest.raises(DatabaseError):
        database_engine().page_ids()


def test_a_rebuild_that_was_broken_off_goes_on_where_it_stopped(site, monkeypatch):
    monkeypatch.setattr("search.outbox.BATCH", 2)
    followed = picture()
    database_engine().clear()
    written = []

    def die(done, total):
        written.append(done)
        if len(written) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(die)
    assert needs_rebuild()
    rest = []
    rebuild(lambda done, total: rest.append(done))
    assert rest[0] > written[-1]
    assert picture() == followed
    assert not needs_rebuild()


def test_a_rebuild_begins_anew_when_it_is_told_to(site, monkeypatch):
    monkeypatch.setattr("search.outbox.BATCH", 2)
    with pytest.raises(ZeroDivisionError):
        rebuild(lambda done, total: 1 // 0)
    seen = []
    rebuild(lambda done, total: seen.append(done), anew=True)
    assert seen[0] == 2


def rebuild_while(monkeypatch, meanwhile):
    """Rebuild; when all pages are read and none is written `meanwhile` happens, and the queue is worked off."""

    def read_all(batches):
        readings = [read_pages(batch) for batch in batches]
        meanwhile()
        catch_up()
        return nullcontext(readings)

    monkeypatch.setattr(rebuilding, "reading_ahead", read_all)
    rebuild(anew=True)


def rename(page, title):
    page.title = title
    page.save_revision().publish()


# What waits in the queue when a rebuild begins, and what happens between its reading and its writing.
CHANGES = {
    "renamed": (lambda page: None, lambda page: rename(page, "Лишайник")),
    "renamed and named back": (lambda page: rename(page, "Лишайник"), lambda page: rename(page, "Урок о льде")),
    "withdrawn": (lambda page: None, lambda page: page.unpublish()),
    "published": (lambda page: page.unpublish(), lambda page: rename(page, "Лишайник")),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_changes_between_reading_and_writing_is_not_lost(site, monkeypatch, change):
    waiting, meanwhile = CHANGES[change]
    page = MaterialPage.objects.get(title="Урок о льде")
    waiting(page)
    rebuild_while(monkeypatch, lambda: meanwhile(page))
    assert not any(examine())


def test_a_page_that_came_and_went_while_it_was_read_stays_away(site, sections, monkeypatch):
    new = material(sections["library"], "Новое")
    rebuild_while(monkeypatch, new.unpublish)
    assert not any(examine())


def test_a_page_that_nobody_changed_is_written_anew(site, monkeypatch):
    numbers = insides.rows("SELECT page_id, number FROM search_indexedpage WHERE digest <> '' ORDER BY 1")
    rebuild_while(monkeypatch, lambda: None)
    after = insides.rows("SELECT page_id, number FROM search_indexedpage WHERE digest <> '' ORDER BY 1")
    assert [pk for pk, _number in after] == [pk for pk, _number in numbers]
    assert min(number for _pk, number in after) > max(number for _pk, number in numbers)
