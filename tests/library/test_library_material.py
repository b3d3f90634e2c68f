"""A material: its page, its files in words, its expert status, what its card refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import PageLogEntry

from files.actions import read_file
from files.models import FileText
from home.models import Audience, Level, Subject
from library.actions import set_expert_status
from library.enums import BADGES, ExpertState
from library.models import ExpertStatus, Licence, MaterialCollectionIndexPage, MaterialFile, MaterialPage
from tests.files.building import pdf
from tests.making import PNG, material, person, programme, put, queries_of, stored, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


def card(library, number, **fields):
    """A material with `number` of everything a card can have several of."""
    return material(
        library,
        f"Работа {number}",
        subjects=Subject.objects.all()[:number],
        levels=Level.objects.all()[:number],
        audiences=Audience.objects.all()[:number],
        authors=[f"Автор {n} (пример)" for n in range(number)],
        files=[(stored(f"{n}.txt", f"Файл {number} {n}"), "") for n in range(number)],
        links=[(f"Ссылка {n}", f"https://example.org/{n}") for n in range(number)],
        licence=Licence.objects.first(),
        **fields,
    )


def test_the_page_of_a_material_costs_the_same_for_a_small_and_a_large_card(client, sections, library):
    about = programme(sections["programmes"])
    part = subproject(about)
    small, large = (card(library, n, programme=about, subproject=part) for n in (1, 6))
    few = queries_of(lambda: client.get(small.url))
    assert queries_of(lambda: client.get(large.url)) == few
    assert few <= 15


def test_the_page_shows_the_card_and_its_files_in_their_order(client, library):
    page = card(library, 3)
    html = client.get(page.url).content.decode()
    for words in ("Работа 3", "Автор 2", "Ссылка 1", "Что это и кому поможет."):
        assert words.replace(" ", "\u00a0") in html.replace(" ", "\u00a0")
    places = [html.index(entry.file.url) for entry in page.files.all()]
    assert places == sorted(places)


def test_files_are_shown_in_order_with_what_became_of_their_reading(library, tmp_path):
    good = stored("Ход_урока.pdf", pdf(tmp_path / "a.pdf", ["Снег", "Лёд"]).read_bytes())
    locked = stored("Закрытый.pdf", pdf(tmp_path / "b.pdf", ["Снег"], locked=True).read_bytes())
    waiting = stored("Ждёт.txt")
    for file in (good, locked):
        read_file(file=file)
    page = material(library, files=[(locked, "Ответы"), (good, ""), (waiting, "")])
    shown = page.files_shown()
    assert [file["title"] for file in shown] == ["Ответы", "Ход урока", "Ждёт"]
    assert [file["state"] for file in shown] == ["encrypted", "done", "waiting"]
    assert [bool(file["reason"]) for file in shown] == [True, False, False]
    assert [bool(file["open_url"]) for file in shown] == [True, True, False]
    assert shown[1]["pages_label"] == "2\u00a0страницы"
    assert (shown[1]["url"], shown[1]["size"], shown[1]["kind_label"]) == (good.url, good.size, "PDF")


def test_a_row_without_a_file_and_a_file_without_a_text_break_nothing(client, library):
    picture = stored("Рисунок.png", PNG)
    page = material(library, files=[(picture, ""), (stored(), "")])
    MaterialFile.objects.filter(page=page, file=picture).update(sort_order=5)
    MaterialFile.objects.create(page=page, file=None, title="Пропал", sort_order=1)
    shown = MaterialPage.objects.get(pk=page.pk).files_shown()
    assert [file["title"] for file in shown] == ["Урок о снеге", "Рисунок"]
    assert shown[1]["state"] == ""
    assert client.get(page.url).status_code == 200


def test_a_reason_in_a_file_row_is_escaped(client, library):
    file = stored()
    FileText.objects.filter(file=file).update(state="broken", reason="<script>alert(1)</script>")
    page = material(library, files=[(file, "")])
    assert "<script>alert(1)" not in client.get(page.url).content.decode()


def test_a_subproject_of_another_programme_is_refused(sections, library):
    own, other = (programme(sections["programmes"], title) for title in ("Своя", "Чужая"))
    part = subproject(other)
    with pytest.raises(ValidationError) as refused:
        material(library, programme=own, subproject=part)
    assert list(refused.value.message_dict) == ["subproject"]
    assert not MaterialPage.objects.exists()
    assert material(library, programme=other, subproject=part).subproject == part
    assert material(library, "Без программы", subproject=part).pk


@pytest.mark.parametrize("state", [state for state in ExpertState if state != ExpertState.NONE])
def test_the_expert_status_is_recorded_shown_and_written_down(client, library, state):
    page, user = material(library), person()
    set_expert_status(material=page, state=state, by=user)
    page = MaterialPage.objects.get(pk=page.pk)
    assert page.expert_status.state == state
    assert page.expert.label == state.label
    assert str(state.label) in client.get(page.url).content.decode().lower()
    entry = PageLogEntry.objects.get(action="library.material.expert_status")
    assert (entry.user, entry.data) == (user, {"state": str(state)})


def test_taking_the_status_away_leaves_no_record(library):
    page = material(library, expert_state=ExpertState.ARCHIVE)
    set_expert_status(material=page, state=ExpertState.NONE)
    page = MaterialPage.objects.get(pk=page.pk)
    assert not ExpertStatus.objects.exists()
    assert page.expert.label == ExpertState.NONE.label


def test_a_material_has_one_status_and_the_last_one_counts(library):
    page = material(library)
    for state in (ExpertState.IN_REVIEW, ExpertState.RECOMMENDED):
        set_expert_status(material=page, state=state)
    assert ExpertStatus.objects.get().state == ExpertState.RECOMMENDED
    with pytest.raises(IntegrityError), transaction.atomic():
        ExpertStatus.objects.bulk_create([ExpertStatus(material=page, state="archive", changed_at=timezone.now())])


def test_publishing_an_older_draft_leaves_the_expert_status_as_it_has_become(library):
    page = material(library)
    draft = page.save_revision()
    set_expert_status(material=page, state=ExpertState.RECOMMENDED)
    draft.publish()
    assert MaterialPage.objects.get(pk=page.pk).expert_status.state == ExpertState.RECOMMENDED


def test_every_expert_status_has_a_badge_of_its_own_words():
    assert set(BADGES) == set(ExpertState)
    assert len({str(explanation) for _tone, _icon, explanation in BADGES.values()}) == len(ExpertState)


@pytest.mark.parametrize("year", [1066, 3000])
def test_a_material_of_an_impossible_year_is_refused(library, year):
    with pytest.raises(ValidationError):
        material(library, year=year)


def test_an_imported_work_may_lack_annotation_and_kind_but_the_editors_form_asks_for_both(library):
    page = material(library, annotation="", kind=None)
    form_class = MaterialPage.get_edit_handler().get_form_class()
    form = form_class(instance=page, parent_page=library)
    assert page.live
    assert [form.fields[name].required for name in ("annotation", "kind")] == [True, True]


def test_a_retired_word_is_offered_only_where_it_stands_already(library):
    word = Subject.objects.first()
    page = material(library, subjects=[word])
    Subject.objects.filter(pk=word.pk).update(is_active=False)
    form_class = MaterialPage.get_edit_handler().get_form_class()
    other = material(library, "Другая работа")
    assert word in form_class(instance=page, parent_page=library).fields["subjects"].queryset
    assert word not in form_class(instance=other, parent_page=library).fields["subjects"].queryset


def test_a_word_that_was_deleted_leaves_the_material_standing(client, library):
    page = material(library, subjects=Subject.objects.all()[:2], licence=Licence.objects.first())
    Licence.objects.all().delete()
    page.kind.delete()
    Subject.objects.all().delete()
    page = MaterialPage.objects.get(pk=page.pk)
    assert (page.kind_name, page.subjects_text, page.licence) == ("", "", None)
    assert client.get(page.url).status_code == 200


def test_a_material_stands_only_in_the_library(sections):
    assert sections["library"].allowed_subpage_models() == [MaterialPage, MaterialCollectionIndexPage]
    assert [model.__name__ for model in MaterialPage.allowed_parent_page_models()] == ["MaterialIndexPage"]
    with pytest.raises(ValidationError):
        put(sections["library"], MaterialPage(title=""))
