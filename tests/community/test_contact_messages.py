"""The way of a visitor's message: who gets it, who may answer, what may become of it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry, Site

from accounts.enums import STAFF_ROLES, Role
from accounts.permissions import ActionRefused, can
from community.actions import (
    HOURLY_PER_EMAIL,
    HOURLY_PER_SENDER,
    MoveRefused,
    TooManyMessages,
    answer_message,
    close_message,
    responsible_for,
    take_message,
)
from community.enums import ALLOWED_MOVES, OPEN_STATES, MessageState
from community.models import ContactMessage, OutboxMail
from community.permissions import READERS, messages_for
from home.models import SiteSettings
from tests.accounts.people import boss, person
from tests.community.messages import fresh, message, message_in
from tests.home.pages import content_page

pytestmark = pytest.mark.django_db
VERBS = {
    MessageState.IN_PROGRESS: take_message,
    MessageState.ANSWERED: lambda **words: answer_message(answer="Вот ответ.", **words),
    MessageState.CLOSED: close_message,
}


def name_the_centre(email):
    """Give the site the centre's own address."""
    SiteSettings.objects.update_or_create(site=Site.objects.get(), defaults={"email": email})


# Whose it is ------------------------------------------------------------------------------------------------------------------


def test_a_message_goes_to_the_person_who_answers_for_the_page(sections):
    oleg = person(Role.METHODIST)
    page = content_page(sections["home"], "О центре", responsible=oleg)
    received = message(page=page)
    assert (received.responsible, received.page_title) == (oleg, "О центре")
    mail = OutboxMail.objects.get()
    assert mail.recipients == [oleg.email]
    assert "О центре" in mail.subject
    assert "Где найти программу?" in mail.text
    assert f"/admin/contact_messages/edit/{received.pk}/" in mail.text


def test_a_page_without_a_responsible_person_has_the_nearest_one_above(sections):
    oleg, vera = person(Role.METHODIST), person(Role.METHODIST)
    top = content_page(sections["home"], "О центре", responsible=oleg)
    middle = content_page(top, "Люди", responsible=vera)
    leaf = content_page(middle, "Методисты")
    assert responsible_for(leaf) == vera
    assert responsible_for(top) == oleg
    assert responsible_for(sections["home"]) is None


def test_who_has_left_the_centre_gets_no_messages(sections):
    oleg, gone = person(Role.METHODIST), person(Role.METHODIST)
    gone.is_active = False
    gone.save()
    top = content_page(sections["home"], "О центре", responsible=oleg)
    assert responsible_for(content_page(top, "Люди", responsible=gone)) == oleg


@pytest.mark.usefixtures("sections")
def test_a_message_that_is_nobodys_goes_to_the_centre():
    name_the_centre("centre@centre.example")
    assert message().responsible is None
    assert OutboxMail.objects.get().recipients == ["centre@centre.example"]


@pytest.mark.usefixtures("sections")
def test_a_message_is_kept_even_where_nobody_can_be_told():
    assert fresh(message()).state == MessageState.NEW
    assert not OutboxMail.objects.exists()


def test_a_message_outlives_its_page_and_its_people(sections):
    oleg, author = person(Role.METHODIST), person(Role.TEACHER)
    page = content_page(sections["home"], "О центре", responsible=oleg)
    received = message(page=page, author=author)
    page.delete()
    oleg.delete()
    author.delete()
    assert (fresh(received).page, fresh(received).responsible, fresh(received).author) == (None, None, None)
    assert fresh(received).page_title == "О центре"


# How many ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
def test_one_person_writes_so_many_times_an_hour_and_no_more():
    for _message in range(HOURLY_PER_EMAIL):
        message()
    with pytest.raises(TooManyMessages):
        message(email="IRINA@family.example")
    message(email="other@family.example")
    ContactMessage.objects.update(created_at="2026-01-01T00:00:00Z")
    assert message().pk


@pytest.mark.usefixtures("sections")
def test_one_network_writes_so_many_times_an_hour_and_no_more():
    for number in range(HOURLY_PER_SENDER):
        message(email=f"parent{number}@family.example", sender_key="school")
    with pytest.raises(TooManyMessages):
        message(email="late@family.example", sender_key="school")
    assert message(email="late@family.example", sender_key="another").pk
    assert message(email="unknown@family.example").pk
    assert ContactMessage.objects.count() == HOURLY_PER_SENDER + 2


# What may become of it ----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
@pytest.mark.parametrize("wanted", list(VERBS))
@pytest.mark.parametrize("now", list(MessageState))
def test_the_table_of_moves_holds_for_every_pair_of_states(now, wanted):
    editor = person(Role.EDITOR)
    old = message_in(now, editor)
    letters = OutboxMail.objects.count()
    if wanted in ALLOWED_MOVES[now]:
        VERBS[wanted](message=old, by=editor)
        assert fresh(old).state == wanted
        assert ModelLogEntry.objects.filter(action=f"community.message.{wanted}", user=editor).exists()
    else:
        with pytest.raises(MoveRefused):
            VERBS[wanted](message=old, by=editor)
        assert fresh(old).state == now
        assert OutboxMail.objects.count() == letters


def test_every_state_has_its_row_in_the_table_and_a_way_on():
    assert set(ALLOWED_MOVES) == set(MessageState)
    assert all(ALLOWED_MOVES.values())
    assert {MessageState.NEW, MessageState.IN_PROGRESS} == OPEN_STATES


@pytest.mark.usefixtures("sections")
def test_open_messages_are_those_that_wait_for_somebody():
    editor = person(Role.EDITOR)
    waiting = [message_in(state, editor).pk for state in (MessageState.NEW, MessageState.IN_PROGRESS)]
    message_in(MessageState.ANSWERED, editor)
    message_in(MessageState.CLOSED, editor)
    assert set(ContactMessage.objects.open().values_list("pk", flat=True)) == set(waiting)


@pytest.mark.usefixtures("sections")
def test_an_answer_goes_to_the_visitor_and_the_reply_to_who_wrote_it():
    editor = person(Role.EDITOR)
    answered = answer_message(message=message(), by=editor, answer="В разделе «Программы».")
    mail = OutboxMail.objects.get()
    assert (mail.recipients, mail.reply_to) == (["irina@family.example"], [editor.email])
    assert "В разделе «Программы»." in mail.text
    assert "Где найти программу?" in mail.text
    kept = fresh(answered)
    assert (kept.answer, kept.answered_by) == ("В разделе «Программы».", editor)
    assert kept.answered_at is not None


@pytest.mark.usefixtures("sections")
def test_a_message_cannot_be_answered_with_nothing():
    old = message()
    with pytest.raises(MoveRefused):
        answer_message(message=old, by=person(Role.EDITOR), answer="  ")
    assert fresh(old).state == MessageState.NEW
    assert not OutboxMail.objects.exists()


@pytest.mark.usefixtures("sections")
def test_the_database_itself_refuses_an_answered_message_without_an_answer():
    old = message()
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactMessage.objects.filter(pk=old.pk).update(state=MessageState.ANSWERED)


@pytest.mark.usefixtures("sections")
def test_who_takes_a_message_becomes_responsible_for_it():
    editor = person(Role.EDITOR)
    take_message(message=(old := message()), by=editor)
    assert fresh(old).responsible == editor


@pytest.mark.usefixtures("sections")
def test_two_people_at_one_message_do_not_undo_each_other():
    first, second = person(Role.EDITOR), person(Role.MODERATOR)
    old = message()
    stale = fresh(old)
    take_message(message=old, by=first)
    answer_message(message=stale, by=second, answer="Вот ответ.")
    assert (fresh(old).responsible, fresh(old).answered_by) == (first, second)
    with pytest.raises(MoveRefused):
        close_message(message=old, by=first)
    assert fresh(old).answer == "Вот ответ."


# Who may ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("sections")
@pytest.mark.parametrize("role", list(Role))
def test_only_who_keeps_the_queue_answers_messages_of_others(role):
    somebody, old = person(role), message()
    assert bool(can(somebody, "answer", old)) is (role in READERS)
    assert messages_for(somebody, ContactMessage.objects.all()).exists() is (role in READERS)
    for verb in VERBS.values():
        if role not in READERS:
            with pytest.raises(ActionRefused):
                verb(message=old, by=somebody)
    assert fresh(old).state == MessageState.NEW


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - set(READERS)))
def test_the_responsible_person_answers_and_sees_their_own_only(sections, role):
    oleg = person(role)
    page = content_page(sections["home"], "О центре", responsible=oleg)
    own = message(page=page)
    message()
    assert can(oleg, "answer", own)
    assert list(messages_for(oleg, ContactMessage.objects.all())) == [own]


@pytest.mark.usefixtures("sections")
def test_a_stranger_answers_nothing_not_even_what_is_nobodys():
    assert not can(AnonymousUser(), "answer", message())
    assert can(boss(), "answer", message())
