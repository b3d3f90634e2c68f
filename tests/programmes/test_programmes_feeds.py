"""News as RSS and Atom: well-formed, public only, for all and for one programme."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from programmes.feeds import LENGTH
from programmes.models import NewsPage
from tests.making import close, news, programme, queries_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FORMATS = ["rss", "atom"]


def titles(client, address):
    """The titles in a feed, after it was read as XML."""
    response = client.get(address)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return [node.text for node in (*root.iterfind("channel/item/title"), *root.iterfind(f"{ATOM}entry/{ATOM}title"))]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_feed_gives_the_newest_public_news(client, sections, kind):
    section = sections["news"]
    news(section, "Видна", lead="Что было & чего < не было")
    news(section, "Черновик", publish=False)
    close(news(section, "Закрыта"))
    news(section, "Снята").unpublish()
    over = news(section, "Прошла", expire_at=timezone.now() + timedelta(hours=1))
    NewsPage.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert titles(client, f"/feeds/news.{kind}") == ["Видна"]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_programme_has_a_feed_of_its_own(client, sections, kind):
    own, other = (programme(sections["programmes"], title) for title in ("Своя", "Другая"))
    news(sections["news"], "О своей", about=[own])
    news(sections["news"], "Об обеих", about=[own, other])
    news(sections["news"], "О другой", about=[other])
    news(sections["news"], "Ни о чём")
    assert titles(client, f"/feeds/programmes/{own.pk}.{kind}") == ["Об обеих", "О своей"]


@pytest.mark.parametrize("kind", FORMATS)
def test_an_entry_carries_its_full_address_kind_and_summary(client, sections, kind):
    page = news(sections["news"], "Видна", lead="Вводка", kind="letter", about=[programme(sections["programmes"], "П")])
    text = client.get(f"/feeds/news.{kind}").content.decode()
    for part in (page.full_url, "Вводка", "информационное письмо"):
        assert part in text
    assert page.full_url.startswith("http")


@pytest.mark.parametrize("kind", FORMATS)
def test_signs_that_xml_cannot_carry_do_not_break_the_feed(client, sections, kind):
    news(sections["news"], "Из Word\x0bа <b>&amp;</b> ]]>", lead="Строка\x0c\x01")
    assert titles(client, f"/feeds/news.{kind}") == ["Из Wordа <b>&amp;</b> ]]>"]


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/news.json",
        "/feeds/news.",
        "/feeds/news.RSS",
        "/feeds/programmes/999999.rss",
        "/feeds/programmes/99999999999999999999999999.rss",
        "/feeds/programmes/x.rss",
        "/feeds/",
    ],
)
def test_what_is_no_feed_is_not_found(client, sections, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("kind", FORMATS)
def test_a_programme_that_is_not_public_has_no_feed(client, sections, kind):
    draft = programme(sections["programmes"], "Черновик", publish=False)
    closed = programme(sections["programmes"], "Закрыта")
    assert client.get(f"/feeds/programmes/{closed.pk}.{kind}").status_code == 200
    close(closed)
    for page in (draft, closed):
        assert client.get(f"/feeds/programmes/{page.pk}.{kind}").status_code == 404


def test_a_feed_of_a_section_without_news_is_empty_and_well_formed(client, sections):
    assert titles(client, "/feeds/news.rss") == []


def test_a_long_feed_costs_as_much_as_a_short_one_and_has_an_end(client, sections):
    page = programme(sections["programmes"], "П")

    def grow(number):
        for n in range(number):
            news(sections["news"], f"{number} {n}", about=[page])

    grow(2)
    few = queries_of(lambda: client.get("/feeds/news.rss"))
    grow(LENGTH)
    assert queries_of(lambda: client.get("/feeds/news.rss")) == few
    assert len(titles(client, "/feeds/news.rss")) == LENGTH
