"""Shelves: a person's own choice of works, shared by an address, taken home as one ZIP."""

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction

from accounts.permissions import ActionRefused
from library import shelving
from library.models import Shelf, ShelfItem
from tests.making import close, material, person, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def vera(db):
    return person(first_name="Вера")


@pytest.fixture
def shelf(vera):
    return shelving.make_shelf(owner=vera, title="К урокам о зиме")


def fill(shelf, *works):
    return [shelving.put_on_shelf(shelf=shelf, by=shelf.owner, material=work) for work in works]


def titles(shelf):
    return list(ShelfItem.objects.filter(shelf=shelf).values_list("material__title", flat=True))


def room(shelf):
    return f"/cabinet/shelves/{shelf.pk}/"


def works(library, number):
    return [material(library, f"Работа {n}") for n in range(number)]


def test_a_work_goes_from_its_page_to_a_new_shelf(client, library, vera):
    work = material(library)
    client.force_login(vera)
    data = {"title": "К урокам о зиме", "note": "Начать с опыта"}
    assert client.post(f"/works/{work.pk}/shelve/", data).url == work.url
    item = ShelfItem.objects.get()
    assert (item.shelf.title, item.shelf.owner, item.note) == ("К урокам о зиме", vera, "Начать с опыта")
    assert "К урокам о зиме" in client.get(work.url).content.decode()


def test_a_work_goes_to_a_shelf_there_is_unless_a_new_one_is_named(client, library, vera, shelf):
    first, second = works(library, 2)
    client.force_login(vera)
    client.post(f"/works/{first.pk}/shelve/", {"shelf": shelf.pk})
    client.post(f"/works/{second.pk}/shelve/", {"shelf": shelf.pk, "title": "Другая"})
    assert titles(shelf) == ["Работа 0"]
    assert titles(Shelf.objects.get(title="Другая")) == ["Работа 1"]


@pytest.mark.parametrize(
    "data", [{}, {"title": "  "}, {"shelf": "x"}, {"title": "я" * 121}, {"title": "а", "note": "я" * 301}]
)
def test_a_form_with_a_mistake_puts_nothing_anywhere(client, library, vera, shelf, data):
    client.force_login(vera)
    assert client.post(f"/works/{material(library).pk}/shelve/", data).status_code == 422
    assert not ShelfItem.objects.exists()


def test_a_work_does_not_go_to_a_shelf_of_somebody_else(client, library, shelf):
    client.force_login(person())
    assert client.post(f"/works/{material(library).pk}/shelve/", {"shelf": shelf.pk}).status_code == 422
    assert not ShelfItem.objects.exists()


def test_who_has_not_signed_in_is_asked_to(client, library):
    address = f"/works/{material(library).pk}/shelve/"
    assert client.get(address).url == f"/accounts/login/?next={address}"


def test_a_work_stands_on_a_shelf_once(library, shelf):
    work = material(library)
    fill(shelf, work, work)
    assert titles(shelf) == ["Урок о снеге"]
    with pytest.raises(IntegrityError), transaction.atomic():
        ShelfItem.objects.create(shelf=shelf, material=work)


def test_works_are_moved_along_the_shelf_and_stop_at_its_ends(library, shelf):
    first, _second, third = fill(shelf, *works(library, 3))
    shelving.move_on_shelf(item=third, by=shelf.owner, steps=-1)
    assert titles(shelf) == ["Работа 0", "Работа 2", "Работа 1"]
    shelving.move_on_shelf(item=first, by=shelf.owner, steps=99)
    assert titles(shelf) == ["Работа 2", "Работа 1", "Работа 0"]


def test_the_owner_renames_orders_notes_and_removes_in_the_cabinet(client, library, vera, shelf):
    first, second = fill(shelf, *works(library, 2))
    client.force_login(vera)
    client.post(room(shelf), {"deed": "rename", "title": "К урокам о весне"})
    client.post(f"/cabinet/shelves/items/{second.pk}/", {"deed": "up"})
    client.post(f"/cabinet/shelves/items/{second.pk}/", {"deed": "note", "note": "Взять первой"})
    html = client.get(room(shelf)).content.decode()
    assert "К урокам о весне" in html.replace("\u00a0", " ")
    assert "Взять первой" in html
    assert titles(shelf) == ["Работа 1", "Работа 0"]
    client.post(f"/cabinet/shelves/items/{first.pk}/", {"deed": "remove"})
    assert titles(shelf) == ["Работа 1"]
    client.post(room(shelf), {"deed": "delete"})
    assert not Shelf.objects.exists()


def test_nobody_else_sees_or_changes_a_shelf_in_the_cabinet(client, library, shelf):
    item = fill(shelf, material(library))[0]
    client.force_login(person())
    assert client.get(room(shelf)).status_code == 404
    assert client.post(room(shelf), {"deed": "share"}).status_code == 404
    assert client.post(f"/cabinet/shelves/items/{item.pk}/", {"deed": "remove"}).status_code == 404
    assert shelf.title not in client.get("/cabinet/shelves/").content.decode()


@pytest.mark.parametrize("verb", ["rename_shelf", "share_shelf", "delete_shelf"])
def test_the_verbs_themselves_refuse_a_stranger(verb, shelf):
    more = {"rename_shelf": {"title": "Моя"}, "share_shelf": {"is_shared": True}}.get(verb, {})
    with pytest.raises(ActionRefused):
        getattr(shelving, verb)(shelf=shelf, by=person(), **more)


def test_a_shelf_is_seen_by_others_only_while_it_is_shared(client, library, vera, shelf):
    fill(shelf, material(library))
    assert client.get(shelf.url).status_code == 404
    assert client.get(f"{shelf.url}files.zip").status_code == 404
    shelving.share_shelf(shelf=shelf, by=vera, is_shared=True)
    response = client.get(shelf.url)
    assert "Урок" in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    shelving.share_shelf(shelf=shelf, by=vera, is_shared=False)
    assert client.get(shelf.url).status_code == 404
    client.force_login(vera)
    assert client.get(shelf.url).status_code == 200


def test_the_address_of_a_shelf_cannot_be_counted_up(shelf):
    other = shelving.make_shelf(owner=shelf.owner, title="Другая")
    assert shelf.code != other.code
    assert len(shelf.code) == 12
    assert str(shelf.pk) not in shelf.url.split("/")


def test_the_shared_page_does_not_say_whose_shelf_it_is(client, library, vera, shelf):
    fill(shelf, material(library))
    shelving.share_shelf(shelf=shelf, by=vera, is_shared=True)
    html = client.get(shelf.url).content.decode()
    assert vera.email not in html
    assert "Вера" not in html


def test_a_work_that_is_public_no_more_leaves_the_shared_shelf_and_its_archive(client, library, vera, shelf):
    stays = material(library, "Остаётся", files=[(stored("а.txt", "а"), "")])
    withdrawn = material(library, "Снятая тайна", files=[(stored("б.txt", "б"), "")])
    closed = material(library, "Закрытая тайна", files=[(stored("в.txt", "в"), "")])
    fill(shelf, withdrawn, stays, closed)
    shelving.share_shelf(shelf=shelf, by=vera, is_shared=True)
    withdrawn.unpublish()
    close(closed)
    assert "тайна" not in client.get(shelf.url).content.decode()
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{shelf.url}files.zip"))))
    assert archive.namelist() == ["01 Остаётся/О работе.txt", "01 Остаётся/а.txt"]
    client.force_login(vera)
    assert "тайна" not in client.get(room(shelf)).content.decode()


def test_the_archive_of_a_shelf_has_a_folder_for_each_work_in_order(client, library, vera, shelf):
    same = [material(library, "Урок: снег/лёд", files=[(stored(f"{n}.txt", f"{n}"), "")]) for n in range(2)]
    fill(shelf, *reversed(same))
    client.force_login(vera)
    archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(f"{shelf.url}files.zip"))))
    assert archive.namelist() == [
        "01 Урок_ снег_лёд/О работе.txt",
        "01 Урок_ снег_лёд/1.txt",
        "02 Урок_ снег_лёд/О работе.txt",
        "02 Урок_ снег_лёд/0.txt",
    ]


@pytest.mark.parametrize("title", ["", "   ", "К урокам  о зиме "])
def test_a_shelf_without_a_name_or_with_the_name_of_another_is_refused(vera, shelf, title):
    with pytest.raises(shelving.ShelfRefused):
        shelving.make_shelf(owner=vera, title=title)
    assert Shelf.objects.count() == 1


def test_two_people_may_call_their_shelves_the_same(shelf):
    assert shelving.make_shelf(owner=person(), title=shelf.title).pk


def test_a_shelf_cannot_be_renamed_into_another_and_says_so(client, vera, shelf):
    shelving.make_shelf(owner=vera, title="Весна")
    client.force_login(vera)
    html = client.post(room(shelf), {"deed": "rename", "title": "Весна"}, follow=True).content.decode()
    assert "у вас уже есть" in html.replace("\u00a0", " ")
    assert set(Shelf.objects.values_list("title", flat=True)) == {"К урокам о зиме", "Весна"}


def test_shelves_and_works_on_them_have_an_end(library, vera, shelf, monkeypatch):
    monkeypatch.setattr(shelving, "MOST_SHELVES", 1)
    monkeypatch.setattr(shelving, "MOST_WORKS", 1)
    fill(shelf, material(library, "Первая"))
    with pytest.raises(shelving.ShelfRefused):
        fill(shelf, material(library, "Вторая"))
    with pytest.raises(shelving.ShelfRefused):
        shelving.make_shelf(owner=vera, title="Ещё")


def test_a_deleted_work_leaves_the_shelf_standing(client, library, vera, shelf):
    gone, stays = works(library, 2)
    fill(shelf, gone, stays)
    gone.delete()
    assert titles(shelf) == ["Работа 1"]
    client.force_login(vera)
    assert client.get(room(shelf)).status_code == 200


def test_a_shelf_costs_the_same_queries_whatever_stands_on_it(client, library, vera, shelf):
    client.force_login(vera)
    shelving.share_shelf(shelf=shelf, by=vera, is_shared=True)
    fill(shelf, *works(library, 2))
    addresses = ["/cabinet/shelves/", room(shelf), shelf.url]
    few = [queries_of(lambda address=address: client.get(address)) for address in addresses]
    fill(shelf, *[material(library, f"Ещё {n}") for n in range(6)])
    assert [queries_of(lambda address=address: client.get(address)) for address in addresses] == few
