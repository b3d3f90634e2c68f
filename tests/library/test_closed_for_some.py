"""Works and sections closed for a group or by a password: who may open the page may have its files, nobody else."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from files.models import DownloadCount, PreviewPage
from files.previews import make_preview
from home import page_cache
from home.models import ContentPage
from library.editions import compiling
from library.models import MaterialPage
from tests.files.building import pdf
from tests.library.editions import collection
from tests.making import close, close_for, lock, material, person, put, stored
from tests.search.searching import work

pytestmark = pytest.mark.django_db
COUNCIL, PASSWORD = "Пилотные школы", "снегирь"


@pytest.fixture
def page(settings, sections, tmp_path):
    """A work of one PDF that was public, seen by everybody, and that stands in the cache of pages."""
    settings.PAGE_CACHE_BYTES = 4 * 1024 * 1024
    page_cache.pages.clear()
    file = stored("Разбор.pdf", pdf(tmp_path / "a.pdf", ["Канарейка поёт", "Вторая"]).read_bytes(), person())
    page = material(sections["library"], "Разбор канареечный", files=[(file, "")])
    work()
    make_preview(file=file)
    assert Client().get(page.url).status_code == 200
    yield page
    page_cache.pages.clear()


def of_page(page, sections):
    return page


def of_section(page, sections):
    return sections["library"]


def of_home(page, sections):
    return sections["home"]


def doors(page):
    """Every address at which the work's file can be had, whole or in part."""
    file = page.files.get().file
    pictures = PreviewPage.objects.filter(file=file).select_related("file")
    assert len(pictures) == 2
    return [
        page.url,
        file.url,
        f"{file.url}?open",
        *(address for picture in pictures for address in (picture.url, picture.small_url)),
        reverse("files:file_text", args=[file.uuid]),
        reverse("library:work_files", args=[page.pk]),
    ]


def opened(client, page):
    """Which of the doors give the visitor something."""
    return [address for address in doors(page) if client.get(address).status_code == 200 and says(client, address)]


def says(client, address):
    # Wagtail asks for the password with «200».
    return b"id_password" not in b"".join(client.get(address))


def visitor():
    return Client()


def kiosk():
    browser = Client()
    browser.cookies["kiosk"] = "1"
    return browser


def teacher():
    browser = Client()
    browser.force_login(person(Role.TEACHER))
    return browser


def councillor():
    browser, user = Client(), person(Role.TEACHER)
    user.groups.add(Group.objects.get_or_create(name=COUNCIL)[0])
    browser.force_login(user)
    return browser


def knows(restriction, browser=None, password=PASSWORD):
    """A browser into which the password was typed."""
    browser = browser or Client()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, restriction.page_id])
    browser.post(address, {"password": password, "return_url": "/"})
    return browser


PLACES = pytest.mark.parametrize("place", [of_page, of_section, of_home])


@PLACES
def test_what_is_closed_for_a_group_opens_with_all_its_files_for_the_group_alone(page, sections, place):
    close_for(place(page, sections), COUNCIL)
    assert opened(councillor(), page) == doors(page)
    for outsider in (visitor, kiosk, teacher):
        assert opened(outsider(), page) == []


@PLACES
def test_what_is_closed_by_a_password_opens_with_all_its_files_for_who_has_given_it(page, sections, place):
    restriction = lock(place(page, sections), PASSWORD)
    for insider in (knows(restriction), knows(restriction, teacher())):
        assert opened(insider, page) == doors(page)
    for outsider in (visitor(), kiosk(), teacher(), councillor(), knows(restriction, password="синица")):
        assert opened(outsider, page) == []


def test_who_is_signed_in_and_not_of_the_group_is_told_so_and_not_sent_in_a_ring(page):
    close_for(page, COUNCIL)
    assert teacher().get(page.url).status_code == 403
    answer = visitor().get(page.url)
    assert (answer.status_code, "login" in answer["Location"]) == (302, True)


def test_the_question_for_the_password_looks_like_the_site_and_says_nothing_of_the_page(page):
    restriction = lock(page, PASSWORD)
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    wrong = visitor().post(address, {"password": "синица", "return_url": page.url})
    for answer in (visitor().get(page.url), wrong):
        shown = answer.content.decode()
        assert "Нужен пароль" in shown
        assert 'class="site-header' in shown or "<header" in shown
        assert "канареечный" not in shown.casefold()
    # The form is each visitor's own: it is not kept for the next one.
    assert all("csrftoken" in visitor().get(page.url).cookies for _ in range(2))


def test_all_restrictions_above_are_asked(page, sections):
    close_for(sections["library"], COUNCIL)
    restriction = lock(page, PASSWORD)
    assert opened(knows(restriction), page) == []
    assert opened(councillor(), page) == []
    assert opened(knows(restriction, councillor()), page) == doors(page)


def test_a_group_under_a_section_for_participants_needs_both(page, sections):
    close(sections["home"])
    close_for(page, COUNCIL)
    assert opened(teacher(), page) == []
    assert opened(councillor(), page) == doors(page)


def test_the_door_closes_again_with_the_page(page):
    restriction = lock(page, PASSWORD)
    browser = knows(restriction)
    MaterialPage.objects.get(pk=page.pk).unpublish()
    assert opened(browser, page) == []


def test_a_file_of_two_works_opens_for_who_may_open_one_of_them(page, sections):
    file = page.files.get().file
    other = material(sections["library"], "Другая", files=[(file, "")])
    close_for(page, COUNCIL)
    lock(other, PASSWORD)
    assert councillor().get(file.url).status_code == 200
    assert teacher().get(file.url).status_code == 404
    other.get_view_restrictions().delete()
    assert visitor().get(file.url).status_code == 200


def test_a_closed_file_is_kept_by_no_proxy_and_counted_nowhere(page):
    restriction = lock(page, PASSWORD)
    answer = knows(restriction).get(page.files.get().file.url)
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert not DownloadCount.objects.exists()


def test_what_an_insider_has_opened_is_not_kept_for_the_next_visitor(page):
    restriction = lock(page, PASSWORD)
    assert "Разбор канареечный" in knows(restriction).get(page.url).content.decode()
    assert "Разбор канареечный" not in visitor().get(page.url).content.decode()


def test_the_book_of_a_closed_collection_follows_its_page(page, sections):
    shelf = collection(sections["collections"], works=[page])
    close_for(shelf, COUNCIL)
    book = compiling.compile_edition(page_id=shelf.pk).file
    assert councillor().get(book.url).status_code == 200
    for outsider in (visitor, kiosk, teacher):
        assert outsider().get(book.url).status_code == 404


def test_a_page_with_the_file_in_its_body_is_asked_in_the_same_way(sections):
    file = stored("Повестка.txt")
    block = {"type": "files", "value": {"title": "", "files": [file.pk]}}
    close_for(put(sections["home"], ContentPage(title="Повестка", body=[block])), COUNCIL)
    assert councillor().get(file.url).status_code == 200
    for outsider in (visitor, kiosk, teacher):
        assert outsider().get(file.url).status_code == 404
