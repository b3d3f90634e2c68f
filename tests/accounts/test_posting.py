"""An address that only takes a form never ends in «405»: the page of the form is where one comes out."""

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, resolve, reverse

from tests.making import person


def taking_views(patterns=None, namespace=""):
    """Yield (name with namespace, view) of every address that takes a form."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from taking_views(pattern.url_patterns, inner)
        elif hasattr(pattern.callback, "posted_from"):
            yield namespace + pattern.name, pattern


FOUND = dict(taking_views())


def address(name):
    values = {"pk": 5, "act": "sign", "year": 2026}
    return reverse(name, kwargs={key: values[key] for key in FOUND[name].pattern.regex.groupindex})


def test_the_forms_of_the_review_are_among_them():
    assert {"expertise:author_remarks", "expertise:decision_act"} <= FOUND.keys()


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOUND)
def test_who_asks_for_such_an_address_comes_to_the_page_of_its_form(client, name):
    client.force_login(person())
    answer = client.get(address(name))
    assert answer.status_code == 302
    page = resolve(answer.headers["Location"])
    assert page.view_name == FOUND[name].callback.posted_from
    assert not hasattr(page.func, "posted_from")


@pytest.mark.django_db
@pytest.mark.parametrize("name", FOUND)
def test_whose_session_has_ended_comes_back_to_that_page_after_the_sign_in(client, name):
    answer = client.post(address(name), {"text": "Написанное."})
    sign_in, _question, back = answer.headers["Location"].partition("?next=")
    assert sign_in == settings.LOGIN_URL
    assert resolve(back).view_name == FOUND[name].callback.posted_from
