"""The frame of every page: menus, the visitor's view, the site's own small addresses."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from accounts.enums import Role
from home.menus import footer_of, menu_of
from home.models import SiteSettings
from home.view_settings import CHOICES, DEFAULT
from tests.accounts.people import person
from tests.home.pages import content_page
from tests.making import queries_of

pytestmark = pytest.mark.django_db
LARGE = {"scheme": "contrast", "size": "xl", "spacing": "wide", "images": "off"}


# Menus ------------------------------------------------------------------------------------------------------------------------


def test_the_menu_names_what_is_marked_and_the_footer_the_centres_other_pages(rf, sections):
    content_page(sections["home"], "О центре")
    content_page(sections["home"], "Контакты", show_in_menus=True)
    content_page(sections["home"], "Черновик", live=False, show_in_menus=True)
    request = rf.get("/news/2026/")
    request.site = Site.objects.get()
    sections_named = ["Программы", "Библиотека", "Журналы", "Новости", "Нормативная база"]
    assert [each["title"] for each in menu_of(request)] == [*sections_named, "Контакты"]
    assert [each["title"] for each in menu_of(request) if each["current"]] == ["Новости"]
    assert [each["title"] for each in footer_of(request)] == ["О центре"]


@pytest.mark.parametrize("in_menu", [True, False])
def test_a_closed_page_is_named_in_no_menu(client, sections, in_menu):
    page = content_page(sections["home"], "Закрытый совет", show_in_menus=in_menu)
    assert "Закрытый совет" in client.get("/contact/").content.decode().replace("\xa0", " ")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert "Закрытый совет" not in client.get("/contact/").content.decode().replace("\xa0", " ")


def test_the_frame_costs_one_question_however_many_pages_it_names(client, sections, django_assert_num_queries):
    for number in range(10):
        content_page(sections["home"], f"Страница {number}", show_in_menus=bool(number % 2))
    client.get("/contact/")
    with django_assert_num_queries(1):
        response = client.get("/contact/")
    assert len(response.context["menu"]) == 10
    assert len(response.context["footer_pages"]) == 5


def test_a_page_costs_no_more_questions_where_another_is_closed(client, sections):
    page, closed = content_page(sections["home"], "О центре"), content_page(sections["home"], "Совет")
    client.get(page.url)
    plain = queries_of(lambda: client.get(page.url))
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    client.get(page.url)
    assert queries_of(lambda: client.get(page.url)) == plain
    assert client.get(closed.url).status_code == 302


def test_what_closes_the_root_of_the_tree_closes_every_page(client, sections):
    page = content_page(sections["home"], "О центре")
    PageViewRestriction.objects.create(page=Page.get_first_root_node(), restriction_type=PageViewRestriction.LOGIN)
    assert {client.get(url).status_code for url in ("/", page.url, sections["library"].url)} == {302}


def test_a_new_section_a_new_name_and_a_closed_page_are_in_the_frame_at_once(client, sections):
    client.get("/contact/")
    page = content_page(sections["home"], "Музей", show_in_menus=True)
    assert "Музей" in [item["title"] for item in client.get("/contact/").context["menu"]]
    page.title = "Музей школы"
    page.save_revision().publish()
    assert "Музей школы" in [item["title"] for item in client.get("/contact/").context["menu"]]
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "Музей школы" not in [item["title"] for item in client.get("/contact/").context["menu"]]
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"centre_name": "Новый центр"})
    assert str(client.get("/contact/").context["site_settings"].centre_name) == "Новый центр"


# How the visitor wants to see the site ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
def test_a_chosen_view_stays_on_every_page_until_it_is_reset(client):
    response = client.post("/settings/view/", {**LARGE, "next": "/contact/"})
    assert response.url == "/contact/"
    page = client.get("/contact/").content.decode()
    assert [f'data-{name}="{value}"' in page for name, value in LARGE.items()] == [True] * 4
    client.post("/settings/view/", {**LARGE, "reset": "", "next": "/contact/"})
    assert client.get("/contact/").context["view"] == DEFAULT


@pytest.mark.parametrize("cookie", ["", "-", "x-y-z-w", "<script>-xl-wide-off", "contrast", "a" * 5000, "-----------"])
@pytest.mark.usefixtures("sections")
def test_a_cookie_full_of_junk_gives_the_ordinary_view_where_it_is_junk(client, cookie):
    client.cookies["view"] = cookie
    response = client.get("/contact/")
    assert response.status_code == 200
    assert all(value in CHOICES[name] for name, value in response.context["view"].items())
    assert "<script>-" not in response.content.decode()


def test_an_unknown_choice_is_not_remembered(client):
    response = client.post("/settings/view/", {"scheme": "rainbow", "size": "xl"})
    assert response.cookies["view"].value == "auto-xl-normal-on"


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "", "\n//evil.example"],
)
def test_the_choice_of_a_view_leads_to_no_foreign_site(client, target):
    assert client.post("/settings/view/", {"next": target}).url == "/"


def test_a_view_is_chosen_by_a_form_and_not_by_a_link(client):
    assert client.get("/settings/view/").status_code == 405


# Small addresses --------------------------------------------------------------------------------------------------------------


def test_robots_are_told_what_is_not_for_them_and_where_the_map_is(client):
    text = client.get("/robots.txt").content.decode()
    for address in ("/admin/", "/cabinet/", "/accounts/", "/search/"):
        assert f"Disallow: {address}\n" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /\n" not in text


def test_the_map_of_the_site_names_public_pages_only(client, sections):
    content_page(sections["home"], "О центре", slug="about")
    content_page(sections["home"], "Черновик", slug="draft", live=False)
    closed = content_page(sections["home"], "Совет", slug="council")
    content_page(closed, "Протокол", slug="minutes")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    text = client.get("/sitemap.xml").content.decode()
    assert "/about/" in text
    assert "/library/" in text
    for hidden in ("/draft/", "/council/", "/minutes/"):
        assert hidden not in text


def test_a_living_process_says_so_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def test_a_site_is_ready_when_it_has_a_home(client, sections):
    assert client.get("/readyz").status_code == 200
    sections["home"].unpublish()
    assert client.get("/readyz").status_code == 503


def test_a_site_without_pages_is_not_ready(client):
    Site.objects.all().delete()
    assert client.get("/readyz").status_code == 503


@pytest.mark.usefixtures("sections")
def test_an_address_that_is_none_gets_a_page_of_ours(client):
    response = client.get("/net-takoi-stranitsy/")
    assert response.status_code == 404
    assert "<h1" in response.content.decode()


# What the site says of the centre -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
def test_the_centres_name_and_address_stand_on_every_page(client):
    SiteSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"centre_name": "Центр «Пример»", "phone": "8 800 000-00-00"}
    )
    page = client.get("/contact/").content.decode().replace("\xa0", " ")
    assert "Центр «Пример»" in page
    assert "8 800 000-00-00" in page


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.usefixtures("sections")
def test_only_the_administrator_changes_what_the_site_says_of_the_centre(role):
    assert person(role).has_perm("home.change_sitesettings") is (role == Role.ADMINISTRATOR)
