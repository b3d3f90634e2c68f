"""create_material: the one verb that makes a material whole."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex

from library.creating import create_material
from library.enums import ExpertState
from library.models import MaterialFile, MaterialKind, MaterialPage
from tests.making import person, programme, stored, subproject

pytestmark = pytest.mark.django_db


def create(sections, **card):
    card = {"title": "Урок о снеге", "annotation": "Что это.", "kind": MaterialKind.objects.first(), **card}
    return create_material(index=sections["library"], **card)


def test_files_links_and_authors_keep_their_order_and_titles(sections):
    user = person()
    files = [(stored("б.txt", "б"), "Сначала"), (stored("а.txt", "а"), "")]
    page = create(
        sections,
        files=files,
        links=[("Второй сайт", "https://example.org/2"), ("Первый сайт", "https://example.org/1")],
        authors=["Яковлева Я. Я. (пример)", ("Авдеев А. А. (пример)", user)],
    )
    assert [str(entry) for entry in page.files.all()] == ["Сначала", "а"]
    assert [link.title for link in page.links.all()] == ["Второй сайт", "Первый сайт"]
    assert [(a.name, a.user) for a in page.authors.all()] == [
        ("Яковлева Я. Я. (пример)", None),
        ("Авдеев А. А. (пример)", user),
    ]


def test_an_earlier_date_of_publication_is_kept(sections):
    date = datetime(2015, 3, 1, tzinfo=UTC)
    assert create(sections, published_at=date).first_published_at == date


def test_who_created_published_and_judged_is_in_the_log(sections):
    user = person()
    page = create(sections, user=user, expert_state=ExpertState.ARCHIVE)
    log = PageLogEntry.objects.filter(page=page.pk, user=user).values_list("action", flat=True)
    assert sorted(log) == ["library.material.expert_status", "wagtail.create", "wagtail.publish"]
    assert not ModelLogEntry.objects.filter(user=user).exists()


def test_the_admin_knows_where_a_file_and_a_programme_are_used(sections):
    file, net = stored(), programme(sections["programmes"])
    page = create(sections, files=[(file, "")], programme=net)
    for used in (file, net):
        assert [str(reference.object_id) for reference in ReferenceIndex.get_references_to(used)] == [str(page.pk)]


def test_a_card_that_is_not_valid_leaves_nothing_behind(sections):
    part = subproject(programme(sections["programmes"], "Одна"))
    other = programme(sections["programmes"], "Другая")
    with pytest.raises(ValidationError, match="к другой программе"):
        create(sections, programme=other, subproject=part, files=[(stored(), "")])
    assert not MaterialPage.objects.exists()
    assert not MaterialFile.objects.exists()
    assert create(sections).path.startswith(sections["library"].path)


def test_the_callers_old_copy_of_the_library_does_no_harm(sections):
    assert [create(sections).slug for _number in range(3)] == ["urok-o-snege", "urok-o-snege-2", "urok-o-snege-3"]
