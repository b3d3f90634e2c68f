"""The facet of journals: works by the journals that have published them, as far as visitors may know."""

import pytest

from library.facets import current_facets
from library.models import JournalIssuePage
from tests.library.editions import issue, journal
from tests.making import close, material

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(sections):
    """Two journals; one work stands in both, one in the first, one in none."""
    works = [material(sections["library"], f"Работа {n}") for n in range(3)]
    journals = [journal(sections["journals"], title) for title in ("Дошкольник", "Урок")]
    issues = [issue(journals[0], works=works[:2]), issue(journals[0], number=2, works=works[:1])]
    return works, journals, [*issues, issue(journals[1], works=works[:1])]


def counts(client, sections):
    """{journal: number of works} as the listing offers them."""
    facets = client.get(sections["library"].url).context["facets"]
    values = next((facet["values"] for facet in facets if facet["name"] == "journal"), [])
    return {value["label"]: value["count"] for value in values}


def test_works_are_counted_once_for_each_journal(client, sections, shelf):
    assert counts(client, sections) == {"Дошкольник": 2, "Урок": 1}


def test_the_listing_shows_the_works_of_a_journal(client, sections, shelf):
    works, (_first, second), _issues = shelf
    answer = client.get(sections["library"].url, {"journal": second.pk})
    assert [card.pk for card in answer.context["results"]["items"]] == [works[0].pk]


def test_a_work_taken_out_of_an_issue_leaves_the_journal(client, sections, shelf):
    page = JournalIssuePage.objects.get(pk=shelf[2][0].pk)
    page.items = page.items.exclude(material=shelf[0][1])
    page.save_revision().publish()
    assert counts(client, sections) == {"Дошкольник": 1, "Урок": 1}


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), close], ids=["unpublished", "closed"])
def test_an_issue_that_is_hidden_counts_for_nothing(client, sections, shelf, hide):
    counts(client, sections)
    hide(JournalIssuePage.objects.get(pk=shelf[2][2].pk))
    assert counts(client, sections) == {"Дошкольник": 2}


@pytest.mark.parametrize("hide", [lambda page: page.unpublish(), close], ids=["unpublished", "closed"])
def test_a_journal_that_is_hidden_is_not_offered(client, sections, shelf, hide):
    counts(client, sections)
    hide(type(shelf[1][0]).objects.get(pk=shelf[1][0].pk))
    assert counts(client, sections) == {"Урок": 1}


def test_rows_of_works_know_no_more_than_visitors(shelf):
    works, (first, second), _issues = shelf
    rows = current_facets().rows
    assert set(rows[works[0].pk].values["journal"]) == {str(first.pk), str(second.pk)}
    assert rows[works[2].pk].values["journal"] == ()
