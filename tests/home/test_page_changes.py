"""Changes of pages: whole or not at all, and told to the apps above exactly when a visitor could notice."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from home.models import ContentPage, Subject
from tests.accounts.people import boss
from tests.home.pages import Refused, content_page, fresh, refusing, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(sections):
    """A published page with a child and a grandchild."""
    page = content_page(sections["home"], "О центре")
    content_page(content_page(page, "Люди"), "Методисты")
    return fresh(page)


def keys(page):
    """Return the keys of the page and of all below it."""
    return set(page.get_descendants(inclusive=True).values_list("pk", flat=True))


# Who hears --------------------------------------------------------------------------------------------------------------


def test_saving_a_draft_tells_nobody(about):
    with told() as heard:
        about.title = "О нас"
        about.save_revision()
    assert heard == []


def test_publishing_tells_of_the_page(about):
    about.title = "О нас"
    revision = about.save_revision()
    with told() as heard:
        revision.publish()
    assert set(heard) == {about.pk}


def test_unpublishing_tells_of_the_page(about):
    with told() as heard:
        about.unpublish()
    assert about.pk in heard


def test_moving_tells_of_the_whole_subtree(about, sections):
    with told() as heard:
        about.move(sections["news"], pos="last-child")
    assert set(heard) >= keys(fresh(about))
    assert len(keys(fresh(about))) == 3


def test_deleting_tells_of_the_whole_subtree(about):
    gone = keys(about)
    with told() as heard:
        about.delete()
    assert set(heard) >= gone


def test_a_plain_page_object_is_heard_like_the_page_of_its_own_class(about, sections):
    """Wagtail's bulk actions and reorderings hold pages as plain Page objects."""
    plain, all_keys = Page.objects.get(pk=about.pk), keys(about)
    with told() as heard:
        plain.move(sections["news"], pos="last-child")
    assert set(heard) >= all_keys
    with told() as heard:
        Page.objects.get(pk=about.pk).delete()
    assert set(heard) >= all_keys


@pytest.mark.parametrize("action", ["move", "delete", "unpublish"])
def test_bulk_actions_of_the_admin_are_heard(client, about, sections, action):
    client.force_login(boss())
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    gone, place = keys(about), content_page(sections["home"], "Архив")
    with told() as heard:
        client.post(
            f"{address}?id={about.pk}&next=/admin/",
            {"chooser": place.pk, "include_descendants": "on", "move_applicable": "on"},
        )
    assert set(heard) >= gone


def test_closing_and_opening_a_section_tells_of_the_whole_subtree(about):
    with told() as heard:
        restriction = PageViewRestriction.objects.create(page=about, restriction_type=PageViewRestriction.LOGIN)
    assert set(heard) == keys(about)
    with told() as heard:
        restriction.delete()
    assert set(heard) == keys(about)


def test_a_renamed_word_and_a_retired_one_tell_without_a_page():
    subject = Subject.objects.first()
    with told() as heard:
        subject.name = "Русский язык и родная речь"
        subject.save()
    assert heard == [None]


def test_a_group_is_no_word_of_ours():
    with told() as heard:
        Group.objects.create(name="Гости")
    assert heard == []


# Whole or not at all ------------------------------------------------------------------------------------------------------


def test_a_publication_that_fails_above_leaves_the_page_as_it_was(about):
    about.title = "О нас"
    revision = about.save_revision()
    with refusing(about), pytest.raises(Refused):
        revision.publish()
    assert fresh(about).title == "О центре"
    assert fresh(about).has_unpublished_changes


def test_a_first_publication_that_fails_above_leaves_a_draft(sections):
    page = content_page(sections["home"], "Черновик", live=False)
    with refusing(page), pytest.raises(Refused):
        page.get_latest_revision().publish()
    assert not fresh(page).live
    assert fresh(page).live_revision is None


def test_an_unpublication_that_fails_above_leaves_the_page_public(about):
    with refusing(about), pytest.raises(Refused):
        about.unpublish()
    assert fresh(about).live


def test_a_move_that_fails_above_leaves_the_tree_as_it_was(about, sections):
    before = list(Page.objects.order_by("path").values_list("path", "pk", "url_path", "numchild"))
    with refusing(about), pytest.raises(Refused):
        about.move(sections["news"], pos="last-child")
    assert list(Page.objects.order_by("path").values_list("path", "pk", "url_path", "numchild")) == before


def test_a_deletion_that_fails_above_deletes_nothing(about):
    before = keys(about)
    with refusing(about), pytest.raises(Refused):
        about.delete()
    assert keys(fresh(about)) == before


def test_a_save_that_fails_above_saves_nothing(about):
    about.title = "О нас"
    with refusing(about), pytest.raises(Refused):
        about.save()
    assert ContentPage.objects.get(pk=about.pk).title == "О центре"


def test_a_page_outlives_the_person_who_answers_for_it(sections):
    page = content_page(sections["home"], "О центре", responsible=boss())
    page.responsible.delete()
    assert fresh(page).responsible is None
