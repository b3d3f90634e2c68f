"""Whole pages kept for visitors who have not signed in: always as fresh as the site, never somebody's own."""

import gzip

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction, Site

from accounts.models import User
from home import page_cache
from home.models import SiteSettings
from tests.home.pages import content_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cache(settings):
    """The cache as it is on a real site, empty."""
    settings.PAGE_CACHE_BYTES = 1024 * 1024
    page_cache.pages.clear()
    yield page_cache.pages
    page_cache.pages.clear()


@pytest.fixture
def about(sections):
    """A published page that the footer of every page names."""
    return content_page(sections["home"], "Устав")


def questions(client, address, **headers):
    """Return the number of SQL queries of one answer."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address, headers=headers)
    return len(captured)


def edit(page, title):
    """Publish `page` with another title."""
    page.title = title
    page.save_revision().publish()


# It is kept --------------------------------------------------------------------------------------------------------------


def test_the_second_visitor_costs_one_question_to_the_database(client, about):
    first = client.get(about.url)
    assert questions(client, about.url) == 1
    again = client.get(about.url)
    assert (again.content, again.headers) == (first.content, first.headers)


def test_a_kept_page_leaves_compressed_where_the_browser_can_read_that(client, about):
    plain = client.get(about.url).content
    packed = client.get(about.url, headers={"accept-encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain) / 2
    assert gzip.decompress(packed.content) == plain
    assert "Accept-Encoding" in packed["Vary"]
    assert "Cookie" in packed["Vary"]


def test_a_browser_that_has_the_page_is_told_so_without_it(client, about):
    etag = client.get(about.url)["ETag"]
    answer = client.get(about.url, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    edit(about, "О нас")
    assert client.get(about.url, headers={"if-none-match": etag}).status_code == 200


def test_a_kept_page_carries_the_headers_of_protection(client, about):
    for _ in range(2):
        answer = client.get(about.url)
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert answer["Cache-Control"] == "no-cache"


# It is fresh -------------------------------------------------------------------------------------------------------------


def test_a_published_change_shows_at_once(client, about):
    client.get(about.url)
    edit(about, "О нас")
    assert "О нас" in client.get(about.url).content.decode()


def test_an_unpublished_page_is_gone_at_once_from_its_address_and_from_home(client, about):
    assert "Устав" in client.get("/").content.decode()
    client.get(about.url)
    about.unpublish()
    assert client.get(about.url).status_code == 404
    assert "Устав" not in client.get("/").content.decode()


def test_a_page_that_is_closed_is_closed_at_once(client, about):
    client.get(about.url)
    PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(about.url).status_code == 302


def test_new_settings_show_at_once(client, about):
    client.get(about.url)
    kept = SiteSettings(site=Site.objects.get())
    kept.centre_name = "Ресурсный центр (пример)"
    kept.save()
    assert "Ресурсный центр (пример)" in client.get(about.url).content.decode()


def test_the_clock_ends_every_page_with_its_minute(client, about, monkeypatch):
    monkeypatch.setattr(page_cache.time, "time", lambda: 59.0)
    client.get(about.url)
    assert questions(client, about.url) == 1
    monkeypatch.setattr(page_cache.time, "time", lambda: 60.0)
    assert questions(client, about.url) > 1


def test_a_change_made_while_the_page_is_drawn_is_not_lost(client, about, monkeypatch):
    drawn = page_cache.KeptPage.of

    def drawn_slowly(response):
        edit(about, "О нас")
        monkeypatch.setattr(page_cache.KeptPage, "of", drawn)
        return drawn(response)

    monkeypatch.setattr(page_cache.KeptPage, "of", drawn_slowly)
    assert "О нас" not in client.get(about.url).content.decode()
    assert "О нас" in client.get(about.url).content.decode()


# It is nobody's own --------------------------------------------------------------------------------------------------------


def test_who_has_signed_in_is_never_answered_from_the_cache_nor_kept_in_it(client, about, cache):
    client.get(about.url)
    reader = User.objects.create_user("reader@school.example", "a-long-password")
    client.force_login(reader)
    assert "Кабинет" in client.get(about.url).content.decode()
    client.logout()
    client.cookies.clear()
    assert "Кабинет" not in client.get(about.url).content.decode()
    assert len(cache) == 1


def test_each_view_of_the_site_is_kept_apart(client, about):
    client.get(about.url)
    client.cookies["view"] = "contrast-xl-normal-on"
    assert 'data-scheme="contrast"' in client.get(about.url).content.decode()
    del client.cookies["view"]
    assert 'data-scheme="auto"' in client.get(about.url).content.decode()


def test_unknown_cookies_make_no_copies(client, about, cache):
    for number in range(3):
        client.cookies["_counter"] = str(number)
        client.cookies["view"] = f"nothing-{number}"
        client.get(about.url)
    assert len(cache) == 1


def test_names_of_the_site_are_kept_apart(client, about):
    assert 'href="http://testserver/' in client.get(about.url).content.decode()
    assert 'href="http://testserver/' not in client.get(about.url, SERVER_NAME="other.example").content.decode()


@pytest.mark.parametrize("address", ["/contact/", "/search/?q=урок", "/accounts/login/", "/nothing-here/", "/healthz"])
def test_forms_answers_and_failures_are_not_kept(client, sections, cache, address):
    assert client.get(address).status_code in {200, 404}
    assert len(cache) == 0


@pytest.mark.parametrize("method", ["post", "head", "put"])
def test_only_reading_is_answered_from_the_cache(client, about, method):
    client.get(about.url)
    assert not getattr(client, method)(about.url).content.startswith(b"\x1f\x8b")
    assert questions(client, about.url) == 1


# It is small ---------------------------------------------------------------------------------------------------------------


def test_pages_least_asked_for_leave_first(client, about, sections, cache, settings):
    for query in ("?a=1", "?a=2"):
        client.get(about.url + query)
    settings.PAGE_CACHE_BYTES = sum(len(page.packed) for page in cache._pages.values()) + 100
    client.get(about.url + "?a=1")
    client.get(about.url + "?a=3")
    assert questions(client, about.url + "?a=1") == 1
    assert len(cache) == 2
    assert questions(client, about.url + "?a=2") > 1


def test_an_endless_address_is_not_kept(client, about, cache):
    client.get(about.url + "?a=" + "1" * 1000)
    assert len(cache) == 0


def test_without_memory_for_it_every_page_is_made_anew(client, about, cache, settings):
    settings.PAGE_CACHE_BYTES = 0
    client.get(about.url)
    client.get(about.url)
    assert len(cache) == 0
