"""What a changed term changes in search, shown before it is saved: real pages counted, nothing written, nobody else's."""

import pytest
from django.contrib.auth.models import Permission

from accounts.enums import Role
from home.models import Term
from search.indexing import catch_up
from search.term_preview import labels_of, preview
from tests.making import close, material, person

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/terms/in-search/"


@pytest.fixture
def library(sections):
    """Works that call one thing by three names, one of them for participants only."""
    Term.objects.all().delete()
    library = sections["library"]
    material(library, "Игры в детском саду")
    material(library, "Прогулка ДОО")
    material(library, "Сад камней")
    close(material(library, "Тайна детского сада"))
    catch_up()
    return library


@pytest.fixture
def term(library):
    made = Term(name="Дошкольная организация", abbreviation="ДОО", definition="Для детей до школы.")
    made.full_clean()
    made.save()
    return made


@pytest.fixture
def keeper(client):
    """A person who may change terms, signed in."""
    user = person(Role.EDITOR)
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_term", "add_term"]))
    client.force_login(user)
    return user


def by_name(found):
    return {change.name: (change.alone, change.now, change.then) for change in found.names}


def test_a_new_synonym_shows_what_it_brings_to_every_name(term):
    found = preview(labels_of(term.name, "ДОО", "детский сад"), term.code)
    assert by_name(found) == {"Дошкольная организация": (0, 1, 2), "ДОО": (1, 1, 2), "детский сад": (1, 1, 2)}
    changes = {change.name: change for change in found.names}
    assert changes["ДОО"].gained == ("Игры в детском саду",)
    assert changes["детский сад"].gained == ("Прогулка ДОО",)
    assert (found.together, set(found.titles)) == (2, {"Игры в детском саду", "Прогулка ДОО"})


def test_a_synonym_that_goes_shows_what_goes_with_it(term):
    term.synonyms = "детский сад"
    term.save()
    found = preview(labels_of(term.name, "ДОО", ""), term.code)
    changes = {change.name: change for change in found.names}
    assert changes["детский сад"].is_dropped
    assert changes["детский сад"].lost == ("Прогулка ДОО",)
    assert changes["ДОО"].lost == ("Игры в детском саду",)


def test_a_retired_term_is_known_to_nobody(term):
    term.synonyms = "детский сад"
    term.save()
    found = preview(labels_of(term.name, "ДОО", "детский сад"), term.code, is_active=False)
    assert by_name(found)["ДОО"] == (1, 2, 1)


def test_names_are_read_as_search_reads_them():
    assert labels_of("Сетевая ОО (исполнитель)", " СОО ", "одно\n\n  два \nодно") == (
        "Сетевая ОО",
        "СОО",
        "одно",
        "два",
    )
    assert labels_of("", "", "\n") == ()


def test_the_form_of_a_term_has_a_button_that_sends_what_stands_in_it(client, term, keeper):
    html = client.get(f"/admin/terms/edit/{term.pk}/").content.decode()
    assert f'formaction="{ADDRESS}?term={term.pk}"' in html
    assert 'formtarget="_blank"' in html
    assert f'formaction="{ADDRESS}"' in client.get("/admin/terms/new/").content.decode()


def test_what_is_typed_is_shown_and_not_saved(client, term, keeper):
    fields = {"name": term.name, "abbreviation": "ДОО", "synonyms": "детский сад", "is_active": "on"}
    html = client.post(f"{ADDRESS}?term={term.pk}", fields).content.decode()
    assert "Игры в детском саду" in html
    assert "Тайна детского сада" not in html
    term.refresh_from_db()
    assert term.synonyms == ""
    assert client.get(f"{ADDRESS}?term={term.pk}").status_code == 200


@pytest.mark.parametrize("pk", ["", "0", "²", "-1", "9" * 30])
def test_no_address_and_no_word_is_a_fault(client, term, keeper, pk):
    assert client.get(ADDRESS, {"term": pk}).status_code == 200
    hostile = {"name": "<script>alert(1)</script>", "synonyms": '"\n-\n😀\n' + "а " * 3000}
    response = client.post(ADDRESS, hostile, QUERY_STRING="term=1")
    assert response.status_code == 200
    assert b"<script>alert" not in response.content


def test_who_does_not_keep_the_thesaurus_sees_nothing(client, term):
    assert client.get(ADDRESS).status_code == 302
    client.force_login(person(Role.TEACHER))
    assert client.get(ADDRESS).status_code in (302, 403)
    user = person()
    user.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    client.force_login(user)
    assert client.get(ADDRESS).status_code in (302, 403)
