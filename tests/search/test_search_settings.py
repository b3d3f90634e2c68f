"""Settings of search that cannot work are named before the site starts; a password is named nowhere."""

import logging

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.test import Client

from search.answering import fault
from search.checks import check_engine
from search.engines.elastic import indices
from tests.search.conftest import point_at
from tests.services.gate import Gate

PASSWORD = "Снегирь@7"
DOORS = ("/readyz", "/search/?q=снег", "/api/v1/search/?q=снег")


def said(settings, engine, *urls):
    settings.SEARCH_ENGINE, settings.ELASTICSEARCH_URLS = engine, list(urls)
    return [(error.id, f"{error.msg} {error.hint}") for error in check_engine()]


@pytest.mark.django_db
def test_settings_that_work_are_not_complained_of(settings):
    own = {"postgresql": "postgres"}.get(connection.vendor, connection.vendor)
    assert said(settings, "") == said(settings, own) == []
    good = ["http://127.0.0.1:9200", "https://имя:%D0%BF%40@search.example.org:443", "http://[::1]:9200/path"]
    assert said(settings, "elasticsearch", *good) == []
    # Nobody asks Elasticsearch: its address may be anything.
    assert said(settings, "", "nowhere") == []


@pytest.mark.django_db
@pytest.mark.parametrize("engine", ["solr", "Elasticsearch", "mysql", "another"])
def test_an_engine_that_this_database_has_not_is_named(settings, engine):
    if engine == "another":
        engine = "postgres" if connection.vendor == "sqlite" else "sqlite"
    ((number, text),) = said(settings, engine)
    assert number == "search.E001"
    assert f"SEARCH_ENGINE={engine}" in text
    assert "elasticsearch" in text
    with pytest.raises(SystemCheckError):
        call_command("check")


BAD = [
    "",
    "127.0.0.1:9200",
    "http://127.0.0.1",
    "ftp://a:9200",
    "http://u:se/cret@a:9200",
    "http://:9200",
    "http://[::1",
]


@pytest.mark.django_db
@pytest.mark.parametrize("url", BAD)
def test_an_address_that_is_none_is_counted_and_not_quoted(settings, url):
    errors = said(settings, "elasticsearch", "http://127.0.0.1:9200", url)
    assert [number for number, _text in errors] == ["search.E002"]
    assert "Адрес 2" in errors[0][1]
    assert "cret" not in errors[0][1]


@pytest.mark.django_db
def test_no_address_at_all_is_named(settings):
    assert [number for number, _text in said(settings, "elasticsearch")] == ["search.E002"]


@pytest.mark.django_db
def test_an_address_that_is_none_is_no_outage_either(settings, sections, caplog):
    point_at(settings, "http://u:se/cret@a:9200")
    page = Client().get("/search/?q=снег")
    assert page.status_code == 200
    assert "cret" not in caplog.text + page.content.decode() + Client().get("/readyz").content.decode()


@pytest.mark.django_db
def test_a_password_of_any_letters_is_handed_over_and_never_said(settings, sections, elasticsearch_node, caplog):
    caplog.set_level(logging.DEBUG)
    settings.ELASTICSEARCH_TIMEOUT = 20
    with Gate(elasticsearch_node.url) as gate:
        gate.demand("методист", PASSWORD)
        address = f"http://методист:{PASSWORD.replace('@', '%40')}@127.0.0.1:{gate.port}"
        point_at(settings, address)
        indices.go_live(indices.create())
        assert fault() == ""
        assert Client().get("/readyz").content.decode() == "ok\n"
        seen = []
        for spoil in (lambda: gate.demand("x", "y"), lambda: gate.answer(500), gate.refuse):
            spoil()
            seen += [
                Client().get(address).content.decode()
                for address in ("/readyz", "/search/?q=снег", "/api/v1/search/?q=снег")
            ]
        assert seen[0] == "ok\nsearch: не принял имя или пароль\n"
        assert seen[3] == "ok\nsearch: ответил ошибкой 500\n"
        assert seen[6] == "ok\nsearch: нет соединения\n"
    for secret in (PASSWORD, "Снегирь", "%40", "Basic ", str(gate.port)):
        assert secret not in "".join(seen), secret
    for secret in (PASSWORD, "Снегирь", "Basic "):
        assert secret not in caplog.text, secret
