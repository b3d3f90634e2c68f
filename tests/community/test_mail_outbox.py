"""The one door for mail: what is written in a deed goes out with the deed, once, in the end."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.enums import Role
from community import notices
from community.enums import MailState
from community.models import OutboxMail
from community.notices import PAUSES, post_mail, send_waiting
from community.tasks import send_mail_task
from tests.accounts.people import person
from tests.community.post import free_port, letter, mail_server, use_server

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_sites_own_mail_backend(settings):
    """pytest-django puts Django's locmem backend in place of the site's."""
    settings.EMAIL_BACKEND = "community.outbox_backend.OutboxEmailBackend"


class Fire(Exception):
    """What happens in the middle of a deed."""


def fresh(mail):
    """Return the letter as the database has it now."""
    return OutboxMail.objects.get(pk=mail.pk)


def announce(**fields):
    """Post a letter as the site's verbs do."""
    message = {"name": "Вера", "text": "Спасибо", "email": "vera@school.example", "pk": 7}
    words = {"to": ["metodist@centre.example"], "subject": "Сообщение", "context": {"message": message}}
    return post_mail(**{**words, "template": "contact_received", **fields})


# Writing ------------------------------------------------------------------------------------------------------------------


def test_a_letter_of_a_deed_that_failed_has_never_been():
    def deed():
        with transaction.atomic():
            announce()
            raise Fire

    with pytest.raises(Fire):
        deed()
    assert not OutboxMail.objects.exists()


def test_a_letter_waits_for_the_worker(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mail = announce()
    assert (mail.state, mail.tries) == (MailState.WAITING, 0)
    assert "Спасибо" in mail.text
    assert DBTaskResult.objects.filter(queue_name="mail").count() == 1


def test_the_worker_sends_what_waits(settings, django_capture_on_commit_callbacks):
    with mail_server(settings) as box:
        with django_capture_on_commit_callbacks(execute=True):
            mail = announce()
        send_mail_task.call()
        assert [str(each["Subject"]) for each in box.letters] == ["Сообщение"]
    assert fresh(mail).state == MailState.SENT


@pytest.mark.parametrize(
    "subject", ["Первая\nBcc: all@school.example", "Первая\r\nBcc: all@school.example", "Первая\r"]
)
def test_a_subject_of_several_lines_becomes_one_and_adds_no_header(settings, subject):
    with mail_server(settings) as box:
        announce(subject=subject)
        assert send_waiting() == (1, 0)
        assert box.letters[0]["Bcc"] is None
        assert "Первая" in box.letters[0]["Subject"]
        assert box.recipients == [["metodist@centre.example"]]


def test_a_very_long_subject_is_cut():
    assert len(announce(subject="очень " * 100).subject) == 250


def test_everything_that_sends_mail_by_django_comes_into_the_outbox():
    send_mail("Тема", "Текст", "centre@centre.example", ["vera@school.example"])
    mail = OutboxMail.objects.get()
    assert (mail.subject, mail.text, mail.recipients) == ("Тема", "Текст", ["vera@school.example"])
    assert (mail.sender, mail.state) == ("centre@centre.example", MailState.WAITING)


def test_a_letter_with_a_file_is_refused():
    message = EmailMultiAlternatives("Тема", "Текст", to=["vera@school.example"])
    message.attach("plan.txt", "план", "text/plain")
    with pytest.raises(ValueError, match="files"):
        message.send()
    assert not OutboxMail.objects.exists()


def test_hidden_recipients_are_refused_and_never_shown_to_the_others():
    message = EmailMultiAlternatives("Тема", "Текст", to=["vera@school.example"], bcc=["chief@centre.example"])
    with pytest.raises(ValueError, match="hidden"):
        message.send()
    assert not OutboxMail.objects.exists()


def test_a_forgotten_password_goes_through_the_outbox(client):
    person(Role.TEACHER, email="vera@school.example")
    client.post("/accounts/password/reset/", {"email": "vera@school.example"})
    mail = OutboxMail.objects.get()
    assert mail.recipients == ["vera@school.example"]
    assert "/accounts/password/reset/key/" in mail.text


# Sending ------------------------------------------------------------------------------------------------------------------


def test_the_mail_server_receives_the_letter_as_it_was_written(settings):
    letter(html="<p>Текст <b>письма</b>.</p>", reply_to=["metodist@centre.example"], headers={"X-Centre": "да"})
    with mail_server(settings) as box:
        assert send_waiting() == (1, 0)
        (received,) = box.letters
    assert (str(received["Subject"]), str(received["To"])) == ("Здравствуйте", "vera@school.example")
    assert str(received["Reply-To"]) == "metodist@centre.example"
    assert str(received["X-Centre"]) == "да"
    assert received.get_body(("plain",)).get_content().strip() == "Текст письма."
    assert "<b>письма</b>" in received.get_body(("html",)).get_content()


def test_a_sent_letter_is_not_sent_again(settings):
    mail = letter()
    with mail_server(settings) as box:
        assert send_waiting() == (1, 0)
        assert send_waiting(now=timezone.now() + timedelta(days=1)) == (0, 0)
        assert len(box.letters) == 1
    assert (fresh(mail).state, fresh(mail).sent_at is not None) == (MailState.SENT, True)


def test_a_letter_is_not_sent_before_its_time(settings):
    letter(run_at=timezone.now() + timedelta(hours=1))
    with mail_server(settings) as box:
        assert send_waiting() == (0, 0)
        assert not box.letters


def test_without_a_server_a_letter_waits_longer_each_time_and_then_is_shown_as_not_sent(settings):
    use_server(settings, free_port())
    mail, now = letter(), timezone.now()
    for pause in PAUSES:
        assert send_waiting(now=now) == (0, 1)
        assert fresh(mail).state == MailState.WAITING
        assert fresh(mail).run_at == now + timedelta(minutes=pause)
        assert send_waiting(now=fresh(mail).run_at - timedelta(seconds=1)) == (0, 0)
        now = fresh(mail).run_at
    assert send_waiting(now=now) == (0, 1)
    assert (fresh(mail).state, fresh(mail).tries) == (MailState.FAILED, len(PAUSES) + 1)
    assert fresh(mail).error
    assert send_waiting(now=now + timedelta(days=9)) == (0, 0)


def test_a_letter_goes_out_when_the_server_is_back_and_its_error_is_forgotten(settings):
    mail, now = letter(), timezone.now()
    with mail_server(settings) as box:
        box.refuse = "451 Приходите позже"
        assert send_waiting(now=now) == (0, 1)
        assert fresh(mail).error
        box.refuse = ""
        assert send_waiting(now=now + timedelta(minutes=2)) == (1, 0)
    assert (fresh(mail).state, fresh(mail).error) == (MailState.SENT, "")


@pytest.mark.parametrize(
    "broken",
    [
        {"recipients": ["нет такого адреса"]},
        {"reply_to": ["a@b.example\nBcc: all@school.example"]},
        {"headers": {"X-Note": "одна\nдругая"}},
    ],
)
def test_a_letter_that_cannot_be_written_stops_no_other_and_is_seen(settings, broken):
    now = timezone.now()
    bad = letter(run_at=now - timedelta(minutes=5), **broken)
    good = letter(run_at=now - timedelta(minutes=1))
    with mail_server(settings) as box:
        assert send_waiting(now=now) == (1, 1)
        assert len(box.letters) == 1
    assert fresh(good).state == MailState.SENT
    assert fresh(bad).state == MailState.WAITING
    assert fresh(bad).error


def test_while_the_server_is_away_one_letter_finds_out_and_the_others_lose_no_try(settings):
    use_server(settings, free_port())
    now = timezone.now()
    mails = [letter(run_at=now - timedelta(minutes=5 - number)) for number in range(3)]
    assert send_waiting(now=now) == (0, 1)
    assert [fresh(mail).tries for mail in mails] == [1, 0, 0]
    with mail_server(settings) as box:
        assert send_waiting(now=now + timedelta(seconds=30)) == (2, 0)
        assert send_waiting(now=now + timedelta(minutes=2)) == (1, 0)
    assert len(box.letters) == 3


def test_a_server_that_is_restarted_among_the_letters_gets_each_of_them_once(settings):
    now = timezone.now()
    first, second = letter(subject="Первое"), letter(subject="Второе", run_at=now + timedelta(seconds=1))
    with mail_server(settings) as before:
        assert send_waiting(now=now + timedelta(milliseconds=500)) == (1, 0)
    # The same address: nobody listens there now.
    assert send_waiting(now=now + timedelta(seconds=2)) == (0, 1)
    with mail_server(settings) as after:
        assert send_waiting(now=now + timedelta(minutes=2)) == (1, 0)
        assert send_waiting(now=now + timedelta(days=2)) == (0, 0)
    told = [[str(each["Subject"]) for each in box.letters] for box in (before, after)]
    assert told == [["Первое"], ["Второе"]]
    assert {fresh(first).state, fresh(second).state} == {MailState.SENT}


def test_an_address_that_is_refused_for_good_holds_up_nobody_and_is_shown_in_the_end(settings):
    now = timezone.now()
    gone = letter(recipients=["gone@school.example"], run_at=now - timedelta(minutes=2))
    letter(recipients=["vera@school.example"], run_at=now - timedelta(minutes=1))
    with mail_server(settings) as box:
        box.strangers = {"gone@school.example"}
        assert send_waiting(now=now) == (1, 1)
        for _pause in PAUSES:
            assert send_waiting(now=fresh(gone).run_at) == (0, 1)
        assert send_waiting(now=now + timedelta(days=30)) == (0, 0)
    assert box.recipients == [["vera@school.example"]]
    assert fresh(gone).state == MailState.FAILED
    assert "No such user here" in fresh(gone).error


def test_a_letter_whose_server_died_without_a_word_comes_again_and_can_be_told_by_its_id(settings):
    """Whether it was taken nobody can know: it comes twice rather than never, and the reader's server sees that it is one."""
    mail, now = letter(), timezone.now()
    with mail_server(settings) as box:
        box.dies_after = "DATA"
        assert send_waiting(now=now) == (0, 1)
        box.dies_after = ""
        assert send_waiting(now=now + timedelta(minutes=2)) == (1, 0)
        assert send_waiting(now=now + timedelta(days=2)) == (0, 0)
    first, second = [str(each["Message-ID"]) for each in box.letters]
    assert first == second
    assert f"letter-{mail.pk}-" in first


def test_a_server_that_dies_after_its_yes_does_not_get_the_letter_twice(settings):
    letter()
    now = timezone.now()
    with mail_server(settings) as box:
        box.dies_after = "QUIT"
        assert send_waiting(now=now) == (1, 0)
        box.dies_after = ""
        assert send_waiting(now=now + timedelta(days=2)) == (0, 0)
    assert len(box.letters) == 1


def test_two_letters_have_two_ids(settings):
    letter()
    letter()
    with mail_server(settings) as box:
        assert send_waiting() == (2, 0)
    assert len({str(each["Message-ID"]) for each in box.letters}) == 2


def test_a_slow_server_never_keeps_the_worker_longer_than_it_holds_a_letter(settings, monkeypatch):
    monkeypatch.setattr(notices, "LONGEST_BATCH", timedelta(0))
    assert notices.LONGEST_BATCH < notices.HOLD
    letter()
    letter()
    with mail_server(settings) as box:
        assert send_waiting() == (1, 0)
        assert send_waiting() == (1, 0)
    assert len(box.letters) == 2


def test_two_workers_never_send_one_letter_twice(settings):
    """The second worker has read the same list before the first one claimed the letter."""
    mail, now = letter(), timezone.now()
    stale = OutboxMail.objects.get(pk=mail.pk)
    assert notices._claim(mail, now)
    assert not notices._claim(stale, now)
    assert not notices._claim(stale, now + timedelta(minutes=11))
    with mail_server(settings) as box:
        assert send_waiting(now=now) == (0, 0)
        assert not box.letters


def test_a_worker_that_dies_with_a_letter_leaves_it_to_be_sent_later(settings):
    mail, now = letter(), timezone.now()
    assert notices._claim(mail, now)
    with mail_server(settings) as box:
        assert send_waiting(now=now + timedelta(minutes=11)) == (1, 0)
        assert len(box.letters) == 1


def test_sending_asks_the_database_as_often_for_each_letter(settings, django_assert_max_num_queries):
    for _letter in range(20):
        letter()
    with mail_server(settings), django_assert_max_num_queries(1 + 2 * 20):
        assert send_waiting() == (20, 0)


def test_a_centre_without_a_mail_server_reads_its_letters_in_a_folder(settings, tmp_path):
    settings.OUTGOING_MAIL = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(tmp_path),
    }
    letter()
    assert send_waiting() == (1, 0)
    assert len(list(tmp_path.iterdir())) == 1
