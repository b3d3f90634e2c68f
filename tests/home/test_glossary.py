"""The glossary: letters, a search within, places that links lead to; terms in the admin."""

import re

import pytest

from accounts.enums import Role
from home.models import Term, TermReading
from home.slugs import RESERVED_SLUGS
from tests.making import person, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_ours(sections):
    """A site with no terms yet."""
    Term.objects.all().delete()


def term(name, **fields):
    """A term of the glossary."""
    fields.setdefault("definition", f"Что значит «{name}».")
    made = Term(name=name, **fields)
    made.full_clean()
    made.save()
    return made


def glossary(client, **params):
    response = client.get("/glossary/", params)
    assert response.status_code == 200
    return response.content.decode()


def shown(html):
    """The names of the terms on the page, in order."""
    return re.findall(r'id="name-[^"]*"[^>]*><a[^>]*>([^<]*)</a>', html)


def test_terms_stand_by_letters_each_at_a_place_of_its_own(client):
    for name in ("Ёмкость", "Единица", "Апробация", "Яркость"):
        term(name)
    html = glossary(client)
    assert shown(html) == ["Апробация", "Единица", "Ёмкость", "Яркость"]
    assert re.findall(r'<h2 id="letter-\d+"[^>]*>(.)</h2>', html) == ["А", "Е", "Я"]
    codes = re.findall(r'<article id="([^"]+)"', html)
    assert len(set(codes)) == 4
    assert set(codes) == set(Term.objects.values_list("code", flat=True))


def test_everything_that_is_said_of_a_term_stands_there(client):
    other = term("Сеть школ")
    made = term(
        "Сетевая школа", abbreviation="СШ", definition="первое", source="Программа А", synonyms="школа сети\nузел"
    )
    TermReading.objects.create(term=made, definition="второе", source="Программа Б")
    made.related.add(other)
    html = glossary(client)
    for part in ("(СШ)", "Первое", "Программа А", "Второе", "Программа Б", "школа сети, узел", f'href="#{other.code}"'):
        assert part in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("сетев", ["Сетевая школа"]),
        ("УЗЁЛ", ["Сетевая школа"]),
        ("сш", ["Сетевая школа"]),
        ("значит", ["Апробация"]),
        ("нет такого", []),
        ("<b>", []),
        ("\0", ["Апробация", "Сетевая школа"]),
        ("", ["Апробация", "Сетевая школа"]),
        ("х" * 5000, []),
    ],
)
def test_the_search_within_looks_at_everything_said(client, query, found):
    term("Апробация")
    term("Сетевая школа", abbreviation="СШ", definition="Опора.", synonyms="узел")
    html = glossary(client, q=query)
    assert shown(html) == found
    assert "<b></b>" not in html


def test_a_retired_term_is_gone_and_nobody_leads_to_it(client):
    made, retired = term("Живой"), term("Мёртвый", is_active=False)
    made.related.add(retired)
    html = glossary(client)
    assert shown(html) == ["Живой"]
    assert "Мёртвый" not in html


def test_an_empty_glossary_says_so(client):
    assert "Терминов пока нет." in glossary(client)


def test_the_place_of_a_term_stays_when_it_is_renamed_and_differs_from_all_others():
    first = term("Сеть")
    second = Term(name="Сеть!", definition="Другая.")
    second.full_clean()
    second.save()
    assert first.code != second.code
    code, first.name = first.code, "Сеть школ"
    first.full_clean()
    assert first.code == code


def test_a_full_glossary_asks_no_more_than_an_empty_one(client):
    few = queries_of(lambda: client.get("/glossary/"))
    for letter in "абвгде":
        made = term(f"{letter.upper()} слово")
        TermReading.objects.create(term=made, definition="иначе", source="Б")
    assert queries_of(lambda: client.get("/glossary/")) == few


def test_no_page_may_take_the_glossarys_address():
    assert "glossary" in RESERVED_SLUGS


def test_an_editor_keeps_terms_and_nobody_deletes_them(client):
    client.force_login(person(Role.EDITOR))
    form = {
        "name": "Новый термин",
        "abbreviation": "НТ",
        "definition": "Значение.",
        "source": "",
        "synonyms": "новинка",
        "explained": "all",
        "is_active": "on",
        "readings-TOTAL_FORMS": "1",
        "readings-INITIAL_FORMS": "0",
        "readings-MIN_NUM_FORMS": "0",
        "readings-MAX_NUM_FORMS": "1000",
        "readings-0-definition": "Иначе.",
        "readings-0-source": "Программа Б",
        "readings-0-ORDER": "1",
    }
    response = client.post("/admin/terms/new/", form)
    assert response.status_code == 302, response.content.decode()[:3000]
    made = Term.objects.get()
    assert (made.code, made.readings.get().definition) == ("novyy-termin", "Иначе.")
    assert client.get("/admin/terms/").status_code == 200
    assert client.get(f"/admin/terms/edit/{made.pk}/").status_code == 200
    assert client.post(f"/admin/terms/delete/{made.pk}/").status_code == 302
    assert Term.objects.filter(pk=made.pk).exists()


def test_a_teacher_does_not_come_to_the_terms(client):
    client.force_login(person(Role.TEACHER))
    assert client.get("/admin/terms/").status_code == 302
