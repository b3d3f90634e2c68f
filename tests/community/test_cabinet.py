"""The cabinet: each person their own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from community.actions import answer_message
from tests.accounts.people import person
from tests.community.messages import message

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]


@pytest.mark.parametrize("address", ["/cabinet/", "/cabinet/messages/"])
def test_the_cabinet_needs_a_sign_in_and_then_leads_back(client, address):
    assert client.get(address).url == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("address", ["/cabinet/", "/cabinet/messages/"])
def test_the_cabinet_is_never_kept_by_a_cache(client, address):
    client.force_login(person(Role.TEACHER))
    assert "no-store" in client.get(address)["Cache-Control"]


def test_a_person_sees_their_own_messages_with_answers_and_no_others(client):
    vera, oleg = person(Role.TEACHER), person(Role.TEACHER)
    answer_message(
        message=message(author=vera, text="Мой вопрос о программе"), by=person(Role.EDITOR), answer="Ответ методиста"
    )
    message(author=oleg, text="Чужая тайна")
    message(email=vera.email, text="Написано без входа")
    client.force_login(vera)
    page = client.get("/cabinet/messages/").content.decode()
    assert "Мой вопрос о программе" in page
    assert "Ответ методиста" in page
    assert "дан ответ" in page
    assert "Чужая тайна" not in page
    assert "Написано без входа" not in page


def test_the_rooms_of_the_cabinet_are_named_and_counted(client):
    vera = person(Role.TEACHER)
    message(author=vera)
    client.force_login(vera)
    rooms = client.get("/cabinet/messages/").context["sections"]
    assert [room["code"] for room in rooms[:3]] == ["profile", "submissions", "reviews"]
    assert rooms[-1]["code"] == "settings"
    assert [(room["count"], room["current"]) for room in rooms if room["code"] == "messages"] == [(1, True)]


def test_a_person_changes_their_name(client):
    vera = person(Role.TEACHER)
    client.force_login(vera)
    response = client.post("/cabinet/", {"first_name": "Вера", "patronymic": "Ильинична", "last_name": "Нова"})
    assert response.url == "/cabinet/"
    vera.refresh_from_db()
    assert str(vera) == "Вера Ильинична Нова"


def test_a_person_changes_nothing_but_the_name(client):
    vera = person(Role.TEACHER, email="vera@school.example")
    client.force_login(vera)
    names = {"first_name": "Вера", "last_name": "Нова"}
    client.post("/cabinet/", {**names, "email": "x@y.example", "is_superuser": "on", "is_staff": "on", "groups": "1"})
    vera.refresh_from_db()
    assert (vera.email, vera.is_superuser, vera.is_staff) == ("vera@school.example", False, False)
    assert set(vera.groups.values_list("name", flat=True)) == {Role.TEACHER}


@pytest.mark.parametrize("wrong", [{"first_name": ""}, {"last_name": "  "}, {"first_name": "я" * 151}])
def test_a_profile_with_a_mistake_is_not_saved(client, wrong):
    vera = person(Role.TEACHER, first_name="Вера", last_name="Лунина")
    client.force_login(vera)
    response = client.post("/cabinet/", {"first_name": "Новое", "last_name": "Имя", **wrong})
    assert response.context["form"].errors
    vera.refresh_from_db()
    assert str(vera) == "Вера Лунина"


def test_the_list_of_messages_asks_the_database_equally_often_whatever_its_length(client):
    vera = person(Role.TEACHER)
    client.force_login(vera)
    counts = []
    for number in (2, 20):
        for each in range(number):
            message(author=vera, email=f"p{number}-{each}@family.example")
        client.get("/cabinet/messages/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/cabinet/messages/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20
