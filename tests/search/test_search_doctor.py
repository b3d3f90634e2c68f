"""`manage.py search_doctor` sees every kind of drift, says how large it is, and mends it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from search.engines import database_engine
from search.engines.elastic import indices
from search.engines.elastic.client import asking
from search.engines.elastic.writing import refresh
from search.feeding import feed
from search.indexing import catch_up
from search.models import IndexedPage, SearchDocument
from search.stored import PageWords
from tests.making import material
from tests.search.conftest import point_at
from tests.search.searching import ask, titles
from tests.services.gate import Gate

pytestmark = pytest.mark.django_db
STRANGER = 999_999


@pytest.fixture
def works(sections, elastic):
    """The ids of three works that are in every index."""
    made = [material(sections["library"], title).pk for title in ("Снег в лесу", "Снег в поле", "Лёд на реке")]
    catch_up()
    feed()
    return made


def doctor(*options):
    """Return (exit code, what it has said)."""
    out, code = StringIO(), 0
    try:
        call_command("search_doctor", *options, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue()


def words_missing(work):
    IndexedPage.objects.filter(pk=work).delete()
    SearchDocument.objects.filter(pk=work).delete()


def words_extra(work):
    IndexedPage.objects.create(page_id=STRANGER, number=1, digest="x", focus="", words="\n\n")


def words_changed(work):
    IndexedPage.objects.filter(pk=work).update(digest="x")


def database_missing(work):
    database_engine().delete([work])


def database_extra(work):
    database_engine().put([PageWords(STRANGER, "снег", "", ()).document()])


def elasticsearch_missing(work):
    with asking() as client:
        client.delete(index=indices.alias(), id=str(work))


def elasticsearch_extra(work):
    with asking() as client:
        client.index(
            index=indices.alias(), id=str(STRANGER), document={"page_id": STRANGER, "digest": "x", "number": 1}
        )


def elasticsearch_changed(work):
    number = IndexedPage.objects.get(pk=work).number
    with asking() as client:
        client.index(
            index=indices.alias(),
            id=str(work),
            document={"page_id": work, "digest": "x", "words": "чужое", "number": number},
            version=number,
            version_type="external_gte",
        )


PLANTED = {
    words_missing: ("слова страниц", "нет в индексе: 1"),
    words_extra: ("слова страниц", "лишних: 1"),
    words_changed: ("слова страниц", "с другими словами: 1"),
    database_missing: ("индекс базы данных", "нет в индексе: 1"),
    database_extra: ("индекс базы данных", "лишних: 1"),
    elasticsearch_missing: ("Elasticsearch", "нет в индексе: 1"),
    elasticsearch_extra: ("Elasticsearch", "лишних: 1"),
    elasticsearch_changed: ("Elasticsearch", "с другими словами: 1"),
}


def test_every_kind_of_drift_is_counted_and_mended(works, client):
    code, text = doctor("--check")
    assert (code, text.count("расхождений 0")) == (0, 3)
    for plant, (index, drift) in PLANTED.items():
        plant(works[0])
        refresh(indices.alias())
        code, text = doctor("--check")
        assert code == 1, plant.__name__
        (line,) = [line for line in text.splitlines() if line.startswith(f"{index} — расхождений 1 ")]
        assert drift in line, plant.__name__
        assert doctor("--check")[0] == 1, "to look changes nothing"
        code, text = doctor()
        assert code == 0, (plant.__name__, text)
        assert text.partition("После исправления:")[2].count("расхождений 0") == 3
        assert doctor("--check")[0] == 0
    assert set(titles(ask(client, "снег"))) == {"Снег в лесу", "Снег в поле"}


def test_without_the_texts_it_is_quicker_and_sees_no_changed_words(works):
    words_changed(works[0])
    _code, text = doctor("--check", "--quick")
    assert "слова страниц — расхождений 0" in text


def test_a_server_that_is_away_is_said_in_russian_and_the_rest_is_mended(works, settings, elasticsearch_node):
    with Gate(elasticsearch_node.url) as gate:
        point_at(settings, gate.url)
        gate.refuse()
        database_missing(works[0])
        with pytest.raises(CommandError, match="Elasticsearch: нет соединения"):
            doctor("--check")
        with pytest.raises(CommandError, match="Elasticsearch: нет соединения"):
            doctor()
    assert works[0] in database_engine().page_ids()
