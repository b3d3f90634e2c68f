"""A programme on other people's sites: the block for a frame, the code to copy, the course as a feed (F4-02)."""

import datetime
from datetime import timedelta
from html import unescape
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.enums import Role
from home import page_cache
from programmes.actions import set_item_status
from programmes.feeds import LENGTH
from programmes.models import ProgrammePage, Stage
from tests.making import close, news, person, plan, programme, queries_of

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def page(sections):
    """A programme whose only stage goes on now."""
    made = programme(sections["programmes"], "Школы <учатся> у школ")
    plan(made, items=3)
    today = timezone.localdate()
    Stage.objects.filter(programme=made).update(starts_on=today, ends_on=today + timedelta(days=9))
    return made


def block(client, page, **params):
    return client.get(f"{page.url}embed/", params)


def mark(item, status="done"):
    return set_item_status(item=item, status=status, by=person(Role.EDITOR))


def items_of(page):
    return list(page.stages.get().items.all())


# The block ---------------------------------------------------------------------------------------------------------------
def test_the_block_may_stand_in_anybodys_frame_and_nothing_else_may(client, page, sections):
    response = block(client, page)
    assert response.status_code == 200
    assert "X-Frame-Options" not in response
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    for address in (page.url, sections["programmes"].url, "/", "/search/", "/glossary/", "/accounts/login/"):
        other = client.get(address)
        assert other["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in other["Content-Security-Policy"]


def test_the_block_keeps_nothing_of_the_visitor_and_is_light(client, page):
    response = block(client, page)
    text = response.content.decode()
    assert not response.cookies
    assert not any(sign in text for sign in ("<script", "csrf", "<form", " style=", "<img"))
    sheets = [settings.ROOT / "static" / "css" / name for name in ("tokens.css", "schemes.css", "embed.css")]
    assert len(response.content) + sum(sheet.stat().st_size for sheet in sheets) <= 15_000


def test_the_block_tells_how_the_programme_goes(client, page, sections):
    first, second, _third = items_of(page)
    mark(first)
    mark(second, "in_progress")
    news(sections["news"], "Собрались на семинар", about=[page])
    text = block(client, page).content.decode().replace("\u00a0", " ")
    for part in ("Школы &lt;учатся&gt; у", "Выполнено 1 из 3", "Этап 1", "Дело 1 — в работе", "Собрались на", "Дело 2"):
        assert part in text
    for link in text.split("<a ")[1:]:
        assert 'target="_blank" rel="noopener"' in " ".join(link.split(">")[0].split())
        assert 'href="http' in link.split(">")[0]


def test_the_block_suits_the_page_around_it(client, page):
    assert 'data-scheme="dark"' in block(client, page, scheme="dark").content.decode()
    assert 'data-scheme="auto"' in block(client, page, scheme='"><script>').content.decode()


def test_a_block_that_is_kept_whole_says_the_same_and_changes_at_once(client, page, monkeypatch):
    monkeypatch.setattr(settings, "PAGE_CACHE_BYTES", 1024 * 1024)
    page_cache.pages.clear()
    first, kept = block(client, page), block(client, page)
    assert len(page_cache.pages) == 1
    assert (kept.content, kept["Content-Security-Policy"]) == (first.content, first["Content-Security-Policy"])
    assert "X-Frame-Options" not in kept
    mark(items_of(page)[0])
    assert "Выполнено 1 из 3" in block(client, page).content.decode()
    page_cache.pages.clear()


def test_a_programme_that_is_not_public_has_no_block(client, sections, page):
    draft = programme(sections["programmes"], "Черновик", publish=False)
    assert block(client, draft).status_code == 404
    close(page)
    assert block(client, page).status_code == 302
    over = programme(sections["programmes"], "Прошла")
    ProgrammePage.objects.filter(pk=over.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert block(client, over).status_code == 404
    for rest in ("embed/x/", "embed2/", "x/embed/"):
        assert client.get(f"{over.url}{rest}").status_code == 404


def test_the_page_gives_the_code_and_the_feeds(client, page):
    text = client.get(page.url).content.decode()
    code = text.split("<code>")[1].split("</code>")[0]
    assert "<" not in code
    frame = unescape(code)
    assert frame.startswith('<iframe src="http://testserver/programmes/')
    assert 'title="Школы &lt;учатся&gt; у школ"' in frame
    assert f"/feeds/programmes/{page.pk}.rss" in text
    assert f"/feeds/programmes/{page.pk}.atom" in text
    address = frame.split('src="')[1].split('"')[0].removeprefix("http://testserver")
    assert client.get(address).status_code == 200


def test_a_closed_programme_offers_no_code(client, page):
    close(page)
    client.force_login(person(Role.TEACHER))
    assert "<iframe" not in unescape(client.get(page.url).content.decode())


# The course as a feed --------------------------------------------------------------------------------------------------------
def entries(client, page, kind="rss"):
    """[(title, address, key)] of the feed."""
    response = client.get(f"/feeds/programmes/{page.pk}.{kind}")
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    if kind == "rss":
        nodes = root.iterfind("channel/item")
        return [(node.findtext("title"), node.findtext("link"), node.findtext("guid")) for node in nodes]
    nodes = root.iterfind(f"{ATOM}entry")
    return [
        (node.findtext(f"{ATOM}title"), node.find(f"{ATOM}link").get("href"), node.findtext(f"{ATOM}id"))
        for node in nodes
    ]


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_news_and_the_plan_stand_together_the_newest_first(client, sections, page, kind):
    old = timezone.localdate() - datetime.timedelta(days=40)
    news(sections["news"], "Старая новость", about=[page], date=old)
    mark(items_of(page)[0])
    found = entries(client, page, kind)
    assert [title for title, _link, _key in found] == ["Дело 0 — выполнено", "Старая новость"]
    assert f"{page.url}plan/#item-" in found[0][1]
    assert all(link.startswith("http") for _title, link, _key in found)


def test_of_an_item_the_last_change_of_a_day_is_told_and_keys_are_its_own(client, page):
    first, second, _third = items_of(page)
    for status in ("in_progress", "done"):
        mark(first, status)
    mark(second)
    found = entries(client, page)
    assert sorted(title for title, _link, _key in found) == ["Дело 0 — выполнено", "Дело 1 — выполнено"]
    assert len({key for _title, _link, key in found}) == 2


def test_what_is_gone_from_the_plan_is_gone_from_the_feed(client, page):
    first = items_of(page)[0]
    mark(first)
    first.delete()
    assert entries(client, page) == []


def test_a_day_of_many_marks_leaves_room_for_news(client, sections, page):
    for number in range(25):
        news(
            sections["news"], f"Новость {number}", about=[page], date=timezone.localdate() - timedelta(days=number + 1)
        )
    plan(programme(sections["programmes"], "Чужая"), items=1)
    stage = page.stages.get()
    for number in range(25):
        mark(stage.items.create(text=f"Ещё дело {number}"))
    found = [title for title, _link, _key in entries(client, page)]
    assert len(found) == LENGTH
    assert sum(title.startswith("Новость") for title in found) == LENGTH - 20


def test_a_long_course_costs_as_much_as_a_short_one(client, sections, page):
    def cost():
        return [queries_of(lambda a=address: client.get(a)) for address in addresses]

    addresses = (f"/feeds/programmes/{page.pk}.rss", f"{page.url}embed/", page.url)
    news(sections["news"], "Одна", about=[page])
    mark(items_of(page)[0])
    few = cost()
    for number in range(6):
        news(sections["news"], f"Ещё {number}", about=[page])
        mark(page.stages.get().items.create(text=f"Дело {number}"))
    assert cost() == few
