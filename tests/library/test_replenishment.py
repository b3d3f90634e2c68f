"""The archive grows twice a month: counted by the first publication, said in words, reminded of once (F1-02)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.enums import Role
from community.models import OutboxMail
from home.models import SiteSettings
from library.models import MaterialIndexPage, MaterialPage, Platform, ReplenishmentReminder
from library.replenishment import replenishment
from library.replenishment.reminders import remind_of_replenishment
from tests.making import close, material, person, queries_of

pytestmark = pytest.mark.django_db
NORTH = "Школа № 1 «Северная» (пример)"


def at(day, month=11, hour=12, year=2026):
    """A moment by the centre's clock."""
    return timezone.make_aware(datetime(year, month, day, hour))


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def keeper(library):
    """Who answers for the library."""
    user = person(Role.METHODIST, email="keeper@example.org")
    MaterialIndexPage.objects.update(responsible=user)
    return user


def platform(name=NORTH, code="north", **fields):
    return Platform.objects.create(name=name, code=code, **fields)


def added(library, *days, month=11, year=2026, **card):
    return [
        material(library, f"Работа {day}.{month}.{year}", published_at=at(day, month, year=year), **card)
        for day in days
    ]


def said(growth):
    return [(month.count, month.label) for month in growth.months]


# Months ------------------------------------------------------------------------------------------------------------------


def test_a_month_with_one_is_short_with_two_enough_and_the_current_one_is_still_going(library):
    added(library, 5, month=8)
    added(library, 1, 30, month=9)
    added(library, 15, month=10)
    added(library, 2)
    growth = replenishment(date(2026, 11, 22))["centre"]
    assert said(growth) == [(1, "пока 1 из 2"), (1, "мало: 1 из 2"), (2, "норма выполнена"), (1, "мало: 1 из 2")]
    assert [month.tone for month in growth.months] == ["wait", "no", "ok", "no"]
    assert growth.now.name == "Ноябрь 2026"


def test_the_current_month_is_enough_as_soon_as_two_are_there(library):
    added(library, 2, 3)
    assert said(replenishment(date(2026, 11, 4))["centre"]) == [(2, "норма выполнена")]


def test_a_month_begins_and_ends_by_the_centres_clock(library):
    first, last = at(1, 11, hour=0), at(1, 12, hour=0) - timedelta(seconds=1)
    material(library, "Первая", published_at=first)
    material(library, "Последняя", published_at=last)
    material(library, "Прошлая", published_at=first - timedelta(seconds=1))
    months = replenishment(date(2026, 12, 5))["centre"].months
    assert [month.count for month in months] == [0, 2, 1]


def test_twelve_months_are_shown_and_none_before_the_first_work(library):
    added(library, 10, month=3, year=2024)
    assert len(replenishment(date(2026, 11, 22))["centre"].months) == 12
    assert len(replenishment(date(2024, 5, 1))["centre"].months) == 3


def test_an_empty_archive_says_nothing(client, library):
    assert replenishment() is None
    assert "Пополнение архива" not in client.get(library.url).content.decode()


def test_what_is_not_public_is_not_counted(library):
    _kept, withdrawn, closed = added(library, 2, 3, 4)
    material(library, "Черновик", publish=False)
    withdrawn.unpublish()
    close(closed)
    assert said(replenishment(date(2026, 11, 22))["centre"]) == [(1, "пока 1 из 2")]


def test_a_new_version_of_an_old_work_is_no_addition(library):
    (old,) = added(library, 2, month=9)
    old.title = "Работа, исправленная"
    old.save_revision().publish()
    assert [month.count for month in replenishment(date(2026, 10, 1))["centre"].months] == [0, 1]


def test_a_platform_is_counted_under_every_way_its_name_is_written(library):
    platform(organisation_names="Северная школа\n\nСш «Северная»")
    for day, name in enumerate(["школа №1 «северная» (ПРИМЕР)", "Северная  Школа", 'СШ "Северная"', "Школа № 11"], 1):
        added(library, day, organisation=name)
    (north,) = replenishment(date(2026, 11, 22))["platforms"]
    assert (north.name, north.now.count) == (NORTH, 3)


def test_a_platform_that_left_is_not_shown(library):
    added(library, 2)
    platform(is_active=False)
    assert replenishment()["platforms"] == []


def test_everybody_sees_it_under_the_library_and_nobody_under_a_filter(client, library):
    added(library, 2)
    platform()
    text = client.get(library.url).content.decode().replace("\xa0", " ")
    assert "Пополнение архива" in text
    assert NORTH in text
    assert "Пока 0 из 2" in text
    assert "Пополнение архива" not in client.get(library.url, {"year": "2020", "file": "no"}).content.decode()


def test_the_block_costs_as_many_questions_with_many_platforms_as_with_one(client, library):
    added(library, 2)
    platform()
    few = queries_of(lambda: client.get(library.url))
    for number in range(8):
        platform(f"Площадка {number}", f"p{number}")
    assert queries_of(lambda: client.get(library.url)) == few


def test_staff_sees_every_platform_by_month_in_the_admin(client, library):
    added(library, 2, 3, organisation=NORTH)
    platform()
    client.force_login(person(Role.ANALYST))
    text = client.get("/admin/reports/replenishment/").content.decode()
    assert NORTH in text
    assert "Центр в целом" in text
    client.force_login(person(Role.TEACHER))
    assert client.get("/admin/reports/replenishment/").status_code in (302, 403)


# Reminders ---------------------------------------------------------------------------------------------------------------


def letters():
    return [(mail.recipients, mail.text) for mail in OutboxMail.objects.order_by("pk")]


def test_a_letter_goes_on_each_of_three_days_while_the_month_is_short(library, keeper):
    sent = [remind_of_replenishment(now=at(day)) for day in range(1, 31)]
    assert [day for day, number in enumerate(sent, 1) if number != (0, 0)] == [10, 20, 25]
    assert [recipients for recipients, _text in letters()] == [[keeper.email]] * 3
    assert "архив центра в целом: 0 из 2" in letters()[0][1]
    assert "/admin/reports/replenishment/" in letters()[0][1]


def test_it_goes_once_although_the_clock_looks_every_minute(library, keeper):
    for minute in range(30):
        remind_of_replenishment(now=at(10) + timedelta(minutes=minute))
    assert len(letters()) == 1


def test_a_clock_that_stood_still_on_the_day_catches_up_until_the_next_one(library, keeper):
    assert remind_of_replenishment(now=at(14)) == (1, 0)
    assert remind_of_replenishment(now=at(19)) == (0, 0)
    assert remind_of_replenishment(now=at(28)) == (1, 0)
    assert list(ReplenishmentReminder.objects.values_list("mark", flat=True)) == [10, 25]


def test_nobody_is_written_to_at_night(library, keeper):
    assert remind_of_replenishment(now=at(10, hour=8)) == (0, 0)
    assert remind_of_replenishment(now=at(10, hour=9)) == (1, 0)


def test_two_additions_stop_the_letters_and_one_does_not(library, keeper):
    added(library, 3)
    assert remind_of_replenishment(now=at(10)) == (1, 0)
    assert "1 из 2" in letters()[0][1]
    added(library, 12)
    assert remind_of_replenishment(now=at(20)) == (0, 0)


def test_who_answers_for_several_platforms_gets_one_letter_about_all_that_are_behind(library, keeper):
    north = person(email="north@example.org")
    for number in range(3):
        platform(f"Площадка {number}", f"p{number}", responsible=north)
    added(library, 1, 2, organisation="Площадка 1")
    assert remind_of_replenishment(now=at(10)) == (1, 0)
    ((recipients, text),) = letters()
    assert recipients == [north.email]
    assert "Площадка 0: 0 из 2" in text
    assert "Площадка 2: 0 из 2" in text
    assert "Площадка 1" not in text


def test_a_platform_nobody_answers_for_is_told_to_the_library(library, keeper):
    platform()
    platform("Площадка 2", "two", responsible=person(is_active=False))
    added(library, 1, 2)
    assert remind_of_replenishment(now=at(10)) == (1, 0)
    assert NORTH in letters()[0][1]
    assert "Площадка 2" in letters()[0][1]


def test_without_anybody_responsible_the_centres_own_address_is_used(library):
    assert remind_of_replenishment(now=at(10)) == (0, 0)
    SiteSettings.objects.update_or_create(site_id=library.get_site().pk, defaults={"email": "centre@example.org"})
    assert remind_of_replenishment(now=at(11)) == (1, 0)
    assert letters()[0][0] == ["centre@example.org"]


def test_a_letter_that_cannot_be_written_leaves_no_trace_and_is_tried_again(library, keeper, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("library.replenishment.reminders.post_mail", fail)
        assert remind_of_replenishment(now=at(10)) == (0, 1)
    assert not ReplenishmentReminder.objects.exists()
    assert remind_of_replenishment(now=at(10)) == (1, 0)


def test_letters_count_what_the_public_block_counts(library, keeper):
    platform()
    added(library, 4, organisation=NORTH)
    added(library, 5)[0].unpublish()
    close(added(library, 6)[0])
    growth = replenishment(date(2026, 11, 10))
    remind_of_replenishment(now=at(10))
    (reminder,) = ReplenishmentReminder.objects.all()
    assert [item["count"] for item in reminder.about] == [growth["centre"].now.count, growth["platforms"][0].now.count]
    assert MaterialPage.objects.count() == 3
