"""The list of the library: filters that combine, true counts, shareable addresses, pages without gaps (FX-03)."""

import itertools
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from home.models import Audience, Level, Subject
from library.listing import PAGE_SIZE
from library.models import MaterialKind, MaterialPage
from tests.making import close, material, programme, queries_of, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def look(client, library):
    """A function that gives the context of the list for an address or for filters."""

    def ask(address=None, **params):
        response = client.get(address or library.url, params)
        assert response.status_code == 200
        return response.context_data

    return ask


@pytest.fixture
def shelf(sections):
    """Materials in every combination of a few words, some not to be seen."""
    library = sections["library"]
    subjects, levels = list(Subject.objects.all()[:3]), list(Level.objects.all()[:2])
    kinds, audience = list(MaterialKind.objects.all()[:2]), Audience.objects.first()
    about = programme(sections["programmes"])
    part = subproject(about)
    sets = [[subjects[0]], [subjects[1], subjects[2]], []]
    for n, (some, level, kind) in enumerate(itertools.product(sets, levels, kinds)):
        material(
            library,
            f"Работа {n}",
            subjects=some,
            levels=[level] if n % 3 else levels,
            kind=kind,
            audiences=[audience] if n % 2 else [],
            year=2019 + n % 2,
            organisation="Школа № 1 (пример), «Юг» & Ко" if n % 4 else "",
            programme=about if n % 2 else None,
            subproject=part if n % 4 == 1 else None,
        )
    hidden = {"subjects": subjects, "levels": levels, "kind": kinds[0], "year": 2019}
    material(library, "Черновик", publish=False, **hidden)
    close(material(library, "Закрыта", **hidden))


def values_of(page):
    """The facet values of a material, read from the database."""
    return {
        "kind": {page.kind.code},
        "subject": {subject.code for subject in page.subjects.all()},
        "level": {level.code for level in page.levels.all()},
        "audience": {audience.code for audience in page.audiences.all()},
        "programme": {str(page.programme_id)} - {"None"},
        "subproject": {str(page.subproject_id)} - {"None"},
        "organisation": {page.organisation} - {""},
        "year": {str(page.year)} - {"None"},
    }


def found_by(filters):
    """The ids of public materials that have any of the values of every filter."""
    pages = MaterialPage.objects.live().exclude(title="Закрыта")
    return {page.pk for page in pages if all(values_of(page)[name] & set(values) for name, values in filters.items())}


def counts_of(shown, name):
    return {v["value"]: v["count"] for facet in shown["facets"] if facet["name"] == name for v in facet["values"]}


def test_counts_are_true_under_every_combination_of_three_filters(look, shelf):
    subjects = [s.code for s in Subject.objects.all()[:2]]
    levels = [level.code for level in Level.objects.all()[:2]]
    choices = [[[], subjects[:1], subjects], [[], levels[:1], levels], [[], ["2019"]]]
    for chosen in itertools.product(*choices):
        filters = {n: v for n, v in zip(("subject", "level", "year"), chosen, strict=True) if v}
        shown = look(**filters)
        assert shown["results"]["total"] == len(found_by(filters))
        assert {page.pk for page in shown["results"]["items"]} == found_by(filters)
        for name in ("kind", "subject", "level", "audience", "programme", "subproject", "organisation", "year"):
            others = {other: values for other, values in filters.items() if other != name}
            for value, count in counts_of(shown, name).items():
                assert count == len(found_by({**others, name: [value]})), (filters, name, value)


def test_every_value_of_the_list_leads_to_as_many_materials_as_it_says(look, shelf):
    for facet in look()["facets"]:
        for value in facet["values"]:
            there = look(value["url"])
            assert there["results"]["total"] == value["count"]
            assert [chip["label"] for chip in there["chips"]] == [value["label"]]


def test_a_chosen_value_leaves_the_others_of_its_filter_on_offer(look, shelf):
    codes = [subject.code for subject in Subject.objects.all()[:3]]
    assert set(counts_of(look(subject=codes[:1]), "subject")) == set(codes)
    assert set(counts_of(look(year="2019"), "year")) == {"2019", "2020"}


def test_an_address_carries_all_filters_and_the_order_and_gives_them_back(look, shelf):
    codes = [s.code for s in Subject.objects.all()[:2]]
    shown = look(subject=codes, year="2019", sort="title", organisation="Школа № 1 (пример), «Юг» & Ко")
    assert len(shown["chips"]) == 4
    for chip in shown["chips"]:
        there = look(chip["url"])
        assert len(there["chips"]) == 3
        assert chip["label"] not in [other["label"] for other in there["chips"]]
        assert [order["value"] for order in there["sort"] if order["selected"]] == ["title"]
    query = parse_qs(urlsplit(shown["facets"][0]["values"][0]["url"]).query)
    assert set(query["subject"]) == set(codes)
    assert (query["year"], query["sort"]) == (["2019"], ["title"])
    assert look(shown["clear_url"])["chips"] == []


def test_a_chosen_value_stays_in_the_list_even_when_nothing_is_left(look, shelf):
    empty = next(s for s in Subject.objects.all()[:1])
    shown = look(
        subject=empty.code, kind=MaterialKind.objects.first().code, year="2020", level=Level.objects.first().code
    )
    assert all(chip["url"] for chip in shown["chips"])
    assert empty.code in counts_of(shown, "subject")


def fill(library, number):
    for n in range(number):
        material(library, f"Работа {n:02}", subjects=Subject.objects.all()[:2], organisation=f"Школа {n} (пример)")


@pytest.mark.parametrize("sort", ["", "title"])
def test_pages_follow_each_other_without_repeats_or_gaps(look, library, sort):
    fill(library, 2 * PAGE_SIZE + 5)
    moment = timezone.now() - timedelta(days=1)
    MaterialPage.objects.update(first_published_at=moment)
    from library.facets.current import forget

    forget()
    address, seen = f"{library.url}?sort={sort}", []
    while address:
        results = look(address)["results"]
        seen += [page.title for page in results["items"]]
        address = results["next_url"]
    assert len(seen) == len(set(seen)) == 2 * PAGE_SIZE + 5
    if sort:
        assert seen == sorted(seen)
    back = look(sort=sort, page=2)["results"]["previous_url"]
    assert [page.title for page in look(back)["results"]["items"]] == seen[:PAGE_SIZE]


def test_the_newest_stand_first(look, library):
    first, second = material(library, "Старая"), material(library, "Новая")
    assert [page.pk for page in look()["results"]["items"]] == [second.pk, first.pk]


@pytest.mark.parametrize(
    "params",
    [
        {"subject": "нет-такого"},
        {"subject": ["", "' OR 1=1 --", "\x00"]},
        {"kind": "<script>alert(1)</script>"},
        {"year": "-1"},
        {"year": "9" * 400},
        {"programme": "999999"},
        {"organisation": "x" * 5000},
        {"type": "news"},
        {"sort": "drop table"},
        {"page": "abc"},
        {"page": "-1"},
        {"page": "0"},
        {"page": "9" * 400},
        {"page": "٣"},
        {"page": ["2", "3"]},
        {"": ""},
        {"subject": [f"код-{n}" for n in range(500)]},
    ],
)
def test_junk_in_the_address_is_left_out(client, library, params):
    material(library, "Есть")
    response = client.get(library.url, params)
    assert response.status_code == 200
    assert [page.title for page in response.context_data["results"]["items"]] == ["Есть"]
    assert response.context_data["chips"] == []
    assert "<script>alert(1)" not in response.content.decode()


def test_a_page_beyond_the_end_is_the_last(look, library):
    fill(library, PAGE_SIZE + 1)
    results = look(page="99")["results"]
    assert (results["number"], len(results["items"]), results["next_url"]) == (2, 1, None)


def test_hostile_words_of_a_card_are_escaped(client, library):
    evil = "<script>alert(1)</script>"
    material(library, f"Работа {evil}", organisation=f"Школа {evil}", annotation=evil)
    html = client.get(library.url).content.decode()
    assert evil not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_material_whose_time_is_over_leaves_list_and_counts_before_the_clock_has_run(look, library):
    from library.facets.current import forget

    page = material(library, year=2001)
    MaterialPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    forget()
    shown = look()
    assert (shown["results"]["total"], shown["results"]["items"]) == (0, [])
    assert counts_of(shown, "year") == {}


def test_an_empty_library_says_so_and_has_no_filters(look, library):
    shown = look()
    assert (shown["results"]["total"], shown["facets"], shown["chips"]) == (0, [], [])


def test_the_list_costs_the_same_for_few_materials_and_for_a_full_page(client, library):
    fill(library, 3)
    few = queries_of(lambda: client.get(library.url))
    fill(library, PAGE_SIZE)
    assert queries_of(lambda: client.get(library.url)) == few
    assert few <= 12


def test_a_filtered_list_costs_no_more_than_the_whole(client, library):
    fill(library, PAGE_SIZE)
    whole = queries_of(lambda: client.get(library.url))
    address = f"{library.url}?subject={Subject.objects.first().code}&kind=scenario&page=1"
    assert queries_of(lambda: client.get(address)) <= whole
