"""The facets follow the site at once: in this process, and in another that has its own memory."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from home import changes
from home.changes import prune_changes
from home.models import Change, ContentPage, Subject
from library.facets import current_facets
from library.facets.form import facets_for
from library.listing import listing_for
from library.models import MaterialPage
from tests.making import AnotherProcess, close, material, programme, put, shown_ids, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def physics():
    return Subject.objects.create(name="Астрономия (проба)", code="proba")


@pytest.fixture
def both(library):
    """A function that gives what this process and another show now."""
    other = AnotherProcess()

    def look():
        here, there = shown_ids(current_facets()), shown_ids(other.refresh())
        assert here == there
        return here

    look()
    return look


def facet(name):
    """{label: count} of one facet in the form of the library's list."""
    index = current_facets()
    shown = facets_for(index, index.value_bits("type", ["material"]), {}, lambda filters: "")
    return {value["label"]: value["count"] for one in shown if one["name"] == name for value in one["values"]}


def test_a_published_material_is_there_at_once(library, both):
    page = material(library)
    assert page.pk in both()


def test_a_draft_is_not_and_a_changed_draft_changes_nothing(library, both, physics):
    draft = material(library, publish=False)
    live = material(library, "Другая")
    live.subjects.set([physics])
    live.save_revision()
    shown = both()
    assert draft.pk not in shown
    assert live.pk in shown
    assert facet("subject") == {}


def test_a_new_word_of_a_published_page_is_counted(library, both, physics):
    page = material(library)
    page.subjects = [physics]
    page.save_revision().publish()
    both()
    assert facet("subject") == {"Астрономия (проба)": 1}


def test_a_page_that_was_taken_off_is_gone_at_once(library, both):
    page = material(library)
    assert page.pk in both()
    page.unpublish()
    assert page.pk not in both()


def test_a_deleted_page_is_gone_at_once(library, both):
    page = material(library)
    both()
    page.delete()
    assert page.pk not in both()


def test_a_page_deleted_through_the_plain_class_is_gone_too(library, both):
    page = material(library)
    both()
    Page.objects.get(pk=page.pk).delete()
    assert page.pk not in both()


@pytest.mark.parametrize("closed", ["page", "library", "home"])
def test_a_closed_page_or_section_is_gone_at_once_and_back_when_it_is_opened(sections, library, both, closed):
    page = material(library)
    assert page.pk in both()
    restriction = close({"page": page, **sections}[closed])
    assert page.pk not in both()
    restriction.delete()
    assert page.pk in both()


def test_a_page_moved_under_a_closed_section_is_gone_and_back_when_it_returns(sections, both):
    home = sections["home"]
    closed, page = put(home, ContentPage(title="Для своих")), put(home, ContentPage(title="О нас"))
    below = put(page, ContentPage(title="История"))
    close(closed)
    assert {page.pk, below.pk} <= both()
    ContentPage.objects.get(pk=page.pk).move(closed, pos="last-child")
    assert not {page.pk, below.pk} & both()
    ContentPage.objects.get(pk=page.pk).move(type(home).objects.get(), pos="last-child")
    assert {page.pk, below.pk} <= both()


def test_a_page_whose_time_is_over_leaves_the_counts_before_the_clock_has_run(library, both, physics):
    page = material(library, subjects=[physics])
    page.expire_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    index = current_facets()
    moment = timezone.now().timestamp()
    assert index.counts("subject", index.shown_bits(moment)) == {"proba": 1}
    assert index.counts("subject", index.shown_bits(moment + 3601)) == {}
    assert page.pk not in set(index.newest_ids(index.shown_bits(moment + 3601), 0, 100))


def test_the_words_of_a_closed_page_vanish_with_it(library, physics):
    page = material(library, subjects=[physics], organisation="Школа № 7 (пример)", year=1999)
    assert (facet("subject"), facet("year")) == ({"Астрономия (проба)": 1}, {"1999": 1})
    close(page)
    assert [facet(name) for name in ("subject", "organisation", "year", "kind")] == [{}, {}, {}, {}]


def test_a_renamed_word_has_its_new_name_in_every_process(library, physics):
    material(library, subjects=[physics])
    assert facet("subject") == {"Астрономия (проба)": 1}
    # As another process does it: this one only hears of the row in the database.
    Subject.objects.filter(pk=physics.pk).update(name="Звёзды (проба)")
    Change.objects.create(page_id=None)
    assert facet("subject") == {"Звёзды (проба)": 1}
    physics.name = "Небо (проба)"
    physics.save()
    assert facet("subject") == {"Небо (проба)": 1}


def test_a_word_that_was_deleted_is_no_facet_any_more(library, physics):
    material(library, subjects=[physics])
    assert facet("subject") == {"Астрономия (проба)": 1}
    physics.delete()
    assert facet("subject") == {}


def test_the_title_of_a_programme_that_is_not_public_is_no_facet(sections, library):
    page = programme(sections["programmes"], "Тайная программа")
    part = subproject(page, "Тайный подпроект")
    material(library, programme=page, subproject=part)
    assert (facet("programme"), facet("subproject")) == ({"Тайная программа": 1}, {"Тайный подпроект": 1})
    restriction = close(page)
    assert (facet("programme"), facet("subproject")) == ({}, {})
    restriction.delete()
    assert facet("programme") == {"Тайная программа": 1}
    page.unpublish()
    assert facet("programme") == {}
    listing = listing_for(library, RequestFactory().get("/library/", {"programme": page.pk}))
    assert listing["chips"] == []
    assert listing["results"]["total"] == 1


def test_nothing_new_costs_one_query(library, django_assert_num_queries):
    material(library)
    current_facets()
    with django_assert_num_queries(1):
        current_facets()


def test_changes_of_a_day_ago_are_forgotten_and_the_picture_stays_right(library, both):
    page = material(library)
    both()
    Change.objects.update(created_at=timezone.now() - timedelta(hours=25))
    late = Change.objects.create(page_id=page.pk)
    assert prune_changes() > 0
    assert list(Change.objects.all()) == [late]
    assert page.pk in both()
    page.unpublish()
    assert page.pk not in both()


def test_an_import_of_more_changes_than_it_pays_to_read_is_seen_whole(library, both, monkeypatch):
    monkeypatch.setattr(changes, "MANY", 3)
    pages = {material(library, f"Работа {n}").pk for n in range(4)}
    assert pages <= both()


def test_a_change_with_a_lower_number_that_comes_late_is_not_missed(library, both):
    first = material(library, "Первая")
    both()
    last = Change.objects.order_by("-pk").first()
    MaterialPage.objects.filter(pk=first.pk).update(live=False)
    Change.objects.create(pk=last.pk + 5, page_id=None)
    assert first.pk in both()
    Change.objects.create(pk=last.pk + 2, page_id=first.pk)
    assert first.pk not in both()


def import_that_fails(library):
    with transaction.atomic():
        material(library)
        raise RuntimeError


def test_a_change_that_was_rolled_back_is_not_seen(library, both):
    noted = Change.objects.count()
    with pytest.raises(RuntimeError):
        import_that_fails(library)
    assert Change.objects.count() == noted
    assert library.pk not in both()
    assert not both() & set(MaterialPage.objects.values_list("pk", flat=True))
