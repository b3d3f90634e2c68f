"""The contact form: for people easy, for robots useless, about closed pages silent."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from accounts.enums import Role
from community.actions import HOURLY_PER_EMAIL
from community.client_address import client_address, sender_key
from community.models import ContactMessage, OutboxMail
from tests.accounts.people import person
from tests.home.pages import content_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


def write(client, **fields):
    """Post the form as a visitor fills it."""
    words = {"name": "Ирина", "email": "irina@family.example", "message": "Где найти программу?", "consent": "on"}
    return client.post("/contact/", {**words, **fields})


def closed_page(sections, title="Закрытый совет"):
    """Add a page that is open only after signing in."""
    page = content_page(sections["home"], title, responsible=person(Role.METHODIST))
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


def test_a_visitor_writes_and_gets_a_number(client):
    response = write(client)
    assert (response.status_code, response.url) == (302, "/contact/sent/")
    number = ContactMessage.objects.get().pk
    assert f"<strong>{number}</strong>" in client.get("/contact/sent/").content.decode()


def test_the_thanks_of_one_visitor_are_not_shown_to_another(client):
    write(client)
    assert Client().get("/contact/sent/").url == "/contact/"


def test_the_form_says_which_page_it_is_about_and_the_message_keeps_it(client, sections):
    page = content_page(sections["home"], "Летняя школа")
    assert "Летняя школа" in client.get(f"/contact/?page={page.pk}").content.decode()
    write(client, topic_page=page.pk)
    assert ContactMessage.objects.get().page_id == page.pk


def test_a_closed_page_is_not_disclosed_by_the_form(client, sections):
    page = closed_page(sections)
    assert "Закрытый совет" not in client.get(f"/contact/?page={page.pk}").content.decode()
    write(client, topic_page=page.pk)
    received = ContactMessage.objects.get()
    assert (received.page, received.page_title, received.responsible) == (None, "", None)


def test_a_draft_is_not_disclosed_by_the_form(client, sections):
    page = content_page(sections["home"], "Тайный план", live=False)
    assert "Тайный план" not in client.get(f"/contact/?page={page.pk}").content.decode()
    write(client, topic_page=page.pk)
    assert ContactMessage.objects.get().page is None


@pytest.mark.parametrize("page", ["", "abc", "-1", "0", "1", "9" * 30, "9" * 5000, "²", "٣", "1;drop"])
def test_a_page_number_that_is_none_breaks_nothing(client, page):
    assert client.get("/contact/", {"page": page}).status_code == 200
    assert write(client, topic_page=page).status_code in (302, 422)
    assert write(client, topic_page=page, email="нет").status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "я" * 121},
        {"email": "не адрес"},
        {"email": "a@b.example\nBcc: all@school.example"},
        {"message": "   "},
        {"message": "я" * 5001},
        {"consent": ""},
    ],
)
def test_a_form_with_a_mistake_comes_back_with_the_words_and_stores_nothing(client, wrong):
    response = write(client, **wrong)
    assert response.status_code == 422
    assert response.context["form"].errors
    if "message" not in wrong:
        assert "Где найти программу?" in response.content.decode()
    assert not ContactMessage.objects.exists()


def test_what_a_visitor_writes_never_becomes_part_of_the_page(client):
    response = write(client, name="<script>alert(1)</script>", email="")
    assert "<script>alert(1)" not in response.content.decode()


def test_a_robot_that_fills_every_field_is_thanked_and_not_heard(client):
    robot = write(client, website="https://spam.example")
    assert (robot.status_code, robot.url) == (302, "/contact/sent/")
    assert client.get("/contact/sent/").status_code == 200
    assert not ContactMessage.objects.exists()
    assert not OutboxMail.objects.exists()


def test_who_writes_too_often_is_told_so(client):
    for _message in range(HOURLY_PER_EMAIL):
        assert write(client).status_code == 302
    response = write(client)
    assert response.status_code == 429
    assert "несколько раз" in response.content.decode()
    assert ContactMessage.objects.count() == HOURLY_PER_EMAIL


def test_a_signed_in_person_need_not_write_their_name_and_address(client):
    vera = person(Role.TEACHER, first_name="Вера", last_name="Лунина")
    client.force_login(vera)
    page = client.get("/contact/").content.decode()
    assert "Вера Лунина" in page
    assert vera.email in page
    write(client)
    assert ContactMessage.objects.get().author == vera


def test_the_form_needs_the_sites_own_token():
    assert write(Client(enforce_csrf_checks=True)).status_code == 403


def test_the_form_is_never_kept_by_a_cache(client):
    assert "no-store" in client.get("/contact/")["Cache-Control"]


# The sender ---------------------------------------------------------------------------------------------------------------------


def test_a_message_keeps_no_network_address(client):
    write(client)
    received = ContactMessage.objects.get()
    assert len(received.sender_key) == 32
    assert "127.0.0.1" not in str(ContactMessage.objects.values().get())


def test_two_visitors_have_two_keys_and_one_visitor_one(rf):
    keys = [sender_key(rf.get("/", REMOTE_ADDR=address)) for address in ("192.0.2.1", "192.0.2.2", "192.0.2.1")]
    assert keys[0] == keys[2] != keys[1]


def test_behind_a_trusted_proxy_the_visitor_is_the_last_address_it_added(rf, settings):
    settings.TRUSTED_PROXIES = "10.0.0.1,10.0.0.2"
    words = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 192.0.2.1"}
    assert client_address(rf.get("/", REMOTE_ADDR="10.0.0.2", **words)) == "192.0.2.1"


def test_a_visitor_cannot_choose_an_address_by_a_header(rf, settings):
    settings.TRUSTED_PROXIES = "10.0.0.1"
    assert client_address(rf.get("/", REMOTE_ADDR="192.0.2.7", HTTP_X_FORWARDED_FOR="203.0.113.9")) == "192.0.2.7"
