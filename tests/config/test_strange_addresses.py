"""Addresses that nobody writes by hand lead nowhere, never to a failure of the site."""

import re

import pytest
from django.test.client import MULTIPART_CONTENT, FakePayload
from django.urls import reverse

from accounts.enums import Role
from library.models import Shelf
from library.shelving import make_shelf
from tests.making import person
from tests.walking.addresses import patterns

pytestmark = pytest.mark.django_db


def with_a_nul_for_each_text():
    """Every address of ours that takes a text, with a NUL in its place."""
    for route, _name, _pattern in patterns():
        if "^" in route or not re.search(r"<(?!int:|uuid:)", route):
            continue
        route = re.sub(r"<int:\w+>", "1", route)
        route = re.sub(r"<uuid:\w+>", "6f9619ff-8b86-d011-b42d-00c04fc964ff", route)
        yield "/" + re.sub(r"<[^>]+>", "a%00b", route)


def test_at_an_address_with_a_nul_there_is_nothing_wherever_it_leads(client, sections):
    addresses = [*with_a_nul_for_each_text(), "/%00/", sections["library"].url + "%00/"]
    assert reverse("community:certificate_check", args=["a\0b"]) in addresses
    assert {address: status for address in addresses if (status := client.get(address).status_code) != 404} == {}


def test_a_nul_in_a_question_is_passed_over(client, sections):
    response = client.get(sections["library"].url, {"q": "a\0b"})
    assert response.status_code == 200
    assert "\0" not in response.content.decode()


def test_a_nul_that_appears_when_another_is_left_out_is_passed_over_too(client, sections):
    response = client.get(sections["library"].url, QUERY_STRING="q=a%%0000b")
    assert response.status_code == 200
    assert response.wsgi_request.GET["q"] == "ab"


def test_a_cookie_with_a_nul_is_passed_over(client, sections):
    junk = {"HTTP_COOKIE": r'sessionid="abcdefghij\000"; csrftoken="\000"'}
    for address in ("/", "/contact/", "/cabinet/", "/admin/", "/search/?q=a"):
        assert client.get(address, **junk).status_code in (200, 302), address


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/accounts/login/", ("login", "password", "next")),
        ("/accounts/signup/", ("email", "first_name", "a\0b")),
        ("/accounts/password/reset/", ("email",)),
        ("/contact/", ("message", "topic_page")),
        ("/settings/view/", ("next", "size")),
        ("/", ("password",)),
    ],
)
def test_a_form_with_a_nul_is_refused_in_words(client, sections, address, names):
    for name in names:
        response = client.post(address, {name: "a\0b"})
        assert response.status_code == 400, name
        assert "не понимает" in response.content.decode()


def test_a_form_with_a_nul_changes_nothing(client, sections):
    vera = person(Role.TEACHER)
    client.force_login(vera)
    shelf = make_shelf(owner=vera, title="Зима")
    response = client.post(reverse("library:cabinet_shelf", args=[shelf.pk]), {"deed": "rename", "title": "Ле\0то"})
    assert response.status_code == 400
    assert Shelf.objects.get().title == "Зима"


def test_a_form_that_breaks_off_is_no_failure(client, sections):
    class BrokenOff(FakePayload):
        def read(self, *_size):
            raise OSError("the visitor has gone")

    response = client.post("/contact/", CONTENT_TYPE=MULTIPART_CONTENT, **{"wsgi.input": BrokenOff(b"")})
    assert response.status_code in (400, 403, 422)
