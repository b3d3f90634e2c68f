"""A report of a problem with a work: to the moderators at once, answered like any message."""

import pytest

from accounts.enums import Role
from community.actions import answer_message, receive_message
from community.enums import MessageState, ProblemReason
from community.models import ContactMessage, OutboxMail
from tests.accounts.people import boss, person
from tests.community.messages import message
from tests.home.pages import content_page

pytestmark = pytest.mark.django_db
WORDS = {"name": "Ирина", "email": "irina@family.example", "message": "Второй файл не открывается", "consent": "on"}


@pytest.fixture
def page(sections):
    return content_page(sections["home"], "О снеге")


def report(client, page, **fields):
    return client.post("/contact/problem/", {**WORDS, "topic_page": page.pk, **fields})


def recipients():
    return sorted(address for mail in OutboxMail.objects.all() for address in mail.recipients)


def test_a_report_keeps_its_reason_and_its_page(client, page):
    assert report(client, page, reason="file").url == "/contact/sent/"
    new = ContactMessage.objects.get()
    assert (new.reason, new.page_id, new.state) == (ProblemReason.FILE, page.pk, MessageState.NEW)


@pytest.mark.parametrize("reason", ["", "weather"])
def test_a_report_without_a_reason_of_the_list_is_refused(client, page, reason):
    assert report(client, page, reason=reason).status_code == 422
    assert not ContactMessage.objects.exists()


def test_a_report_is_told_to_moderators_and_to_who_answers_for_the_page(page):
    keeper = person(Role.METHODIST, email="keeper@centre.example")
    person(Role.MODERATOR, email="m1@centre.example")
    person(Role.MODERATOR, email="m2@centre.example")
    person(Role.MODERATOR, email="gone@centre.example", is_active=False)
    page.responsible = keeper
    page.save()
    receive_message(name="И", email="i@family.example", text="Видны фамилии детей", page=page, reason="personal")
    assert recipients() == ["keeper@centre.example", "m1@centre.example", "m2@centre.example"]
    letter = OutboxMail.objects.first()
    assert letter.subject.startswith("Проблема №")
    assert "видны персональные данные" in letter.text
    assert all(len(mail.recipients) == 1 for mail in OutboxMail.objects.all())


def test_who_is_both_gets_one_letter(page):
    both = person(Role.MODERATOR, email="both@centre.example")
    page.responsible = both
    page.save()
    message(page=page, reason="rights")
    assert recipients() == ["both@centre.example"]


def test_a_question_does_not_wake_the_moderators(page):
    person(Role.MODERATOR)
    page.responsible = person(Role.METHODIST, email="keeper@centre.example")
    page.save()
    message(page=page)
    assert recipients() == ["keeper@centre.example"]


def test_a_moderator_answers_and_the_reporter_sees_it_in_the_cabinet(client, page):
    vera = person(Role.TEACHER)
    new = message(page=page, reason="mistake", author=vera)
    answer_message(message=new, by=person(Role.MODERATOR), answer="Исправили, спасибо.")
    client.force_login(vera)
    html = client.get("/cabinet/messages/").content.decode()
    assert "ошибка в работе или на странице" in html
    assert "Исправили" in html


def test_moderators_find_problems_by_their_reason_in_the_admin(client, page):
    message(page=page, reason="rights", text="Это мой текст")
    message(page=page, text="Просто вопрос", email="other@family.example")
    client.force_login(boss())
    found = client.get("/admin/contact_messages/", {"reason": "rights"}).content.decode()
    assert "нарушены авторские права" in found
    assert [
        row.reason for row in client.get("/admin/contact_messages/", {"reason": "rights"}).context["object_list"]
    ] == ["rights"]


def test_the_form_says_which_page_is_meant_and_closed_pages_are_not_named(client, page):
    assert "О снеге" in client.get("/contact/problem/", {"page": page.pk}).content.decode().replace("\u00a0", " ")
    page.unpublish()
    assert "О снеге" not in client.get("/contact/problem/", {"page": page.pk}).content.decode().replace("\u00a0", " ")
