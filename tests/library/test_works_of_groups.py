"""A work of a council or a group: its card, the library's filter, the group's page, search, the import (F2-07)."""

import re

import pytest
from django.core.exceptions import ValidationError

from library.models import MaterialPage
from library.versioning import versions_of
from programmes.models import GroupPage
from search.documents import load_documents, pages_naming
from tests.library.import_tables import row, run
from tests.making import close, material, programme, put, queries_of, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def net(sections):
    return programme(sections["programmes"], "Сеть чтения")


@pytest.fixture
def group(net):
    return put(net, GroupPage(title="Лаборатория вопроса", slug="lab"))


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_the_card_names_the_group_and_the_groups_page_shows_its_works(client, library, net, group):
    own = material(library, "Вопросы к басне", programme=net, group=group)
    material(library, "Чужая", programme=net)
    assert f'<a href="{group.url}">Лаборатория вопроса</a>' in text(client.get(own.url))
    page = text(client.get(group.url))
    assert own.url in page
    assert "Чужая" not in page
    assert "Все материалы, 1" in page
    assert f'href="{library.url}?group={group.pk}"' in page


def test_the_library_narrows_by_group_and_the_filter_counts(client, library, net, group):
    material(library, "Вопросы к басне", group=group)
    material(library, "Другая")
    listing = text(client.get(library.url))
    assert "Группа" in listing
    assert re.search(rf'name="group"\s+value="{group.pk}"', listing)
    narrowed = text(client.get(f"{library.url}?group={group.pk}"))
    assert "1 материал" in narrowed
    assert "Вопросы к басне" in narrowed
    assert "Другая" not in narrowed


def test_a_group_that_is_not_public_is_told_nowhere(client, library, group):
    own = material(library, "Вопросы к басне", group=group)
    close(group)
    for address in (own.url, library.url):
        assert "Лаборатория вопроса" not in text(client.get(address))
    (document,) = load_documents([own.pk])
    assert "Лаборатория" not in document.summary


def test_search_finds_a_work_by_the_name_of_its_group_and_looks_again_when_that_changes(library, group):
    own = material(library, "Вопросы к басне", group=group)
    (document,) = load_documents([own.pk])
    assert "Лаборатория вопроса" in document.summary
    assert pages_naming([group.pk]) == {own.pk}


def test_a_group_of_another_programme_is_refused_and_one_of_the_centre_is_not(sections, library, net, group):
    other = programme(sections["programmes"], "Другая")
    with pytest.raises(ValidationError, match="другой программе"):
        material(library, "Вопросы", programme=other, group=group)
    council = put(sections["groups"], GroupPage(title="Экспертный совет"))
    assert material(library, "Решение", programme=other, group=council).group == council


def test_a_change_of_the_group_is_told_and_an_older_state_that_knew_no_groups_is_no_change(library, group):
    page = material(library)
    page.group = group
    page.save_revision().publish()
    page = MaterialPage.objects.get(pk=page.pk)
    assert versions_of(page)[0]["text"] == "изменена группа"
    version = page.versions.first()
    del version.state["group"]
    version.save()
    page.year = 2020
    page.save_revision().publish()
    assert versions_of(page)[0]["text"] == "изменён год"


def test_the_work_stays_when_its_group_goes(library, group):
    page = material(library, group=group)
    GroupPage.objects.get(pk=group.pk).delete()
    assert MaterialPage.objects.get(pk=page.pk).group is None


def test_the_import_knows_a_group_by_its_title_which_brings_its_programme(library, net, group, tmp_path):
    assert not run(row(tmp_path, group="лаборатория вопроса")).failed
    page = MaterialPage.objects.get()
    assert (page.group, page.programme) == (group, net)


def test_within_a_programme_the_import_asks_its_own_groups_and_the_centres(sections, library, net, group, tmp_path):
    other = programme(sections["programmes"], "Другая")
    twin = put(subproject(other, "Часть"), GroupPage(title="Лаборатория вопроса", slug="lab-2"))
    assert "«Лаборатория вопроса» подходит к нескольким записям" in run(row(tmp_path, group="Лаборатория вопроса")).text
    assert not run(row(tmp_path, programme="Другая", group="Лаборатория вопроса")).failed
    assert MaterialPage.objects.get().group == twin
    told = run(row(tmp_path, title="Третий", programme="Другая", group="Лаборатория без номера"))
    assert "Столбец «группа»: не знаю «Лаборатория без номера»" in told.text


def test_the_page_of_a_group_asks_no_more_for_more_works(client, library, group):
    material(library, "Первая", group=group)
    few = queries_of(lambda: client.get(group.url))
    for number in range(5):
        material(library, f"Работа {number}", group=group)
    assert queries_of(lambda: client.get(group.url)) == few
