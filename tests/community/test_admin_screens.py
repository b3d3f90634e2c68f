"""The admin's screens of messages and letters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.enums import STAFF_ROLES, Role
from community.actions import take_message
from community.enums import MailState, MessageState, ProblemReason
from community.models import ContactMessage, OutboxMail
from tests.accounts.people import boss, person
from tests.community.messages import fresh, message, message_in
from tests.community.post import letter
from tests.home.pages import content_page

pytestmark = pytest.mark.django_db


def address(screen, *args, name="contact_messages"):
    """Return the address of a screen of the messages (or of the letters)."""
    return reverse(f"{name}:{screen}", args=args)


@pytest.fixture
def editor(client, sections):
    """An editor who is signed in."""
    user = person(Role.EDITOR)
    client.force_login(user)
    return user


@pytest.fixture
def methodist(client, sections):
    """A methodist who is signed in and answers for one page."""
    user = person(Role.METHODIST)
    content_page(sections["home"], "О центре", responsible=user)
    client.force_login(user)
    return user


def own_of(user, **fields):
    """Return a message that `user` answers for."""
    own = message(**fields)
    ContactMessage.objects.filter(pk=own.pk).update(responsible=user)
    return fresh(own)


# Messages ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", ["edit", "inspect", "history"])
@pytest.mark.parametrize("state", list(MessageState))
@pytest.mark.usefixtures("editor")
def test_every_screen_of_a_message_in_every_state_opens_for_an_editor(client, state, screen, sections):
    old = message_in(state, boss())
    assert client.get(address(screen, old.pk)).status_code == 200


@pytest.mark.usefixtures("editor")
def test_the_list_shows_the_messages_with_their_state(client):
    message(name="Ирина Павловна")
    page = client.get(address("index"))
    assert page.status_code == 200
    assert "Ирина Павловна" in page.content.decode()
    assert "новое" in page.content.decode()


@pytest.mark.usefixtures("editor")
def test_the_list_filters_by_state_and_finds_by_words(client):
    message(name="Ирина Павловна", text="Где программа чтения?")
    message_in(MessageState.CLOSED, boss())
    closed = client.get(address("index"), {"state": MessageState.CLOSED})
    assert [each.state for each in closed.context["object_list"]] == [MessageState.CLOSED]
    found = client.get(address("index"), {"q": "чтения"})
    assert [each.name for each in found.context["object_list"]] == ["Ирина Павловна"]


def test_an_editor_answers_in_the_admin(client, editor):
    old = message()
    client.post(address("edit", old.pk), {"move": MessageState.ANSWERED, "answer": "В библиотеке."})
    assert (fresh(old).state, fresh(old).answered_by) == (MessageState.ANSWERED, editor)
    assert OutboxMail.objects.get().recipients == ["irina@family.example"]


@pytest.mark.usefixtures("editor")
def test_who_answers_reads_the_question_beside_the_answer(client):
    assert "Где найти программу?" in client.get(address("edit", message().pk)).content.decode()


@pytest.mark.usefixtures("editor")
def test_an_answer_without_words_comes_back_to_the_editor(client):
    old = message()
    response = client.post(address("edit", old.pk), {"move": MessageState.ANSWERED, "answer": " "})
    assert "Напишите ответ" in response.content.decode()
    assert fresh(old).state == MessageState.NEW
    assert not OutboxMail.objects.exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("move", [MessageState.IN_PROGRESS, MessageState.CLOSED])
def test_an_answer_that_was_written_and_would_not_be_sent_comes_back_to_the_editor(client, move):
    old = message()
    response = client.post(address("edit", old.pk), {"move": move, "answer": "В библиотеке."})
    assert "Вы написали ответ" in response.content.decode()
    assert "В библиотеке." in response.content.decode()
    assert fresh(old).state == MessageState.NEW


@pytest.mark.usefixtures("editor")
def test_who_answers_sees_who_wrote_about_which_page_and_what_is_wrong(client, sections):
    page = content_page(sections["home"], "О центре")
    old = message(page=page, reason=ProblemReason.RIGHTS)
    shown = client.get(address("edit", old.pk)).content.decode()
    for words in (old.name, f"mailto:{old.email}", page.url, "О центре", ProblemReason.RIGHTS.label, "новое"):
        assert str(words) in shown


def test_the_list_of_letters_names_the_addresses_plainly(client, sections):
    client.force_login(boss())
    message_in(MessageState.ANSWERED, boss())
    OutboxMail.objects.update(recipients=["a@x.example", "b@x.example"])
    assert "a@x.example, b@x.example" in client.get(address("index", name="outbox_mail")).content.decode()


def test_an_editor_takes_a_message_and_closes_it(client, editor):
    old = message()
    client.post(address("edit", old.pk), {"move": MessageState.IN_PROGRESS, "answer": ""})
    assert (fresh(old).state, fresh(old).responsible) == (MessageState.IN_PROGRESS, editor)
    client.post(address("edit", old.pk), {"move": MessageState.CLOSED, "answer": ""})
    assert fresh(old).state == MessageState.CLOSED


@pytest.mark.usefixtures("editor")
def test_a_move_that_a_colleague_has_made_meanwhile_is_refused_in_the_form(client):
    old = message_in(MessageState.ANSWERED, boss())
    letters = OutboxMail.objects.count()
    response = client.post(address("edit", old.pk), {"move": MessageState.CLOSED, "answer": "Другое."})
    assert response.status_code == 200
    assert fresh(old).answer == "В библиотеке."
    assert OutboxMail.objects.count() == letters


@pytest.mark.usefixtures("editor")
def test_nothing_but_the_answer_can_be_changed(client):
    old = message()
    posted = {
        "move": MessageState.CLOSED,
        "answer": "",
        "text": "Подмена",
        "question": "Подмена",
        "email": "x@y.example",
        "name": "Другой",
    }
    client.post(address("edit", old.pk), posted)
    assert (fresh(old).text, fresh(old).email, fresh(old).name) == (old.text, old.email, old.name)


def test_a_methodist_finds_only_their_own_in_the_list(client, methodist):
    own_of(methodist, name="Своя")
    message(name="Чужая")
    names = [each.name for each in client.get(address("index")).context["object_list"]]
    assert names == ["Своя"]
    found = client.get(address("index"), {"q": "Чужая"})
    assert list(found.context["object_list"]) == []


@pytest.mark.parametrize("screen", ["edit", "inspect", "history", "usage"])
def test_a_methodist_opens_their_own_message_and_nobody_elses(client, methodist, screen):
    own, other = own_of(methodist, name="Своя"), message(name="Чужая тайна")
    take_message(message=own, by=methodist)
    assert client.get(address(screen, own.pk)).status_code == 200
    response = client.get(address(screen, other.pk), follow=True)
    assert "Чужая тайна" not in response.content.decode()
    assert response.status_code == 404


def test_a_methodist_answers_their_own_message_and_nobody_elses(client, methodist):
    own, other = own_of(methodist), message()
    words = {"move": MessageState.ANSWERED, "answer": "В библиотеке."}
    client.post(address("edit", own.pk), words)
    assert client.post(address("edit", other.pk), words).status_code == 404
    assert [fresh(own).state, fresh(other).state] == [MessageState.ANSWERED, MessageState.NEW]


def test_other_reports_of_the_admin_name_no_visitor_to_a_methodist(client, methodist):
    take_message(message=message(name="Чужая тайна"), by=boss())
    response = client.get(reverse("wagtailadmin_reports:site_history"), follow=True)
    assert "Чужая тайна" not in response.content.decode()


@pytest.mark.parametrize("who", [boss, lambda: person(Role.ADMINISTRATOR)])
def test_nobody_makes_or_deletes_a_message_in_the_admin(client, sections, who):
    client.force_login(who())
    old = message()
    client.get(address("add"), follow=True)
    client.post(address("add"), {"move": MessageState.CLOSED, "answer": ""})
    client.post(address("delete", old.pk))
    assert list(ContactMessage.objects.all()) == [old]


def test_a_teacher_sees_no_screen_of_messages(client, sections):
    client.force_login(person(Role.TEACHER))
    assert client.get(address("index"), follow=True).status_code == 403


@pytest.mark.usefixtures("editor")
def test_the_list_asks_the_database_equally_often_whatever_its_length(client):
    counts = []
    for number in (2, 15):
        for each in range(number):
            own_of(person(Role.METHODIST), email=f"p{number}-{each}@family.example")
        client.get(address("index"))
        with CaptureQueriesContext(connection) as queries:
            client.get(address("index"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Letters ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [boss, lambda: person(Role.ADMINISTRATOR)])
def test_an_administrator_reads_letters(client, sections, who):
    client.force_login(who())
    mail = letter(subject="Письмо о программе")
    assert "Письмо о программе" in client.get(address("index", name="outbox_mail")).content.decode()
    assert client.get(address("inspect", mail.pk, name="outbox_mail")).status_code == 200
    OutboxMail.objects.filter(pk=mail.pk).update(text="Ваша работа: https://metodset.example/review/k3y/ до 5 мая.")
    shown = client.get(address("inspect", mail.pk, name="outbox_mail")).content.decode()
    assert "Ваша работа: [ссылка] до 5 мая." in shown
    assert "k3y" not in shown


@pytest.mark.parametrize("who", [boss, lambda: person(Role.ADMINISTRATOR)])
def test_nobody_makes_changes_or_deletes_a_letter(client, sections, who):
    client.force_login(who())
    mail = letter()
    for screen, args in (("add", ()), ("edit", (mail.pk,)), ("delete", (mail.pk,))):
        client.get(address(screen, *args, name="outbox_mail"), follow=True)
        client.post(address(screen, *args, name="outbox_mail"), {"state": MailState.SENT})
    assert [(each.pk, each.state) for each in OutboxMail.objects.all()] == [(mail.pk, MailState.WAITING)]


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.ADMINISTRATOR}))
def test_the_rest_of_the_staff_does_not_read_letters_of_others(client, sections, role):
    client.force_login(person(role))
    mail = letter(subject="Смена пароля")
    for screen, args in (("index", ()), ("inspect", (mail.pk,)), ("history", (mail.pk,)), ("usage", (mail.pk,))):
        response = client.get(address(screen, *args, name="outbox_mail"), follow=True)
        assert "Смена пароля" not in response.content.decode()
