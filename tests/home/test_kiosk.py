"""The computer of free access: the whole library, and nothing left of whoever sat at it (F1-03)."""

import re

import pytest
from django.conf import settings as project
from django.test import Client

from accounts.enums import Role
from home import page_cache
from tests.making import material, person, stored

pytestmark = pytest.mark.django_db
PERSONAL = ("Войти", "Кабинет", "/accounts/", "/cabinet/")


@pytest.fixture
def kiosk(sections):
    """The browser of a computer of free access, switched on as staff does it."""
    browser = Client()
    browser.force_login(person(Role.METHODIST))
    assert browser.post("/kiosk/start/").status_code == 302
    return browser


def text(answer):
    """What an answer says, with ordinary spaces."""
    return answer.content.decode().replace("\xa0", " ")


def cookies(browser):
    """The names of the cookies the browser has: an emptied one is gone."""
    return {name for name, morsel in browser.cookies.items() if morsel.value}


def test_only_staff_switches_it_on(client, sections):
    assert client.post("/kiosk/start/").status_code == 403
    client.force_login(person(Role.TEACHER))
    assert client.post("/kiosk/start/").status_code == 403
    assert "kiosk" not in client.cookies
    assert "Включить на этом компьютере" not in text(client.get("/kiosk/"))
    client.force_login(person(Role.METHODIST))
    assert "Включить на этом компьютере" in text(client.get("/kiosk/"))


def test_switching_on_needs_the_token_of_the_form(sections):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person(Role.METHODIST))
    assert browser.post("/kiosk/start/").status_code == 403
    assert "kiosk" not in browser.cookies


def test_who_switched_it_on_is_signed_out_and_only_the_modes_cookie_stays(kiosk):
    assert cookies(kiosk) == {"kiosk"}
    assert kiosk.cookies["kiosk"]["httponly"]
    page = text(kiosk.get("/library/"))
    assert not [mark for mark in PERSONAL if mark in page]
    assert "Начать заново" in page


def test_the_library_is_whole_without_signing_in(kiosk, sections):
    file = stored("Конспект.txt", "Лишайники растут везде.")
    page = material(sections["library"], "Урок о лишайниках", files=[(file, "Конспект")])
    for browser in (kiosk, Client()):
        assert "Урок о лишайниках" in text(browser.get("/library/"))
        assert file.url in text(browser.get(page.url))
        answer = browser.get(file.url)
        assert b"".join(answer.streaming_content).decode() == "Лишайники растут везде."
        assert browser.get("/search/", {"q": "лишайник"}).status_code == 200
        assert not cookies(browser) - {"kiosk"}


def test_a_session_that_is_still_in_the_browser_is_not_used_and_is_dropped(kiosk, sections):
    leftover = Client()
    leftover.force_login(person(first_name="Зоя", last_name="Забывчивая"))
    kiosk.cookies[project.SESSION_COOKIE_NAME] = leftover.cookies[project.SESSION_COOKIE_NAME].value
    answer = kiosk.get("/library/")
    assert "Кабинет" not in text(answer)
    assert cookies(kiosk) == {"kiosk"}


@pytest.mark.parametrize("address", ["/accounts/login/", "/cabinet/", "/contact/", "/admin/", "/admin/login/"])
def test_rooms_where_people_name_themselves_are_closed_with_an_explanation(kiosk, address):
    for answer in (kiosk.get(address), kiosk.post(address, {"login": "a@example.org"})):
        assert answer.status_code == 403
        assert "На этом компьютере это закрыто" in text(answer)
        assert cookies(kiosk) == {"kiosk"}


def test_any_form_but_the_modes_own_and_the_view_is_closed(kiosk, sections):
    assert kiosk.post("/library/").status_code == 403
    assert kiosk.post("/settings/view/", {"size": "xl", "next": "/library/"}).status_code == 302
    assert cookies(kiosk) == {"kiosk", "view"}


def test_the_browser_is_told_to_keep_no_page(kiosk, sections):
    for address in ("/library/", "/search/?q=снег", "/", "/nowhere/"):
        assert kiosk.get(address)["Cache-Control"] == "no-store"


def test_starting_anew_leaves_nothing_but_the_mode(kiosk, sections):
    kiosk.post("/settings/view/", {"size": "xl"})
    kiosk.cookies["foreign"] = "1"
    assert 'data-size="xl"' in text(kiosk.get("/library/"))
    answer = kiosk.post("/kiosk/again/")
    assert (answer.status_code, answer["Location"]) == (302, "/library/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert answer["Cache-Control"] == "no-store"
    assert cookies(kiosk) == {"kiosk"}
    assert 'data-size="m"' in text(kiosk.get("/library/"))


def test_an_idle_page_starts_anew_by_script_and_without_it(kiosk, settings):
    settings.KIOSK_IDLE_MINUTES = 7
    page = text(kiosk.get("/library/"))
    assert 'data-kiosk-seconds="420"' in page
    assert re.search(r'<noscript>\s*<meta http-equiv="refresh"\s+content="420; url=/library/">\s*</noscript>', page)
    assert "js/kiosk.js" in page
    assert "kiosk" not in text(Client().get("/library/"))


def test_switching_off_makes_an_ordinary_browser(kiosk, sections):
    assert "Выключить режим" in text(kiosk.get("/kiosk/"))
    kiosk.post("/kiosk/stop/")
    assert cookies(kiosk) == set()
    assert "Войти" in text(kiosk.get("/library/"))


@pytest.mark.parametrize("address", ["/kiosk/again/", "/kiosk/stop/"])
def test_a_foreign_form_signs_nobody_out(client, sections, address):
    client.force_login(person(Role.TEACHER))
    answer = client.post(address)
    assert (answer["Location"], "Clear-Site-Data" in answer) == ("/kiosk/", False)
    assert client.get("/cabinet/").status_code == 200
    assert client.get(address).status_code == 405


def test_pages_kept_for_others_and_for_the_kiosk_never_meet(settings, sections):
    settings.PAGE_CACHE_BYTES = 1024 * 1024
    page_cache.pages.clear()
    staff, visitor = Client(), Client()
    staff.force_login(person(Role.METHODIST))
    staff.post("/kiosk/start/")
    for _ in range(2):
        ordinary, free = visitor.get("/library/"), staff.get("/library/")
        assert "Войти" in text(ordinary)
        assert "Начать заново" not in text(ordinary)
        assert ordinary["Cache-Control"] == "no-cache"
        assert "Войти" not in text(free)
        assert "Начать заново" in text(free)
        assert free["Cache-Control"] == "no-store"
    assert len(page_cache.pages) == 2
    page_cache.pages.clear()
