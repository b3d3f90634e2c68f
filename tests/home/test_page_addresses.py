"""Addresses of pages: Latin, one of a kind, never one of the site's own."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from home.models import ContentPage, HomePage
from home.slugs import RESERVED_SLUGS, slug_from
from tests.accounts.people import boss
from tests.home.pages import content_page, fresh

pytestmark = pytest.mark.django_db


def form_of(title, slug="", **more):
    """Return what the admin's page form posts for a plain page."""
    empty = {"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "intro": ""}
    return {"title": title, "slug": slug, **empty, **more}


def make_in_admin(client, parent, **fields):
    """Post the admin's form of a new plain page."""
    return client.post(reverse("wagtailadmin_pages:add", args=["home", "contentpage", parent.pk]), form_of(**fields))


def test_a_russian_title_becomes_a_latin_address(sections):
    assert content_page(sections["home"], "О нашем центре").slug == "o-nashem-tsentre"


def test_a_draft_gets_a_latin_address_too(sections):
    assert content_page(sections["home"], "Щедрый вечер", live=False).slug == slug_from("Щедрый вечер")
    assert slug_from("Щедрый вечер").isascii()


def test_pages_of_one_title_get_different_addresses(sections):
    slugs = [content_page(sections["home"], "Правила").slug for _page in range(3)]
    assert len(set(slugs)) == 3
    assert all(slug.startswith("pravila") for slug in slugs)


def test_a_chosen_address_stays(sections):
    assert content_page(sections["home"], "О центре", slug="about").slug == "about"


@pytest.mark.parametrize("title", ["???", "—", "🎈", "   "])
def test_a_title_without_letters_has_an_address_all_the_same(title):
    slug = slug_from(title)
    assert slug
    assert slug.isascii()


def test_a_long_title_has_an_address_of_at_most_eighty_characters():
    assert len(slug_from("Методические рекомендации " * 20)) <= 80
    assert not slug_from("Методические рекомендации " * 20).endswith("-")


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_an_address_of_the_site_itself_is_refused_right_under_home(sections, slug):
    with pytest.raises(ValidationError) as error:
        sections["home"].add_child(instance=ContentPage(title="Поиск", slug=slug))
    assert "slug" in error.value.message_dict


def test_the_same_word_is_free_deeper_in_the_tree(sections):
    about = content_page(sections["home"], "О центре")
    assert content_page(about, "Поиск", slug="search").live


def test_every_address_of_the_site_that_a_page_could_take_is_reserved():
    from django.urls import get_resolver

    taken = {str(p.pattern).split("/")[0] for p in get_resolver().url_patterns if "/" in str(p.pattern)}
    for pattern in get_resolver().url_patterns:
        if str(pattern.pattern) == "":
            inner = getattr(pattern, "url_patterns", [])
            taken |= {str(p.pattern).split("/")[0] for p in inner if str(p.pattern)[:1].isalpha()}
    words = {word for word in taken if word.isidentifier()}
    assert {"search", "contact", "admin", "files"} <= words
    assert words <= RESERVED_SLUGS


# In the admin -----------------------------------------------------------------------------------------------------------


def test_an_editor_who_leaves_the_address_empty_gets_a_latin_one(client, sections):
    client.force_login(boss())
    make_in_admin(client, sections["home"], title="Порядок публикации")
    assert ContentPage.objects.get(title="Порядок публикации").slug == "poryadok-publikatsii"


@pytest.mark.parametrize("action", [{}, {"action-publish": "action-publish"}])
def test_an_editor_who_takes_an_address_of_the_site_is_told_so_in_the_form(client, sections, action):
    client.force_login(boss())
    response = make_in_admin(client, sections["home"], title="Поиск", slug="search", **action)
    assert response.status_code == 200
    assert "Этот адрес занят самим сайтом" in response.content.decode()
    assert not ContentPage.objects.filter(slug="search").exists()


def test_an_editor_who_renames_a_page_to_an_address_of_the_site_is_told_so(client, sections):
    page = content_page(sections["home"], "О центре")
    client.force_login(boss())
    response = client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of("О центре", "search", **{"action-publish": "1"})
    )
    assert "Этот адрес занят самим сайтом" in response.content.decode()
    assert fresh(page).slug == page.slug


def test_a_page_with_such_an_address_cannot_be_moved_to_the_top(client, sections):
    about = content_page(sections["home"], "О центре")
    page = content_page(about, "Поиск", slug="search")
    client.force_login(boss())
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, sections["home"].pk]))
    assert fresh(page).get_parent().pk == about.pk


def test_an_ordinary_page_can_be_moved_to_the_top(client, sections):
    page = content_page(content_page(sections["home"], "О центре"), "Правила")
    client.force_login(boss())
    client.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, sections["home"].pk]))
    assert fresh(page).get_parent().pk == sections["home"].pk


def test_there_is_one_home(sections):
    assert not HomePage.can_create_at(sections["home"].get_parent())
