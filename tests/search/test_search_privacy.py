"""What is not for everybody is neither found, nor counted, nor quoted, however old the index is (design §9)."""

import json
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from accounts.enums import Role
from library.models import MaterialFile, MaterialPage
from search.engines import database_engine
from search.hits import shown_pages
from search.indexing import catch_up
from search.models import SearchDocument
from tests.home.pages import content_page
from tests.making import close, material, person, programme, subproject
from tests.search.searching import ask, counts, plain, read, titles

pytestmark = pytest.mark.django_db
WORD = "лишайник"


@pytest.fixture
def secret(sections):
    """A public page with the word (the control) and a material whose every text says «тайн…», both in the index."""
    content_page(sections["home"], "Открытая страница", intro="Лишайники растут везде.")
    page = material(
        sections["library"],
        "Тайный урок",
        annotation="Тайная аннотация о лишайниках.",
        organisation="Тайная школа",
        year=1999,
        files=[(read("Тайный текст о лишайниках."), "Тайный файл")],
    )
    catch_up()
    return page


def close_to(page, kind, **fields):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, **fields)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=Role.TEACHER))


def expire(page):
    """The time is over, but the clock that takes pages off the site has not run."""
    page.expire_at = timezone.now() - timedelta(seconds=1)
    page.save()
    assert Page.objects.get(pk=page.pk).live


def move_under_a_closed_section(page):
    section = content_page(Page.objects.get(depth=2), "Для своих")
    close(section)
    page.move(section, pos="last-child")


WAYS = {
    "taken off the site": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "for people who sign in": close,
    "for a group": lambda page: close_to(page, PageViewRestriction.GROUPS),
    "behind a password": lambda page: close_to(page, PageViewRestriction.PASSWORD, password="слово"),
    "in a section that was closed": lambda page: close(page.get_parent()),
    "expired before the clock ran": expire,
    "moved under a closed section": move_under_a_closed_section,
    "its section taken away": lambda page: page.get_parent().specific.delete(),
}


def said(answer):
    """Everything that an answer tells, without its marks."""
    return plain(json.dumps(answer, ensure_ascii=False)).lower()


def assert_secret_is_nowhere(client):
    answer = ask(client, WORD)
    assert (answer["total"], titles(answer)) == (1, ["Открытая страница"])
    assert "тайн" not in said(answer)
    assert counts(answer, "year") == counts(answer, "organisation") == counts(answer, "kind") == {}
    for params in ({"type": "material"}, {"year": "1999"}, {"organisation": "Тайная школа"}, {"sort": "new"}):
        assert "Тайный урок" not in titles(ask(client, WORD, **params))
    html = client.get("/search/", {"q": WORD})
    assert "тайн" not in html.content.decode().lower()
    assert [tab["count"] for tab in html.context["tabs"]] == [1, 1]
    assert ask(client, "тайный")["total"] == 0
    assert titles(ask(client, "", type="material")) == []


def assert_secret_is_found(client):
    answer = ask(client, WORD)
    assert sorted(titles(answer)) == ["Открытая страница", "Тайный урок"]
    assert counts(answer, "organisation") == {"Тайная школа": 1}
    assert "тайный текст" in said(answer)


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_is_hidden_is_gone_from_search_before_and_after_the_index_hears_of_it(client, secret, way):
    assert_secret_is_found(client)
    pk = secret.pk
    WAYS[way](secret)
    assert pk in database_engine().page_ids()  # the index is stale
    assert shown_pages([pk]) == {}  # the last check before a hit is shown
    assert_secret_is_nowhere(client)
    catch_up()
    assert_secret_is_nowhere(client)
    assert pk not in database_engine().page_ids()
    assert not SearchDocument.objects.filter(pk=pk).exists()


@pytest.mark.parametrize("opened", ["page", "section"])
def test_a_page_that_is_opened_again_is_found_again(client, secret, opened):
    place = secret if opened == "page" else secret.get_parent()
    restriction = close(place)
    catch_up()
    assert_secret_is_nowhere(client)
    restriction.delete()
    catch_up()
    assert_secret_is_found(client)


def test_a_closed_page_is_found_by_nobody_not_even_by_who_may_read_it(client, secret):
    close(secret)
    catch_up()
    client.force_login(person(is_superuser=True))
    assert_secret_is_nowhere(client)


def test_a_page_leaves_search_at_the_second_its_time_is_over_and_nobody_does_anything(client, secret):
    secret.expire_at = timezone.now() + timedelta(seconds=3)
    secret.save()
    catch_up()
    assert_secret_is_found(client)
    time.sleep(max(0, (secret.expire_at - timezone.now()).total_seconds()) + 0.05)
    assert_secret_is_nowhere(client)


def test_a_draft_that_was_never_published_is_nowhere(client, sections):
    content_page(sections["home"], "Открытая страница", intro="Лишайники растут везде.")
    card = {"annotation": "Тайная аннотация о лишайниках.", "organisation": "Тайная школа", "year": 1999}
    files = [(read("Тайный текст о лишайниках."), "Тайный файл")]
    draft = material(sections["library"], "Тайный урок", files=files, publish=False, **card)
    catch_up()
    assert_secret_is_nowhere(client)
    draft.save_revision().publish()
    catch_up()
    assert_secret_is_found(client)


def test_changes_of_a_draft_of_a_live_page_are_nowhere_until_they_are_published(client, sections):
    page = material(sections["library"], "Урок о лесе", annotation="Лишайники.")
    catch_up()
    page = MaterialPage.objects.get(pk=page.pk)
    page.title, page.annotation, page.organisation = "Тайный урок", "Тайная аннотация, лишайник", "Тайная школа"
    page.files = [MaterialFile(file=read("Тайный текст."), title="Тайный файл")]
    revision = page.save_revision()
    catch_up()
    answer = ask(client, WORD)
    assert titles(answer) == ["Урок о лесе"]
    assert "тайн" not in said(answer)
    assert ask(client, "тайный")["total"] == 0
    revision.publish()
    catch_up()
    assert titles(ask(client, "тайный")) == ["Тайный урок"]


def test_a_file_taken_out_of_a_page_is_not_quoted_any_more(client, secret):
    secret.files = []
    secret.annotation = "Лишайники."
    secret.save_revision().publish()
    catch_up()
    answer = ask(client, "тайный лишайник", type="material")
    assert "тайный текст" not in said(answer)
    assert ask(client, '"тайный текст"')["total"] == 0


def test_the_name_of_a_closed_programme_is_not_told_by_a_public_material(client, sections):
    hidden = programme(sections["programmes"], "Тайная программа", publish=False)
    part = subproject(hidden, "Тайный подпроект", publish=False)
    material(sections["library"], "Урок о лесе", annotation="Лишайники.", programme=hidden, subproject=part)
    shown = programme(sections["programmes"], "Открытая программа")
    material(sections["library"], "Урок о поле", annotation="Лишайники.", programme=shown)
    catch_up()
    answer = ask(client, WORD)
    assert sorted(titles(answer)) == ["Урок о лесе", "Урок о поле"]
    assert "открытая программа" in said(answer)
    assert "тайн" not in said(answer)
    assert ask(client, "тайная")["total"] == 0
    assert "открыт" in client.get("/search/", {"q": WORD, "programme": shown.pk}).content.decode().lower()
    assert "тайн" not in client.get("/search/", {"q": WORD, "programme": hidden.pk}).content.decode().lower()
