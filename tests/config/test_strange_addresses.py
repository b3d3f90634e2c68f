"""Addresses that nobody writes by hand lead nowhere, never to a failure of the site."""

import re

import pytest
from django.urls import reverse

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
