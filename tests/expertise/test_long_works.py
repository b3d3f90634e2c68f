"""A work of three hundred pages before an expert: all of it is there, and the screen opens as quickly as any."""

import pytest
from django.urls import reverse

from expertise.work_pages import MOST_LEAVES
from files.enums import TextState
from files.models import FileText
from tests.expertise.making_reviews import accepted, form_of, methodist, opened, work
from tests.making import stored

pytestmark = pytest.mark.django_db
PAGES = 300


def long_file():
    """A file whose text the worker has read: three hundred numbered pages."""
    file = stored("Книга.txt", "Книга")
    pages = [f"Слова страницы-{number}-й. " + "Снег скрипит. " * 100 + "\n" for number in range(1, PAGES + 1)]
    starts = [sum(map(len, pages[:number])) for number in range(PAGES)]
    FileText.objects.update_or_create(
        file=file,
        defaults={
            "state": TextState.DONE,
            "text": "".join(pages),
            "places": [[start, "page", "", number] for number, start in enumerate(starts, start=1)],
        },
    )
    return file


@pytest.fixture
def case(sections, client):
    keeper = methodist()
    assignment = accepted(opened(work(sections), keeper, files=[(long_file(), "Книга")]), keeper)
    client.force_login(assignment.expert)
    return assignment


def test_the_sheet_holds_the_first_pages_and_stays_light(client, case):
    page = client.get(reverse("expertise:review", args=[case.pk])).text
    assert "страницы-1-й" in page
    assert f"страницы-{MOST_LEAVES + 1}-й" not in page
    assert f"из {PAGES}" in page
    assert len(page.encode()) < 250_000


def test_every_page_is_reached_by_reading_on(client, case):
    seen, first, turns = set(), 1, 0
    while first:
        response = client.get(reverse("expertise:review_pages", args=[case.pk]), {"file": 1, "from": first})
        seen |= {leaf.number for leaf in response.context["file"].leaves}
        first, turns = response.context["file"].next_leaf, turns + 1
    assert seen == set(range(1, PAGES + 1))
    assert turns <= PAGES // 10


def test_a_remark_to_the_last_page_is_kept_and_one_beyond_any_book_is_refused(client, case):
    file = case.round.files.get()
    place = {"remark-0-file": str(file.pk), "remark-0-leaf": str(PAGES)}
    client.post(reverse("expertise:review_save", args=[case.pk]), form_of(case, **place))
    assert case.remarks.get().leaf == PAGES
    wrong = form_of(case, **{**place, "remark-0-leaf": "99999999"}, draft_number="1")
    assert client.post(reverse("expertise:review_save", args=[case.pk]), wrong).status_code == 422
