"""The one sign-in: by e-mail, with a limit on guessing, closed for strangers."""

from urllib.parse import quote

import pytest

from accounts.enums import Role
from accounts.models import User
from tests.accounts.agreeing import member
from tests.accounts.people import PASSWORD, is_signed_in, person, sign_in

pytestmark = pytest.mark.django_db
EMAIL = "vera@school.example"


def test_a_teacher_signs_in_and_comes_into_the_cabinet(client):
    member(Role.TEACHER, email=EMAIL)
    response = sign_in(client, EMAIL)
    assert (response.status_code, response.url) == (302, "/cabinet/")
    assert is_signed_in(client)


def test_the_address_may_be_typed_in_capitals(client):
    person(Role.TEACHER, email=EMAIL)
    sign_in(client, EMAIL.upper())
    assert is_signed_in(client)


def test_a_wrong_password_lets_nobody_in(client):
    person(email=EMAIL)
    sign_in(client, EMAIL, password="не тот пароль")
    assert not is_signed_in(client)


def test_who_has_left_the_centre_cannot_sign_in(client):
    vera = person(email=EMAIL)
    vera.is_active = False
    vera.save()
    sign_in(client, EMAIL)
    assert not is_signed_in(client)


def test_five_wrong_passwords_lock_the_address_for_the_right_one_too(client):
    person(email=EMAIL)
    for _attempt in range(5):
        sign_in(client, EMAIL, password="не тот пароль")
    sign_in(client, EMAIL)
    assert not is_signed_in(client)


def test_four_wrong_passwords_are_forgiven(client):
    person(email=EMAIL)
    for _attempt in range(4):
        sign_in(client, EMAIL, password="не тот пароль")
    sign_in(client, EMAIL)
    assert is_signed_in(client)


def test_a_locked_address_does_not_lock_the_colleague(client):
    person(email=EMAIL)
    person(email="oleg@school.example")
    for _attempt in range(6):
        sign_in(client, EMAIL, password="не тот пароль")
    sign_in(client, "oleg@school.example")
    assert is_signed_in(client)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_foreign_site(client, target):
    person(Role.TEACHER, email=EMAIL)
    response = sign_in(client, EMAIL, next=target)
    assert "evil" not in response.get("Location", "")
    assert "javascript" not in response.get("Location", "")


def test_an_unconfirmed_address_does_not_open_the_door(client):
    User.objects.create_user(EMAIL, PASSWORD)
    sign_in(client, EMAIL)
    assert client.get("/cabinet/").status_code == 302


def test_sign_out_needs_a_form_and_not_a_link(client):
    person(email=EMAIL)
    sign_in(client, EMAIL)
    client.get("/accounts/logout/")
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    assert not is_signed_in(client)


def test_the_password_page_does_not_tell_who_has_an_account(client):
    person(email=EMAIL)
    known = client.post("/accounts/password/reset/", {"email": EMAIL})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@school.example"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


# The door of the admin ------------------------------------------------------------------------------------------------


def test_the_admin_sends_a_stranger_to_the_one_sign_in_and_back(client):
    assert client.get("/admin/login/?next=/admin/pages/").url == f"/accounts/login/?next={quote('/admin/pages/')}"


@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/login/", "/admin/images/", "/admin/users/"])
def test_a_stranger_comes_from_every_admin_address_to_the_sign_in(client, address):
    assert client.get(address, follow=True).redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("role", [Role.TEACHER, Role.EXPERT, Role.CHAIR, Role.ORGANISATION])
@pytest.mark.parametrize("address", ["/admin/", "/admin/pages/", "/admin/login/", "/admin/images/", "/admin/reports/"])
def test_who_works_in_the_cabinet_gets_no_page_of_the_admin(client, role, address):
    client.force_login(person(role))
    response = client.get(address, follow=True)
    assert response.status_code in (403, 404)
    assert len(response.redirect_chain) <= 1


def test_a_signed_in_editor_comes_from_the_door_into_the_admin(client):
    client.force_login(person(Role.EDITOR))
    assert client.get("/admin/login/").url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_door_of_the_admin_takes_no_password(client):
    person(Role.EDITOR, email=EMAIL)
    fields = {"username": EMAIL, "login": EMAIL, "email": EMAIL, "password": PASSWORD}
    assert client.post("/admin/login/", fields).url == "/accounts/login/?next=/admin/"
    assert not is_signed_in(client)
