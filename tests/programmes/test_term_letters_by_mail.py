"""Letters about terms by the outbox and a real mail server, as the person reads them: late perhaps, never lost or doubled."""

import re
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.notices import send_waiting
from programmes.models import PlanItem, Stage
from programmes.plan_reminders import remind_of_plan
from programmes.planning import write_term
from programmes.review_reminders import remind_of_review
from programmes.terms import read_term
from tests.community.post import free_port, mail_server, use_server
from tests.making import person, programme

pytestmark = pytest.mark.django_db
LINK = re.compile(r"https?://\S+")
DUE = date(2026, 11, 30)


def on(day, hour=12):
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER, email="leads@example.org", first_name="Олег", last_name="Дорогин")


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader, starts_on=date(2026, 1, 1))


@pytest.fixture
def stage(page):
    return Stage.objects.create(programme=page, number=1, name="Основной")


def made(stage, text, *users):
    item = PlanItem(stage=stage, text=text, number="1.1")
    write_term(item, read_term("ноябрь 2026"), "ноябрь 2026")
    item.responsible_users.set(users)
    return item


def body(message):
    return message.get_body(("plain",)).get_content().replace("\r\n", "\n")


def subject(message):
    return str(message["Subject"]).strip()


def test_a_letter_about_a_term_outlives_a_mail_server_that_is_away(settings, stage, leader):
    made(stage, "Собрать отчёт\n— по каждой школе", leader)
    use_server(settings, free_port())
    now = on(DUE - timedelta(days=3))
    assert remind_of_plan(now=now) == 1
    posted = timezone.now()
    assert send_waiting(now=posted) == (0, 1)
    # The clock runs on and writes nothing twice while the letter waits.
    assert remind_of_plan(now=now + timedelta(hours=1)) == 0
    with mail_server(settings) as box:
        assert send_waiting(now=posted) == (0, 0)
        assert send_waiting(now=posted + timedelta(minutes=2)) == (1, 0)
        assert remind_of_plan(now=now + timedelta(hours=2)) == 0
        assert send_waiting(now=posted + timedelta(days=1)) == (0, 0)
    (letter,) = box.letters
    assert box.recipients == [["leads@example.org"]]
    assert subject(letter) == "План: сроки подходят"
    words = body(letter)
    assert "Вы отвечаете за эти дела" in words
    assert "— 1.1 Собрать отчёт\n  Читаем вместе. Срок: 30 ноября 2026." in words
    (link,) = LINK.findall(words)
    assert link.startswith("http://testserver/programmes/")
    assert "#item-" in link


def test_the_leader_of_an_item_without_a_name_is_not_told_that_it_is_theirs(settings, stage):
    made(stage, "Собрать отчёт")
    with mail_server(settings) as box:
        assert remind_of_plan(now=on(DUE + timedelta(days=1))) == 1
        assert send_waiting(now=timezone.now() + timedelta(minutes=1)) == (1, 0)
    words = body(box.letters[0])
    assert subject(box.letters[0]) == "План: есть просроченное"
    assert "ответственные за эти дела в её плане не названы" in words
    assert "Срок прошёл 30 ноября 2026" in words
    assert "/cabinet/plan/" not in words
    assert "снимет ваше имя" not in words


def test_several_items_bring_the_list_where_their_state_is_changed(settings, stage, leader):
    made(stage, "Первое", leader)
    made(stage, "Второе")
    made(stage, "Третье", leader)
    with mail_server(settings) as box:
        assert remind_of_plan(now=on(DUE)) == 1
        assert send_waiting(now=timezone.now() + timedelta(minutes=1)) == (1, 0)
    words = body(box.letters[0])
    assert words.count("/cabinet/plan/") == 1
    assert words.count("Ответственный не назван.") == 1


def test_a_letter_about_a_half_year_outlives_a_mail_server_that_is_away(settings, page):
    use_server(settings, free_port())
    now = on(date(2026, 7, 15))
    assert remind_of_review(now=now) == 1
    posted = timezone.now()
    assert send_waiting(now=posted) == (0, 1)
    assert remind_of_review(now=now + timedelta(days=1)) == 0
    with mail_server(settings) as box:
        assert send_waiting(now=posted + timedelta(days=1)) == (1, 0)
        assert send_waiting(now=posted + timedelta(days=2)) == (0, 0)
    (letter,) = box.letters
    assert subject(letter) == "Пора рассмотреть ход программы «Читаем вместе»: первое полугодие 2026 года"
    assert "«Читаем вместе»" in body(letter)
    (link,) = LINK.findall(body(letter))
    assert link.startswith(f"http://testserver/admin/programmes/{page.pk}/report/?")
