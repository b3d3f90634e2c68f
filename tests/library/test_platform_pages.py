"""Pages of trial platforms: what a platform is, what it has in the library, the ways that lead there (F1-25)."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.enums import Role
from home.changes import log as change_log
from home.models import ContentPage
from home.page_cache import pages
from library.models import Platform
from tests.making import close, lock, material, person, programme, put, queries_of

pytestmark = pytest.mark.django_db
NORTH = "Школа № 1 «Северная» (пример)"


@pytest.fixture(autouse=True)
def _forget():
    pages.clear()
    change_log.forget()


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def net(sections):
    return programme(sections["programmes"], "Сеть площадок")


def platform(code="north", **fields):
    fields = {"name": f"Площадка {code}", "organisation_names": NORTH, **fields}
    return Platform.objects.create(code=code, **fields)


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_the_page_of_a_platform_says_its_base_what_is_taught_who_answers_and_whose_it_is(client, library, net):
    one = platform(
        base="Средняя школа № 1",
        place="село Северное",
        teaches="опыты на уроке\n\nразговор с родителями",
        coordinator="завуч (пример)",
        programme=net,
    )
    page = text(client.get(one.url))
    for said in (
        "Средняя школа № 1",
        "село Северное",
        "<li>опыты на уроке</li><li>разговор с родителями</li>",
        "завуч",
    ):
        assert said in page
    assert f'<a href="{net.url}">Сеть площадок</a>' in page
    assert "Работ этой площадки в библиотеке пока нет." in page
    assert "csrf" not in page


def test_it_shows_its_newest_works_however_the_name_is_written_and_leads_to_all_of_them(client, library):
    one = platform()
    works = [material(library, f"Работа {n}", organisation=NORTH.upper() if n % 2 else NORTH) for n in range(8)]
    material(library, "Чужая", organisation="Школа № 2 (пример)")
    page = text(client.get(one.url))
    shown = [work.title for work in works if work.url in page]
    assert shown == [f"Работа {n}" for n in range(2, 8)]
    assert "Чужая" not in page
    assert "Все работы площадки, 8" in page
    address = page.split('class="more" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "8 материалов" in text(client.get(address))


def test_the_archive_of_a_platform_is_judged_by_its_own_works(client, library):
    one = platform()
    material(library, "Одна", organisation=NORTH)
    material(library, "Чужая", organisation="Школа № 2 (пример)")
    assert "пока 1 из 2" in text(client.get(one.url)).lower()


def test_all_platforms_stand_together_and_the_library_and_the_passport_lead_to_them(client, library, net):
    one, other = platform(programme=net), platform("south", name="Площадка юга", organisation_names="")
    gone = platform("gone", is_active=False, programme=net)
    material(library, organisation=NORTH)
    listed = text(client.get(f"{library.url}platforms/"))
    assert f'href="{one.url}"' in listed
    assert f'href="{other.url}"' in listed
    assert gone.url not in listed
    assert f'href="{one.url}"' in text(client.get(library.url))
    passport = text(client.get(f"{net.url}passport/"))
    assert '<a href="#platforms">Стажёрские площадки' in passport
    assert f'href="{one.url}"' in passport
    assert other.url not in passport
    assert gone.url not in passport


def test_a_programme_without_platforms_says_nothing_of_them(client, net):
    assert "platforms" not in text(client.get(f"{net.url}passport/"))


def test_a_platform_that_has_ended_keeps_its_address_and_says_so(client, library):
    one = platform(is_active=False)
    assert "больше не работает" in text(client.get(one.url)).lower()


@pytest.mark.parametrize("path", ["platforms/none/", "platforms/north/more/"])
def test_what_is_no_platform_is_not_found(client, library, path):
    platform()
    assert client.get(f"{library.url}{path}").status_code == 404


def test_platforms_are_closed_with_the_library(client, library):
    one = platform()
    lock(library, "слово")
    assert "Площадка north" not in client.get(one.url).content.decode()
    assert "Площадка north" not in client.get(f"{library.url}platforms/").content.decode()


def test_the_title_of_a_closed_programme_and_of_a_closed_work_is_not_told(client, library, net):
    one = platform(programme=net)
    closed = material(library, "Для своих", organisation=NORTH)
    close(closed)
    close(net)
    page = text(client.get(one.url))
    assert "Сеть площадок" not in page
    assert "Для своих" not in page


def test_no_page_of_the_library_takes_the_address_of_platforms(sections):
    with pytest.raises(ValidationError):
        put(sections["programmes"], ContentPage(title="Площадки", slug="platforms"))


def test_a_methodist_writes_the_page_in_the_admin_and_visitors_read_it_at_once(client, library, net):
    one = platform()
    assert "Было" not in text(client.get(one.url))
    staff = type(client)()
    staff.force_login(person(Role.METHODIST))
    address = reverse("library_platform_modeladmin_edit", args=[one.pk])
    form = text(staff.get(address))
    assert "чему здесь учат" in form.lower()
    data = {
        "name": one.name,
        "code": one.code,
        "summary": "Было коротко",
        "base": "",
        "place": "Село",
        "teaches": "уроки",
    }
    data |= {"coordinator": "", "organisation_names": NORTH, "sort_order": 0, "is_active": "on", "programme": net.pk}
    assert staff.post(address, data).status_code == 302
    page = text(client.get(one.url))
    assert "Было коротко" in page
    assert "Сеть площадок" in page


def test_the_map_of_the_site_names_each_platform(client, library):
    one = platform()
    gone = platform("gone", is_active=False)
    names = client.get("/sitemap.xml").content.decode()
    assert f"{library.url}platforms/</loc>" in names
    assert f"{one.url}</loc>" in names
    assert gone.url not in names


def test_neither_the_list_nor_a_page_asks_more_for_more(client, library, net):
    one = platform(programme=net)
    material(library, organisation=NORTH)
    addresses = [one.url, f"{library.url}platforms/", f"{net.url}passport/"]
    few = [queries_of(lambda address=address: client.get(address)) for address in addresses]
    for number in range(6):
        platform(f"n{number}", programme=net)
        material(library, f"Работа {number}", organisation=NORTH)
    assert [queries_of(lambda address=address: client.get(address)) for address in addresses] == few
