"""What happens to pages by the clock, and the making of home."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Site

from home.actions import keep_statistics, make_home, publish_due, unpublish_expired
from home.models import HomePage
from library.models import MaterialCollectionPage
from tests.home.pages import content_page, fresh, refusing

pytestmark = pytest.mark.django_db


def scheduled(parent, title, moment):
    """Add a draft that an editor has scheduled for `moment`."""
    page = content_page(parent, title, live=False)
    page.go_live_at = moment
    page.save_revision(approved_go_live_at=moment)
    return fresh(page)


def test_a_scheduled_page_appears_when_its_time_has_come_and_not_before(sections):
    now = timezone.now()
    due = scheduled(sections["home"], "Сегодня", now - timedelta(minutes=1))
    later = scheduled(sections["home"], "Завтра", now + timedelta(hours=1))
    assert publish_due() == (1, 0)
    assert (fresh(due).live, fresh(later).live) == (True, False)


def test_a_page_is_published_by_the_clock_once(sections):
    now = timezone.now()
    scheduled(sections["home"], "Сегодня", now - timedelta(minutes=1))
    assert publish_due() == (1, 0)
    assert publish_due() == (0, 0)


def test_one_bad_page_stops_no_other(sections):
    now = timezone.now()
    titles = ["Первая", "Вторая", "Третья"]
    pages = [scheduled(sections["home"], title, now - timedelta(minutes=9 - n)) for n, title in enumerate(titles)]
    with refusing(pages[1]):
        assert publish_due() == (2, 1)
    assert [fresh(page).live for page in pages] == [True, False, True]
    assert publish_due() == (1, 0)
    assert fresh(pages[1]).live


def expiring(parent, title, moment):
    """Add a published page whose time is over at `moment`."""
    return content_page(parent, title, expire_at=moment)


def test_a_page_whose_time_is_over_is_taken_off_the_site(sections):
    now = timezone.now()
    page = expiring(sections["home"], "Объявление", now + timedelta(hours=1))
    stays = content_page(sections["home"], "Правила")
    assert unpublish_expired(now=now) == (0, 0)
    assert unpublish_expired(now=now + timedelta(hours=2)) == (1, 0)
    assert (fresh(page).live, fresh(page).expired) == (False, True)
    assert fresh(stays).live


def test_one_page_that_cannot_be_taken_off_stops_no_other(sections):
    now = timezone.now()
    pages = [expiring(sections["home"], f"Объявление {n}", now + timedelta(minutes=n + 1)) for n in range(3)]
    with refusing(pages[0]):
        assert unpublish_expired(now=now + timedelta(hours=1)) == (2, 1)
    assert [fresh(page).live for page in pages] == [True, False, False]


def test_home_is_made_once(db):
    home = make_home()
    assert make_home() == home
    assert HomePage.objects.count() == 1
    assert Page.objects.filter(depth=2).count() == 1
    assert Site.objects.get().root_page_id == home.pk


def test_a_page_that_somebody_put_beside_home_survives_the_making_of_it(db):
    own = Page.get_first_root_node().add_child(instance=Page(title="Старый сайт", slug="old"))
    make_home()
    assert Page.objects.filter(pk=own.pk).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases count their tables themselves")
def test_the_database_is_counted_again_only_when_the_site_has_grown_by_a_tenth(sections):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone():
            cursor.execute("DELETE FROM sqlite_stat1")
    assert keep_statistics()
    assert not keep_statistics()
    for number in range(3):
        content_page(sections["home"], f"Страница {number}")
    assert keep_statistics()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other databases count their tables themselves")
def test_a_page_type_without_pages_is_counted_as_empty_and_not_left_to_guessing(sections):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'")
        if cursor.fetchone():
            cursor.execute("DELETE FROM sqlite_stat1")
    assert keep_statistics()
    table = MaterialCollectionPage._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [table])
        assert cursor.fetchall() == [("1",)]
