"""Links gathered and looked at once a month, doubles found, both shown to editors with what to do (F1-02)."""

from collections import Counter
from datetime import datetime

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.enums import Role
from library.doubles import find_doubles, title_key
from library.enums import LinkState
from library.links import checking
from library.links.checking import AT_ONCE, check_links_due, check_some
from library.links.gathering import links_of_materials, start_round
from library.links.looking import Look
from library.models import LinkPlace, LinkRound, OuterLink
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db
ALIVE, DEAD = Look(LinkState.ALIVE), Look(LinkState.DEAD, "ответ 404: такой страницы нет")
BODY = [
    {"type": "text", "value": '<p><a href="https://one.example/?a=1&amp;b=2">раз</a> <a href="/library/">дома</a></p>'},
    {"type": "video", "value": {"url": "https://video.example/7", "title": "Урок", "description": ""}},
    {"type": "steps", "value": {"parts": [{"title": "Шаг", "text": '<p><a href="http://two.example/x">два</a></p>'}]}},
]


def at(month, day=3, hour=12):
    return timezone.make_aware(datetime(2026, month, day, hour))


@pytest.fixture
def library(sections):
    return sections["library"]


def with_links(library, *urls, **card):
    return material(library, links=[(f"Ссылка {n}", url) for n, url in enumerate(urls)], **card)


def test_a_link_that_nobody_has_looked_at_does_not_wait_behind_the_others():
    looked = OuterLink.objects.create(url="https://a.example/", checked_at=at(1))
    fresh = OuterLink.objects.create(url="https://b.example/")
    assert list(OuterLink.objects.due(at(3))) == [fresh, looked]


# Gathering ---------------------------------------------------------------------------------------------------------------


def test_links_of_the_card_and_of_every_block_are_found(library):
    page = with_links(library, "https://card.example/", body=BODY)
    assert links_of_materials() == {
        url: {page.pk}
        for url in (
            "https://card.example/",
            "https://one.example/?a=1&b=2",
            "https://video.example/7",
            "http://two.example/x",
        )
    }


def test_drafts_and_our_own_address_are_left_out(library, settings):
    settings.SITE_URL = "https://centre.example"
    with_links(library, "https://centre.example/library/")
    with_links(library, "https://draft.example/", title="Черновик", publish=False)
    assert links_of_materials() == {}


def test_a_month_is_gathered_once_and_a_new_month_forgets_what_is_gone(library):
    page = with_links(library, "https://a.example/", "https://b.example/")
    assert start_round(now=at(10))
    assert not start_round(now=at(10, 30))
    assert LinkPlace.objects.count() == 2
    OuterLink.objects.filter(url="https://b.example/").update(state=LinkState.DEAD, since=at(10))
    page.links = [link for link in page.links.all() if link.url == "https://b.example/"]
    page.save_revision().publish()
    assert start_round(now=at(11))
    (link,) = OuterLink.objects.all()
    assert (link.url, link.state, link.since) == ("https://b.example/", LinkState.DEAD, at(10))
    assert LinkRound.objects.count() == 2


# Looking -----------------------------------------------------------------------------------------------------------------


def test_one_run_asks_every_site_once_and_not_too_many(library):
    with_links(library, *[f"https://same.example/{n}" for n in range(5)])
    with_links(library, *[f"https://host{n}.example/" for n in range(AT_ONCE + 5)], title="Ещё")
    start_round(now=at(10))
    asked = []
    assert check_some(now=at(10), look=lambda url: asked.append(url) or ALIVE) == AT_ONCE
    hosts = Counter(url.split("/")[2] for url in asked)
    assert set(hosts.values()) == {1}


def test_every_link_is_looked_at_once_a_month(library):
    with_links(library, *[f"https://same.example/{n}" for n in range(3)])
    start_round(now=at(10))
    assert [check_some(now=at(10, 4), look=lambda url: ALIVE) for _ in range(4)] == [1, 1, 1, 0]
    assert check_some(now=at(11, 1), look=lambda url: ALIVE) == 1


def test_since_when_stays_while_the_state_does(library):
    with_links(library, "https://a.example/")
    start_round(now=at(9))
    for month, seen in ((9, ALIVE), (10, DEAD), (11, DEAD)):
        check_some(now=at(month), look=lambda url, seen=seen: seen)
    link = OuterLink.objects.get()
    assert (link.state, link.since, link.checked_at) == (LinkState.DEAD, at(10), at(11))
    check_some(now=at(12), look=lambda url: ALIVE)
    link.refresh_from_db()
    assert (link.state, link.since, link.reason) == (LinkState.ALIVE, at(12), "")


def test_a_run_ends_when_its_time_is_over(library, monkeypatch):
    with_links(library, "https://a.example/", "https://b.example/")
    start_round(now=at(10))
    assert check_some(now=at(10), look=lambda url: ALIVE, seconds=-1) == 0


def test_the_clock_gathers_and_wakes_the_worker_once(library):
    assert not check_links_due(now=at(10))
    LinkRound.objects.all().delete()
    with_links(library, "https://a.example/")
    for _ in range(3):
        assert check_links_due(now=at(10))
    assert DBTaskResult.objects.filter(queue_name="links").count() == 1
    check_some(now=at(10), look=lambda url: ALIVE)
    assert not check_links_due(now=at(10))


def test_the_task_looks_with_the_real_look(library, monkeypatch):
    from library.tasks import check_links_task

    with_links(library, "http://127.0.0.1/", "http://169.254.169.254/")
    start_round()
    check_links_task.func()
    assert set(OuterLink.objects.values_list("state", flat=True)) == {LinkState.REFUSED}
    assert checking.troubled_links().count() == 2


# Doubles -----------------------------------------------------------------------------------------------------------------


def titles_of(doubles):
    return [(group.reason, [page.title for page in group.materials]) for group in doubles]


def test_the_same_bytes_in_two_works_are_found_and_twice_in_one_are_not(library):
    first, second = stored("Один.txt", "Одно и то же."), stored("Другой.txt", "Одно и то же.")
    material(library, "Птицы", files=[(first, "")])
    material(library, "Снег", files=[(second, "")])
    material(library, "Река", files=[(stored("А.txt", "Река."), ""), (stored("Б.txt", "Река."), "")])
    material(library, "Черновик", files=[(first, "")], publish=False)
    assert titles_of(find_doubles()) == [("один и тот же файл", ["Птицы", "Снег"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Уроки о снеге", "«Урок о снеге»"),
        ("Ёлка и праздник", "Праздник и елка."),
        ("ЧТЕНИЕ С ПОМЕТКАМИ", "Чтение с пометкой"),
    ],
)
def test_titles_that_differ_in_endings_signs_and_order_are_nearly_equal(library, one, other):
    material(library, one)
    material(library, other)
    material(library, "Совсем иное")
    assert titles_of(find_doubles()) == [("похожие названия", [one, other])]


def test_numbers_tell_works_apart():
    assert title_key("Журнал, выпуск 1") != title_key("Журнал, выпуск 2")


# The screen --------------------------------------------------------------------------------------------------------------


def test_editors_see_what_does_not_open_where_it_stands_and_what_to_do(client, library):
    page = with_links(library, "https://dead.example/", "https://alive.example/", title="Урок со ссылкой")
    material(library, "Урок со ссылками")
    start_round()
    check_some(look=lambda url: DEAD if "dead" in url else ALIVE)
    client.force_login(person(Role.EDITOR))
    text = client.get("/admin/reports/upkeep/").content.decode()
    assert "https://dead.example/" in text
    assert "https://alive.example/" not in text
    assert f"/admin/pages/{page.pk}/edit/" in text
    assert "Найдите новый адрес" in text
    assert "Похожие названия" in text


@pytest.mark.parametrize("role", [Role.TEACHER, Role.ANALYST])
def test_others_do_not_see_the_screen(client, library, role):
    client.force_login(person(role))
    assert client.get("/admin/reports/upkeep/").status_code in (302, 403)


def test_an_empty_archive_has_a_screen_too(client, library):
    client.force_login(person(Role.EDITOR))
    text = client.get("/admin/reports/upkeep/").content.decode()
    assert "Проверки ещё не было" in text
    assert "Повторов не видно" in text
