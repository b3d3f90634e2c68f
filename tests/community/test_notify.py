"""What a person is told: in the cabinet always, by letter as the person chose."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.enums import Role
from community.digests import send_digests
from community.enums import Letters, LetterState, NoticeKind
from community.models import LetterChoice, Notification, OutboxMail
from community.notices import notify
from tests.accounts.people import person

pytestmark = pytest.mark.django_db


def tell(vera, kind=NoticeKind.REVIEW, **fields):
    words = {"subject": "Вас зовут на экспертизу", "template": "digest", "context": {"notices": []}, "url": "/cabinet/"}
    return notify(person=vera, kind=kind, **{**words, **fields})


def choose(vera, kind, letters):
    return LetterChoice.objects.create(person=vera, kind=kind, letters=letters)


def at(hour, day=10):
    return timezone.make_aware(datetime(2026, 11, day, hour))


def waiting_since(vera, moment, **fields):
    notice = tell(vera, NoticeKind.PROGRAMME, **fields)
    Notification.objects.filter(pk=notice.pk).update(created_at=moment)
    return notice


def test_a_notice_comes_into_the_cabinet_and_by_letter_in_text_and_page():
    vera = person(Role.TEACHER)
    notice = tell(vera, target=vera)
    mail = OutboxMail.objects.get()
    assert (notice.text, notice.url, notice.target, notice.read_at) == (
        "Вас зовут на экспертизу",
        "/cabinet/",
        vera,
        None,
    )
    assert (mail.subject, mail.recipients) == (notice.text, [vera.email])
    assert mail.text.count("http://testserver/cabinet/") == 1
    assert mail.html.count("http") == 1
    assert "<h1>Вас зовут на экспертизу</h1>" in mail.html


def test_a_letter_without_a_page_of_its_own_gets_one_and_what_people_wrote_is_escaped():
    from community.notices import post_mail

    message = {"name": "<script>alert(1)</script>", "text": "https://a.example/", "email": "v@s.example", "pk": 1}
    mail = post_mail(to=["a@b.example"], subject="<b>", template="contact_received", context={"message": message})
    assert "<script>" not in mail.html
    assert "<b>" not in mail.html
    assert "<script>" in mail.text
    assert '<a href="https://a.example/"' in mail.html


@pytest.mark.parametrize("chosen", list(Letters))
def test_letters_come_as_the_person_chose(chosen):
    vera = person(Role.TEACHER)
    choose(vera, NoticeKind.REVIEW, chosen)
    notice = tell(vera)
    assert OutboxMail.objects.count() == (chosen == Letters.AT_ONCE)
    expected = {Letters.AT_ONCE: "sent", Letters.DIGEST: "waiting", Letters.NEVER: "none"}
    assert notice.letter == expected[chosen]


def test_the_choice_for_one_kind_and_of_one_person_touches_no_other():
    vera, oleg = person(), person()
    choose(vera, NoticeKind.REVIEW, Letters.NEVER)
    tell(vera, NoticeKind.MESSAGE)
    tell(oleg)
    assert OutboxMail.objects.count() == 2


def test_what_is_needed_comes_at_once_whatever_was_chosen():
    vera = person()
    choose(vera, NoticeKind.SYSTEM, Letters.NEVER)
    tell(vera, NoticeKind.SYSTEM)
    assert OutboxMail.objects.count() == 1


def test_who_has_left_gets_no_letters():
    vera = person()
    vera.is_active = False
    vera.save()
    assert tell(vera).letter == LetterState.NONE
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_notice_leads_nowhere_but_into_the_site(url):
    with pytest.raises(ValueError, match="site"):
        tell(person(), url=url)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notification.objects.create(person=person(), kind="system", text="Текст", url=url)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="gossip"):
        tell(person(), "gossip")


def test_a_deed_that_failed_told_nobody():
    class Fire(Exception):
        pass

    def deed(vera):
        with transaction.atomic():
            tell(vera)
            raise Fire

    with pytest.raises(Fire):
        deed(person())
    assert not Notification.objects.exists()
    assert not OutboxMail.objects.exists()


def test_a_long_subject_with_breaks_is_one_line():
    assert tell(person(), subject="очень\n" * 100).text.startswith("очень очень")
    assert len(Notification.objects.get().text) <= 250


# The digest ---------------------------------------------------------------------------------------------------------------


def test_the_digest_comes_once_in_the_morning_with_everything_of_the_day_before():
    vera, oleg = person(), person()
    waiting_since(vera, at(9, day=9), subject="Срок дела прошёл")
    waiting_since(vera, at(23, day=9), subject="Отчёт вышел")
    waiting_since(oleg, at(12, day=9))
    waiting_since(oleg, at(9, day=10), subject="Завтрашнее")
    assert send_digests(now=at(7)) == (0, 0)
    assert send_digests(now=at(8)) == (2, 0)
    assert send_digests(now=at(9)) == (0, 0)
    assert send_digests(now=at(23)) == (0, 0)
    mail = OutboxMail.objects.get(recipients=[vera.email])
    assert "Срок дела прошёл" in mail.text
    assert "Отчёт вышел" in mail.html
    assert "Завтрашнее" not in OutboxMail.objects.get(recipients=[oleg.email]).text
    assert send_digests(now=at(8, day=11)) == (1, 0)


def test_what_was_read_meanwhile_is_not_sent():
    vera = person()
    notice = waiting_since(vera, at(9, day=9))
    Notification.objects.filter(pk=notice.pk).update(read_at=at(10, day=9))
    assert send_digests(now=at(8)) == (0, 0)
    assert send_digests(now=at(8) + timedelta(days=1)) == (0, 0)
    assert not OutboxMail.objects.exists()


def test_the_digest_asks_the_database_equally_often_for_long_and_short_ones(django_assert_max_num_queries):
    vera = person()
    for _number in range(30):
        waiting_since(vera, at(9, day=9))
    with django_assert_max_num_queries(8):
        assert send_digests(now=at(8)) == (1, 0)
