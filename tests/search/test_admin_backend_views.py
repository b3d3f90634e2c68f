"""Wagtail's explorer and choosers on the admin's search backend, and what may be typed there."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from modelsearch.query import Fuzzy, Phrase, PlainText

from home.actions import make_home
from home.models import ContentPage

pytestmark = pytest.mark.django_db
HOSTILE = [
    '"',
    '"""',
    'школа"',
    '" OR 1 OR "',
    "школа AND",
    "NOT школа",
    "NEAR(школа урок, 2)",
    "title : школа",
    "{title} : школа",
    "^школа*",
    "- школа + (урок",
    "школа\x00урок",
    "\ud800",
    "𝒜𝒷𝒸 ₽ 😀 \u0301",
    "'; DROP TABLE wagtailsearch_indexentry; --",
    "%s %d %",
    "{key}",
    "школа " * 834,
    "ш" * 5000,
    '"а" ' * 1250,
    "(" * 5000,
]


@pytest.fixture(autouse=True)
def _our_backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}


@pytest.fixture
def home():
    return make_home()


def add_page(parent, title):
    return parent.add_child(instance=ContentPage(title=title))


def admin_client(client):
    user = get_user_model().objects.create_superuser(email="admin@example.org", password="only-for-tests")
    client.force_login(user)
    return client


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_explorer_and_the_choosers_find_a_page_by_another_form(home, client):
    add_page(home, "О сельской школе")
    add_page(home, "О городском парке")
    admin_client(client)
    addresses = [
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_choose_page_search"),
    ]
    for address in addresses:
        html = shown(client.get(address, {"q": "сельские школы"}))
        assert "О сельской школе" in html, address
        assert "О городском парке" not in html, address


def test_the_explorer_sorts_what_it_found(home, client):
    for title in ("Школа Б", "Школа А"):
        add_page(home, title)
    html = shown(admin_client(client).get(reverse("wagtailadmin_pages:search"), {"q": "школы", "ordering": "title"}))
    assert 0 < html.index("Школа А") < html.index("Школа Б")


@pytest.mark.parametrize("query", HOSTILE)
def test_the_admin_bears_hostile_queries(home, client, query):
    add_page(home, "Школа")
    admin_client(client)
    for address in (
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_explore", args=[home.pk]),
        reverse("wagtailadmin_choose_page_search"),
    ):
        assert client.get(address, {"q": query.encode("utf-8", "replace").decode()}).status_code == 200


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("kind", [PlainText, Phrase, Fuzzy])
def test_a_hostile_query_is_only_words(home, query, kind):
    add_page(home, "Школа")
    for results in (ContentPage.objects.search(kind(query)), ContentPage.objects.autocomplete(kind(query))):
        assert results.count() == len(list(results)) <= 1
