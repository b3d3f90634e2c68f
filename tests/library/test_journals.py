"""Journals: issues in an archive by years, works in sections at their fixed addresses, a feed, permanent access (F1-04)."""

from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import Role
from home.changes import ChangeLog
from library.models import JournalIssuePage, JournalPage, MaterialPage
from library.numbers import validate_issn
from search.documents import load_documents, searched_page_ids
from search.queries import search
from tests.library.editions import collection, issue, journal, names
from tests.making import close, material, person, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def paper(sections):
    return journal(
        sections["journals"], scope="Игра и пространство.", issn="2658-6541", council="А. Б. (пример)\nВ. Г. (пример)"
    )


def html_of(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")


def test_an_issue_names_itself_after_the_journal_the_number_and_the_year(paper):
    page = issue(paper, 3, 2021)
    assert (page.title, page.slug, page.url) == ("«Дошкольник», № 3, 2021", "2021-3", "/journals/doshkolnik/2021-3/")


def test_the_works_of_an_issue_stand_in_their_sections_at_their_own_addresses(client, library, paper):
    works = [material(library, f"Статья {n}") for n in range(3)]
    page = issue(paper, works=[("Урок", works[0]), works[1], ("Опыт", works[2])])
    assert [(entry.section, entry.title) for entry in page.entries()] == [
        ("Урок", "Статья 0"),
        ("Урок", "Статья 1"),
        ("Опыт", "Статья 2"),
    ]
    html = html_of(client, page)
    assert html.count("Урок") == 1
    assert html.index("Урок") < html.index(works[1].url) < html.index("Опыт") < html.index(works[2].url)


def test_a_section_goes_on_below_a_work_that_visitors_may_not_see(client, library, paper):
    hidden, seen = material(library, "Черновик статьи", publish=False), material(library, "Видна")
    page = issue(paper, works=[("Урок", hidden), seen])
    assert [(entry.section, entry.title) for entry in page.entries()] == [("Урок", "Видна")]
    html = html_of(client, page)
    assert "Черновик статьи" not in html
    assert "1 статья" in html


def test_a_journal_keeps_its_archive_by_years_the_newest_first(client, paper):
    pages = [issue(paper, number, year) for year, number in ((2019, 1), (2021, 1), (2021, 2))]
    issue(paper, 9, 2022, publish=False)
    html = html_of(client, paper)
    places = [html.index(f'href="{page.url}"') for page in reversed(pages)]
    assert places == sorted(places)
    assert "2022-9" not in html
    for words in ("ISSN 2658-6541", "Игра и пространство.", "В. Г. (пример)"):
        assert words in html


def test_the_section_shows_every_journal_with_its_newest_issue(client, sections, paper):
    issue(paper, 1, 2019)
    last = issue(paper, 2, 2019)
    empty = journal(sections["journals"], "Воспитательная работа")
    html = html_of(client, sections["journals"])
    assert last.url in html
    assert empty.url in html
    assert "2 выпуска" in html


def test_the_archive_and_the_section_cost_the_same_for_few_and_many_issues(client, sections, paper):
    other = journal(sections["journals"], "Другой")
    issue(paper)
    few = queries_of(lambda: client.get(paper.url)), queries_of(lambda: client.get(sections["journals"].url))
    for number in range(2, 6):
        issue(paper, number)
        issue(other, number)
    assert (queries_of(lambda: client.get(paper.url)), queries_of(lambda: client.get(sections["journals"].url))) == few


def test_an_issue_costs_the_same_for_few_and_many_works(client, library, paper):
    works = [material(library, f"Статья {n}", authors=["А (пример)"]) for n in range(6)]
    small, large = issue(paper, 1, works=works[:2]), issue(paper, 2, works=works)
    few = queries_of(lambda: client.get(small.url))
    assert queries_of(lambda: client.get(large.url)) == few
    assert few <= 15


def test_one_number_a_year_is_one_issue(sections, paper):
    page = issue(paper, 1, 2019)
    with pytest.raises(ValidationError):
        issue(paper, 1, 2019)
    page.save_revision().publish()
    issue(journal(sections["journals"], "Другой"), 1, 2019)


def form_data(**fields):
    """What the admin's form of an issue sends."""
    rows = {f"{name}-{key}": "0" for name in ("items", "comments") for key in ("TOTAL_FORMS", "INITIAL_FORMS")}
    return {
        "number": 1,
        "year": 2020,
        "date": "2020-02-03",
        "cover": "",
        "body-count": "0",
        "slug": "",
        "seo_title": "",
        "search_description": "",
        "action-publish": "1",
        **rows,
        **fields,
    }


def test_an_editor_makes_an_issue_without_writing_its_title(client, paper):
    client.force_login(person(Role.EDITOR))
    address = f"/admin/pages/add/library/journalissuepage/{paper.pk}/"
    assert client.get(address).status_code == 200
    client.post(address, form_data())
    page = JournalIssuePage.objects.get()
    assert (page.title, page.live) == ("«Дошкольник», № 1, 2020", True)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200


def test_the_form_refuses_a_second_issue_of_one_number_in_words(client, paper):
    issue(paper, 1, 2020)
    client.force_login(person(Role.EDITOR))
    response = client.post(f"/admin/pages/add/library/journalissuepage/{paper.pk}/", form_data())
    assert response.status_code == 200
    assert "Такой номер за этот год у журнала уже есть." in response.content.decode()
    assert JournalIssuePage.objects.count() == 1


def test_a_material_says_where_it_was_published_drafts_apart(client, library, paper):
    work = material(library)
    page = issue(paper, 1, 2019, works=[work])
    issue(paper, 7, 2030, works=[work], publish=False)
    html = html_of(client, work)
    assert page.url in html
    assert "«Дошкольник», № 1, 2019" in html
    assert "2030" not in html


def test_works_of_a_journal_are_found_by_their_issues(sections, library, paper):
    other = journal(sections["journals"], "Другой")
    mine, theirs, hidden = (material(library, title) for title in ("Моя", "Чужая", "В черновике"))
    issue(paper, 1, works=[mine])
    issue(paper, 2, works=[hidden], publish=False)
    issue(other, 1, works=[theirs])
    assert list(MaterialPage.objects.in_journal(paper)) == [mine]


def test_a_changed_issue_says_that_the_works_that_came_and_went_have_changed(library, paper):
    came, went = material(library, "Пришла"), material(library, "Ушла")
    page = issue(paper, works=[went])
    log = ChangeLog()
    start = log.generation()
    page.items = [type(page.items.first())(material=came)]
    page.save_revision().publish()
    log.generation()
    assert {came.pk, went.pk, page.pk} <= log.since(start)
    start = log.generation()
    JournalIssuePage.objects.get(pk=page.pk).delete()
    log.generation()
    assert came.pk in log.since(start)


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_a_journal_has_a_feed_of_its_public_issues(client, library, paper, kind):
    issue(paper, 1, works=[material(library, "Статья о снеге"), material(library, "Тайная", publish=False)])
    issue(paper, 2, publish=False)
    response = client.get(f"/feeds/journals/{paper.pk}.{kind}")
    assert response.status_code == 200
    ElementTree.fromstring(response.content)
    text = response.content.decode()
    assert text.count("/journals/doshkolnik/2019-") >= 1
    assert "Статья о снеге" in text
    assert "Тайная" not in text
    assert "2019-2" not in text


def test_a_closed_journal_has_no_feed(client, paper):
    close(paper)
    assert client.get(f"/feeds/journals/{paper.pk}.rss").status_code == 404
    assert client.get("/feeds/journals/999999.rss").status_code == 404


def test_journals_issues_and_collections_are_found_each_under_its_tab(sections, library, paper):
    from django.http import QueryDict

    from search import indexing

    number = issue(paper, 1, 2019, works=[material(library, "Тайная статья о дошкольнике", publish=False)])
    shelf = collection(sections["collections"], "Дошкольнику и школе")
    indexing.catch_up()
    result = search(QueryDict("q=дошкольник"), "/search/")
    assert {(hit.type, hit.url) for hit in result.hits} == {
        ("journal", paper.url),
        ("issue", number.url),
        ("collection", shelf.url),
    }
    assert {tab["label"] for tab in result.tabs} == {"Всё", "Сборники", "Журналы", "Выпуски журналов"}
    assert all(hit.type_label for hit in result.hits)
    assert {paper.pk, number.pk, shelf.pk} <= searched_page_ids()


def test_the_words_of_editions_name_no_work_so_a_withdrawn_one_is_not_found_by_them(sections, library, paper):
    work = material(library, "Канарейка")
    pages = [
        issue(paper, works=[work]),
        collection(sections["collections"], works=[(work, "Канарейка поёт", "Канарейка")]),
    ]
    documents = list(load_documents([page.pk for page in pages]))
    assert len(documents) == 2
    assert "Канарейка" not in repr(documents)


def test_a_closed_journal_is_found_by_nobody(paper):
    number = issue(paper)
    close(paper)
    assert not list(load_documents([paper.pk, number.pk]))


@pytest.mark.parametrize("number", ["2658-6541", "0378-5955", "2434-561X", "2434-561x"])
def test_a_right_issn_is_taken(number):
    validate_issn(number)


@pytest.mark.parametrize("number", ["2658-6542", "26586541", "2658-654", "X658-6541", "", "2658-654Х"])
def test_a_wrong_issn_is_refused(number):
    with pytest.raises(ValidationError):
        validate_issn(number)


def test_journals_have_no_other_pages_below_them(sections):
    assert sections["journals"].allowed_subpage_models() == [JournalPage]
    assert names(issue(journal(sections["journals"]))) == []
