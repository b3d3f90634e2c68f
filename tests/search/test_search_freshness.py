"""A page is found by what it says now, also when the words come from another page or from a flat list."""

import pytest

from home.models import Subject
from library.models import MaterialKind, MaterialPage
from programmes.models import PlanItem, ProgrammePage
from search.models import SearchOutbox
from tests.making import material, plan, programme
from tests.search.searching import ask, commit, read, titles, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sections):
    """A material with a subject, a kind and a programme with a plan, all of it found already."""
    about = programme(sections["programmes"], "Сельская школа")
    plan(about, stages=1, items=1)
    subject = Subject.objects.first()
    page = material(sections["library"], "Урок", programme=about, subjects=[subject])
    work()
    return page


def found(client, query):
    work()
    return titles(ask(client, query))


def test_a_renamed_subject_is_found_by_its_new_name(client, page):
    subject = page.subjects.get()
    subject.name = "Лишайниковедение"
    subject.save()
    assert found(client, "лишайниковедение") == ["Урок"]


def test_a_renamed_kind_is_found_by_its_new_name(client, page):
    kind = page.kind
    kind.name = "Лишайник"
    kind.save()
    assert found(client, "лишайник") == ["Урок"]


def test_a_new_word_of_a_list_sends_no_page_to_the_index(page):
    MaterialKind.objects.create(name="Кроссворд", code="crossword")
    assert not SearchOutbox.objects.exists()


def test_a_renamed_programme_is_found_with_its_materials_by_its_new_name(client, page):
    about = ProgrammePage.objects.get(pk=page.programme_id)
    about.title = "Лишайники родного края"
    about.save_revision().publish()
    assert sorted(found(client, "лишайник")) == ["Лишайники родного края", "Урок"]


@pytest.mark.parametrize("change", ["text of an item", "task of a stage", "new item", "item taken out"])
def test_a_change_of_the_plan_is_found_at_the_programme(client, page, change):
    item = PlanItem.objects.get()
    if change == "task of a stage":
        item.stage.task = "Лишайники"
        item.stage.save()
    elif change == "new item":
        PlanItem.objects.create(stage=item.stage, text="Лишайники", sort_order=9)
    else:
        item.text = "Лишайники"
        item.save()
    assert found(client, "лишайник") == ["Сельская школа"]
    if change == "item taken out":
        item.delete()
        assert found(client, "лишайник") == []


def test_a_programme_goes_with_its_plan_and_leaves_nothing_to_find(client, page):
    ProgrammePage.objects.get(pk=page.programme_id).delete()
    assert found(client, "сельская школа") == []
    assert found(client, "урок") == ["Урок"]


def test_a_stage_goes_with_its_items(client, page):
    item = PlanItem.objects.get()
    item.text = "Лишайники"
    item.save()
    assert found(client, "лишайник") == ["Сельская школа"]
    item.stage.delete()
    assert found(client, "лишайник") == []


def test_a_programme_that_is_hidden_later_is_named_by_its_materials_no_more(client, page):
    assert found(client, "сельский") == ["Сельская школа", "Урок"]
    ProgrammePage.objects.get(pk=page.programme_id).unpublish()
    assert found(client, "сельский") == []


# Between a change and the worker's turn --------------------------------------------------------------------------------------


def test_words_taken_off_a_page_are_quoted_no_more_though_the_worker_has_not_looked_yet(client, sections):
    page = material(sections["library"], "Урок о Лишайникове", annotation="Телефон автора: 8 800 000, лишайник.")
    work()
    assert "лишайник" in str(ask(client, "лишайник"))
    page = MaterialPage.objects.get(pk=page.pk)
    page.title, page.annotation = "Урок о соседе", "Скоро допишем."
    page.save_revision().publish()
    commit()
    answer = ask(client, "лишайник")
    assert [(hit["title"], hit["snippet"]) for hit in answer["hits"]] == [("Урок о соседе", "")]
    assert "8 800" not in str(answer)
    assert found(client, "лишайник") == []


def test_a_file_taken_off_a_page_is_quoted_no_more_though_the_worker_has_not_looked_yet(client, sections):
    page = material(sections["library"], "Урок", files=[(read("В лесу растёт лишайник."), "")])
    work()
    assert ask(client, "лишайник")["hits"][0]["file"]
    page = MaterialPage.objects.get(pk=page.pk)
    page.files.clear()
    page.save_revision().publish()
    commit()
    assert "лес" not in str(ask(client, "лишайник")["hits"])
