"""Which pages are public, and that asking costs no more where there are many pages."""

import pytest
from django.db import connection
from wagtail.models import PageViewRestriction

from home.models import ContentPage
from home.querysets import DEEPEST
from tests.home.pages import content_page, fresh

pytestmark = pytest.mark.django_db


def close(page):
    """Let only those who have signed in see `page` and what is below it."""
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def titles():
    return set(ContentPage.objects.public().values_list("title", flat=True))


def test_a_closed_page_closes_what_is_below_it_and_nothing_beside(sections):
    closed = content_page(sections["home"], "Для своих")
    content_page(content_page(closed, "Внутри"), "Глубоко внутри")
    content_page(content_page(sections["home"], "Для всех"), "Тоже для всех")
    close(closed)
    assert titles() == {"Для всех", "Тоже для всех"}


def test_a_page_deeper_than_any_section_is_not_shown_rather_than_unguarded(sections):
    page = closed = content_page(sections["home"], "Верх")
    while page.depth <= DEEPEST:
        page = content_page(page, f"На глубине {page.depth + 1}")
    close(fresh(closed).get_children().get())
    assert titles() == {"Верх"}
    PageViewRestriction.objects.all().delete()
    assert f"На глубине {DEEPEST + 1}" not in titles()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's plan")
def test_no_page_is_compared_with_all_others(sections):
    """SQLite once went through all pages for every row: ten thousand pages made a hundred million comparisons."""
    plan = ContentPage.objects.filter(pk__in=[1, 2, 3]).public().explain()
    assert "SUBQUERY" in plan
    assert "SCAN U1" not in plan
    assert "SCAN wagtailcore_page" not in plan
