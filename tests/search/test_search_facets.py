"""Filters, counts, tabs, order and pages of the results (FX-03, FX-04)."""

import itertools
from urllib.parse import parse_qs, urlsplit

import pytest

from home.models import Level, Subject
from library.models import MaterialKind, MaterialPage
from search.indexing import catch_up
from tests.home.pages import content_page
from tests.making import material, news, programme
from tests.search.searching import ask, counts, titles

pytestmark = pytest.mark.django_db
JUNK = [
    {"subject": "нет-такого"},
    {"subject": ""},
    {"subject": ["\x00", "' OR 1=1 --", "<script>"]},
    {"year": "двадцать"},
    {"programme": "99999999999999999999"},
    {"type": "wagtailcore.page"},
    {"type": ["material", "junk"]},
    {"sort": "-pk; DROP TABLE"},
    {"subject[]": "1", "nobody": "asked"},
    {"kind": [str(number) for number in range(500)]},
]


@pytest.fixture
def archive(sections):
    """Twelve materials with the word, in mixed facets, two without it, and one page of every other type."""
    subjects, levels = list(Subject.objects.all()[:3]), list(Level.objects.all()[:2])
    kinds = list(MaterialKind.objects.all()[:2])
    about = programme(sections["programmes"], "Зимняя программа", summary="Снег")
    for number in range(14):
        material(
            sections["library"],
            f"Урок {number}",
            annotation="О снеге." if number < 12 else "О реке.",
            kind=kinds[number % 2],
            subjects=subjects[: number % 4],
            levels=levels[number % 3 : 2],
            year=2020 + number % 3,
            organisation="Школа №1" if number % 5 else "",
            programme=about if number % 4 == 0 else None,
        )
    news(sections["news"], "Выпал снег", about=[about])
    content_page(sections["home"], "О снеге")
    catch_up()
    return about


def values_of(page):
    return {
        "kind": {page.kind.code},
        "subject": {subject.code for subject in page.subjects.all()},
        "level": {level.code for level in page.levels.all()},
        "year": {str(page.year)},
        "organisation": {page.organisation} - {""},
        "programme": {str(page.programme_id)} if page.programme_id else set(),
    }


def brute_force(facet, filters):
    """Counts of `facet` among the materials about snow, by looking at each one."""
    found = {}
    for page in MaterialPage.objects.filter(annotation="О снеге."):
        values = values_of(page)
        if all(values[name] & set(chosen) for name, chosen in filters.items() if name != facet):
            for value in values[facet]:
                found[value] = found.get(value, 0) + 1
    return found


def total_by_hand(filters):
    pages = map(values_of, MaterialPage.objects.filter(annotation="О снеге."))
    return sum(all(values[name] & set(chosen) for name, chosen in filters.items()) for values in pages)


def test_counts_are_those_of_the_hits_for_every_combination_of_filters(client, archive):
    subject, other = Subject.objects.values_list("code", flat=True)[:2]
    choices = {
        "kind": [[], [MaterialKind.objects.first().code]],
        "subject": [[], [subject], [subject, other]],
        "year": [[], ["2020"], ["2020", "2022"]],
        "programme": [[], [str(archive.pk)]],
    }
    for chosen in itertools.product(*choices.values()):
        filters = {name: values for name, values in zip(choices, chosen, strict=True) if values}
        answer = ask(client, "снег", type="material", **filters)
        assert answer["total"] == total_by_hand(filters), filters
        for facet in ("kind", "subject", "level", "year", "organisation", "programme"):
            shown = {value: count for value, count in counts(answer, facet).items() if count}
            assert shown == brute_force(facet, filters), (facet, filters)


def test_a_chosen_value_stays_shown_even_when_it_finds_nothing(client, archive):
    answer = ask(client, "река", year="2020", type="material")
    assert counts(answer, "year") == {"2020": 1, "2021": 1}
    empty = ask(client, "река", year="2022", type="material")
    assert (empty["total"], counts(empty, "year")) == (0, {"2020": 1, "2021": 1, "2022": 0})


def test_the_address_of_a_value_finds_as_many_as_its_count_says(client, archive):
    facets = client.get("/search/", {"q": "снег", "type": "material"}).context["facets"]
    values = [value for facet in facets for value in facet["values"]]
    assert len(values) > 8
    for value in values:
        page = client.get(value["url"]).context
        assert page["result"].total == value["count"]
        assert page["form_query"] == "снег"
        assert value["label"] in [chip["label"] for chip in page["chips"]]


def test_a_chip_lets_its_value_go_and_keeps_the_rest(client, archive):
    kind = MaterialKind.objects.first()
    chosen = {"q": "снег", "type": "material", "sort": "new", "year": ["2020", "2021"], "kind": kind.code}
    page = client.get("/search/", chosen).context
    assert len(page["chips"]) == 3
    left = {chip["label"]: parse_qs(urlsplit(chip["url"]).query) for chip in page["chips"]}
    kept = {"q": ["снег"], "type": ["material"], "sort": ["new"]}
    assert left["2020"] == {**kept, "year": ["2021"], "kind": [kind.code]}
    assert left["2021"] == {**kept, "year": ["2020"], "kind": [kind.code]}
    assert left[kind.name] == {**kept, "year": ["2020", "2021"]}
    assert parse_qs(urlsplit(page["clear_url"]).query) == kept


def test_tabs_count_what_each_of_them_shows(client, archive):
    page = client.get("/search/", {"q": "снег"}).context
    shown = {tab["code"]: tab["count"] for tab in page["tabs"]}
    assert shown == {"": 15, "material": 12, "programme": 1, "news": 1, "page": 1}
    for tab in page["tabs"]:
        below = client.get(tab["url"]).context
        assert below["result"].total == tab["count"]
        assert [t["code"] for t in below["tabs"] if t["current"]] == [tab["code"]]
        assert {t["code"]: t["count"] for t in below["tabs"]} == shown
    assert {hit["type"] for hit in ask(client, "снег", type="news")["hits"]} == {"news"}


def test_filters_alone_are_a_question(client, archive):
    answer = ask(client, year="2020", type="material")
    assert answer["total"] == MaterialPage.objects.filter(year=2020).count()
    assert len(answer["hits"]) == answer["total"]


def test_filters_that_do_not_exist_are_left_out(client, archive):
    everything = ask(client, "снег")["total"]
    for junk in JUNK:
        assert ask(client, "снег", **junk)["total"] == everything, junk
        assert client.get("/search/", {"q": "снег", **junk}).status_code == 200


def test_the_newest_first_when_asked(client, archive):
    newest = list(
        MaterialPage.objects.filter(annotation="О снеге.")
        .order_by("-first_published_at", "-pk")
        .values_list("title", flat=True)
    )
    assert titles(ask(client, "снег", type="material", sort="new")) == newest


def test_pages_follow_each_other_without_repeats_or_gaps(client, archive, monkeypatch):
    monkeypatch.setattr("search.queries.PAGE_SIZE", 4)
    for sort in ("", "new"):
        pages = [titles(ask(client, "снег", sort=sort, page=number)) for number in range(1, 5)]
        assert [len(page) for page in pages] == [4, 4, 4, 3]
        together = [title for page in pages for title in page]
        assert len(set(together)) == 15 == ask(client, "снег")["total"]
        assert pages == [titles(ask(client, "снег", sort=sort, page=number)) for number in range(1, 5)]
        assert titles(ask(client, "снег", sort=sort, page=99)) == pages[-1]


def test_the_pager_walks_through_all_pages_with_filters_kept(client, archive, monkeypatch):
    monkeypatch.setattr("search.queries.PAGE_SIZE", 4)
    chosen = {"q": "снег", "type": "material", "kind": MaterialKind.objects.first().code}
    page = client.get("/search/", chosen).context
    expected, seen = page["result"].total, []
    assert expected == 6
    while True:
        seen += [hit.page_id for hit in page["result"].hits]
        if not page["results"]["next_url"]:
            break
        page = client.get(page["results"]["next_url"]).context
    assert len(seen) == len(set(seen)) == expected


def test_a_page_that_is_no_number_is_a_page_all_the_same(client, archive, monkeypatch):
    monkeypatch.setattr("search.queries.PAGE_SIZE", 4)
    first = titles(ask(client, "снег"))
    for junk in ("abc", "0", "-1", "1.5", "", "²", "١", "9" * 50, "1 OR 1", "\x00"):
        assert titles(ask(client, "снег", page=junk)) == first, junk


def test_nobody_gets_deeper_than_the_last_page_that_is_offered(client, archive, monkeypatch):
    monkeypatch.setattr("search.queries.PAGE_SIZE", 1)
    monkeypatch.setattr("search.queries.DEEPEST", 3)
    third = titles(ask(client, "снег", page=3))
    assert titles(ask(client, "снег", page=4)) == third
    assert client.get("/search/", {"q": "снег", "page": 3}).context["results"]["next_url"] is None
