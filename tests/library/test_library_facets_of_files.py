"""Facets of files, of expert review and of what is new: as many as the database has, at every moment."""

import itertools
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from home.models import Subject
from library.actions import set_expert_status
from library.enums import ExpertState
from library.facets import FacetIndex, Row, current_facets
from library.facets.index import DAY, NEW, NEW_DAYS
from library.models import MaterialFile, MaterialPage
from tests.making import close, material, stored

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LABELS = {"txt": "Текст", "pdf": "PDF"}


@pytest.fixture
def shelf(sections):
    """Materials old and new, with files of two formats, of one, of none, judged and not; some not to be seen."""
    library, now = sections["library"], timezone.now()
    subjects = list(Subject.objects.all()[:2])
    text, book = stored(), stored("Книга.pdf", PDF)
    sets = [[], [text], [book], [text, book, stored("Ещё.txt", "Другой текст.")]]
    states = [ExpertState.NONE, ExpertState.RECOMMENDED, ExpertState.ARCHIVE]
    for n, (files, state) in enumerate(itertools.product(sets, states)):
        material(
            library,
            f"Работа {n}",
            subjects=subjects[: n % 3],
            files=[(file, "") for file in files],
            expert_state=state,
            published_at=now - timedelta(days=NEW_DAYS - 3 + n % 5),
        )
    material(library, "Черновик", files=[(book, "")], publish=False)
    close(material(library, "Закрыта", files=[(book, "")], expert_state=ExpertState.RECOMMENDED))
    return library


def values_of(page):
    """The values of a material, each asked of the database alone."""
    files = MaterialFile.objects.filter(page=page, file__isnull=False)
    is_new = page.first_published_at >= timezone.now() - timedelta(days=NEW_DAYS)
    return {
        "format": {LABELS[kind] for kind in files.values_list("file__kind", flat=True)},
        "file": {"yes" if files.exists() else "no"},
        "expert": {page.expert_status.state if hasattr(page, "expert_status") else "none"},
        "new": {NEW} if is_new else set(),
        "subject": {subject.code for subject in page.subjects.all()},
    }


def found_by(filters):
    pages = MaterialPage.objects.live().exclude(title="Закрыта")
    return {page.pk for page in pages if all(values_of(page)[name] & set(values) for name, values in filters.items())}


def counts_of(context, name):
    return {v["value"]: v["count"] for facet in context["facets"] if facet["name"] == name for v in facet["values"]}


def test_the_new_facets_count_what_the_database_has_under_each_others_filters(client, shelf):
    choices = {"format": [[], ["PDF"], ["PDF", "Текст"]], "expert": [[], ["recommended", "none"]], "new": [[], [NEW]]}
    names = ("format", "file", "expert", "new", "subject")
    for chosen in itertools.product(*choices.values()):
        filters = {name: values for name, values in zip(choices, chosen, strict=True) if values}
        context = client.get(shelf.url, filters).context_data
        assert {page.pk for page in context["results"]["items"]} == found_by(filters)
        for name in names:
            others = {other: values for other, values in filters.items() if other != name}
            expected = {v: len(found_by({**others, name: [v]})) for v in counts_of(context, name)}
            assert counts_of(context, name) == expected, (filters, name)


def test_every_format_and_status_is_on_offer_in_words(client, shelf):
    context = client.get(shelf.url).context_data
    labels = {facet["name"]: {value["label"] for value in facet["values"]} for facet in context["facets"]}
    assert labels["format"] == {"Текст", "PDF"}
    assert labels["file"] == {"Есть файлы", "Без файлов"}
    assert labels["expert"] == {"Не проходил экспертизу", "Рекомендован", "Архив, без экспертизы"}
    assert labels["new"] == {"За последние 30 дней"}


def test_a_conclusion_of_the_experts_moves_the_material_at_once(client, shelf):
    page = MaterialPage.objects.get(title="Работа 0")
    assert page.pk not in {
        p.pk for p in client.get(shelf.url, {"expert": "recommended"}).context_data["results"]["items"]
    }
    set_expert_status(material=page, state=ExpertState.RECOMMENDED)
    assert page.pk in {p.pk for p in client.get(shelf.url, {"expert": "recommended"}).context_data["results"]["items"]}


def test_a_filter_for_the_new_where_nothing_is_new_finds_nothing_instead_of_everything(client, sections):
    material(sections["library"], published_at=timezone.now() - timedelta(days=40))
    context = client.get(sections["library"].url, {"new": NEW}).context_data
    assert context["results"]["total"] == 0
    assert [chip["label"] for chip in context["chips"]] == ["За последние 30 дней"]


def test_a_material_stops_being_new_by_the_clock_alone():
    now = time.time()
    index = FacetIndex.of(Row(pk, now - pk * DAY, {}) for pk in range(60))
    for later in (0, 1, 29, 30, 31, 90, 1):
        moment = now + later * DAY + 1
        expected = {pk for pk in range(60) if now - pk * DAY >= moment - NEW_DAYS * DAY}
        at = index.at(moment)
        assert set(at.newest_ids(at.bits["new"][NEW], 0, 100)) == expected


def test_the_month_of_replenishment_is_no_filter_of_the_address(client, shelf):
    month = f"{timezone.localtime() - timedelta(days=NEW_DAYS - 3):%Y-%m}"
    assert month in current_facets().bits["month"]
    context = client.get(shelf.url, {"month": "1999-01"}).context_data
    assert context["results"]["total"] == 12
    assert "month" not in {facet["name"] for facet in context["facets"]}
