"""From an address to a page: the same answer as Wagtail's own way, in fewer questions."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from home.crumbs import crumbs_of
from home.models import HomePage
from home.routing import find_chain
from tests.home.pages import content_page, fresh

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(sections):
    """Home with a few levels: live and draft pages, the same words at several depths."""
    home = sections["home"]
    about = content_page(home, "О центре", slug="about")
    people = content_page(about, "Люди", slug="people")
    content_page(people, "О центре", slug="about")
    hidden = content_page(home, "Черновик", slug="draft", live=False)
    content_page(hidden, "Под черновиком", slug="people")
    content_page(sections["library"].get_parent(), "Люди", slug="team")
    return fresh(home)


def route_of(way, request, components):
    """Return the key of the page that `way` finds, or None for «no such page»."""
    try:
        return way(request, components).page.pk
    except Http404:
        return None


@pytest.mark.parametrize(
    "address",
    [
        "",
        "about",
        "about/people",
        "about/people/about",
        "team",
        "team/about",
        "about/about",
        "about/people/about/people",
        "draft",
        "draft/people",
        "news",
        "library",
        "library/nothing",
        "nothing",
        "nothing/about",
        "about/nothing/people",
        "%",
        "ABOUT",
        "о-центре",
    ],
)
def test_an_address_leads_where_wagtail_itself_would_lead(tree, rf, address):
    components = [part for part in address.split("/") if part]
    request = rf.get("/")
    assert route_of(tree.route, request, components) == route_of(super(HomePage, tree).route, request, components)


def test_a_deep_page_is_found_with_one_question(tree, django_assert_num_queries):
    with django_assert_num_queries(1):
        chain = find_chain(tree, ["about", "people", "about"])
    assert [page.title for page in chain] == ["О центре", "Люди", "О центре"]


def test_the_way_breaks_off_where_a_step_is_missing(tree):
    assert [page.slug for page in find_chain(tree, ["about", "gone", "people"])] == ["about"]
    assert find_chain(tree, ["gone", "about"]) == []
    assert find_chain(tree, []) == []


def test_pages_of_another_branch_are_never_taken_for_ones_own(tree):
    news = Page.objects.get(slug="news")
    assert find_chain(news, ["about", "people"]) == []


def test_the_way_home_is_known_without_asking(tree, rf, django_assert_num_queries):
    request = rf.get("/about/people/")
    page = tree.route(request, ["about", "people"]).page
    page.get_url(request)
    with django_assert_num_queries(0):
        crumbs = crumbs_of(page, request)
    assert [crumb["title"] for crumb in crumbs] == ["Главная", "О центре", "Люди"]
    assert [crumb["url"] for crumb in crumbs] == ["/", "/about/", "/about/people/"]


def test_a_page_shown_without_an_address_has_its_way_home_too(tree, rf):
    page = Page.objects.get(url_path__endswith="/about/people/").specific
    assert [crumb["title"] for crumb in crumbs_of(page, rf.get("/"))] == ["Главная", "О центре", "Люди"]
    assert crumbs_of(tree, rf.get("/")) == []


# What a visitor gets ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), ("/about/people/about/", 200), ("/draft/", 404), ("/draft/people/", 200), ("/about/gone/", 404)],
)
def test_a_visitor_gets_what_is_published(client, tree, address, status):
    assert client.get(address).status_code == status


def test_a_page_of_text_shows_its_words_and_the_way_home(client, tree):
    page = client.get("/about/people/").content.decode().replace("\xa0", " ")
    assert "<h1" in page
    assert 'href="/about/"' in page


def test_a_page_whose_time_is_over_is_gone_before_the_clock_has_come(client, sections):
    page = content_page(sections["home"], "Объявление", slug="notice", expire_at=timezone.now() + timedelta(hours=1))
    assert client.get("/notice/").status_code == 200
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert fresh(page).live
    assert client.get("/notice/").status_code == 404


def test_a_page_costs_equally_many_questions_at_every_depth_and_with_more_pages_beside_it(client, tree):
    counts = []
    for address in ("/about/people/", "/about/people/about/"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    for number in range(12):
        content_page(fresh(tree), f"Ещё {number}", show_in_menus=bool(number % 2))
    client.get("/about/people/about/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/about/people/about/")
    assert counts[0] == counts[1] == len(queries)
