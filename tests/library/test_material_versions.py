"""Versions: what each publication changed for visitors, and nothing of drafts."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.actions import publish_due
from home.models import Subject
from library.creating import create_material
from library.models import MaterialFile, MaterialPage, MaterialVersion
from library.versioning import versions_of
from tests.making import material, queries_of, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


def told(page):
    """The texts of all versions, the newest first."""
    return [version["text"] for version in versions_of(MaterialPage.objects.get(pk=page.pk))]


def publish(page, **changes):
    """Change fields of the page and publish it; return it as it is stored."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return MaterialPage.objects.get(pk=page.pk)


def with_file(page, file, title):
    page.files.add(MaterialFile(file=file, title=title, sort_order=9))
    return publish(page)


def publish_and_fail(revision):
    with transaction.atomic():
        revision.publish()
        raise RuntimeError


def test_a_work_published_once_has_no_list_of_versions(client, library):
    page = material(library)
    assert told(page) == []
    assert "Версия 1" not in client.get(page.url).content.decode()


def test_with_the_second_publication_the_first_one_is_told_with_its_moment(library):
    page = material(library)
    published = page.last_published_at
    page = publish(page, year=2020)
    assert told(page) == ["изменён год", "первая публикация"]
    assert list(MaterialVersion.objects.values_list("number", "published_at")) == [
        (2, page.last_published_at),
        (1, published),
    ]


def test_what_changed_while_a_work_was_withdrawn_is_told_when_it_comes_back(library):
    page = material(library)
    page.unpublish()
    page = MaterialPage.objects.get(pk=page.pk)
    page = publish(page, annotation="После замечаний.")
    assert told(page) == ["изменена аннотация", "первая публикация"]


def test_a_stale_object_of_the_page_hides_no_version(library):
    page = material(library, publish=False)
    for annotation in ("Первая.", "Вторая."):
        page.annotation = annotation
        page.save_revision().publish()
    assert told(page)[0] == "изменена аннотация"


def test_a_work_that_the_admin_creates_and_publishes_at_once_has_no_earlier_version(library):
    page = library.add_child(instance=MaterialPage(title="Сразу на сайт", live=True))
    assert not MaterialVersion.objects.exists()
    publish(page)
    assert told(page) == []


def test_a_draft_has_no_version(library):
    page = material(library, publish=False)
    page.title = "Черновик второй"
    page.save_revision()
    assert not MaterialVersion.objects.exists()


def test_a_new_file_and_a_new_annotation_are_told(client, library):
    page = material(library, files=[(stored(), "План")])
    page.annotation = "Совсем другая."
    page = with_file(page, stored("Лист.txt", "лист"), "Лист ученика")
    assert told(page)[0] == "добавлен файл «Лист ученика», изменена аннотация"
    html = client.get(page.url).content.decode()
    assert "Версия 2 от" in html
    assert "Добавлен" in html


def test_a_replaced_a_renamed_and_a_removed_file_are_told_apart(library):
    page = material(library, files=[(stored("а.txt", "а"), "План"), (stored("б.txt", "б"), "Лист")])
    plan, sheet = page.files.all()
    plan.file = stored("в.txt", "новый план")
    page.files.add(plan)
    page = publish(page)
    assert told(page)[0] == "заменён файл «План»"
    sheet = page.files.get(title="Лист")
    sheet.title = "Лист ученика"
    page.files.add(sheet)
    page = publish(page)
    assert told(page)[0] == "переименован файл «Лист ученика»"
    page.files.remove(page.files.get(title="План"))
    page = publish(page)
    assert told(page)[0] == "убран файл"


def test_the_name_of_a_file_that_is_gone_is_told_no_more(library):
    page = with_file(material(library), stored("Список 6А.txt", "имена"), "Список детей")
    assert "Список детей" in told(page)[0]
    page.files.set([])
    page = publish(page)
    assert not [text for text in told(page) if "Список детей" in text]


def test_publishing_the_same_again_is_no_version(library):
    page = material(library, files=[(stored(), "План")])
    publish(publish(page))
    assert told(page) == ["первая публикация"]


def test_what_was_only_ever_in_a_draft_is_never_told(library):
    page = material(library, annotation="Прежняя.")
    page.annotation = "Тайная правка."
    page.files.add(MaterialFile(file=stored("Тайна.txt", "тайна"), title="Тайный файл"))
    page.save_revision()
    page = publish(MaterialPage.objects.get(pk=page.pk), year=2020)
    assert told(page)[0] == "изменён год"
    assert "Тайн" not in str(MaterialVersion.objects.values_list("state", flat=True))


def test_a_scheduled_publication_has_its_version_when_its_moment_comes(library):
    page = material(library)
    moment = timezone.now() + timedelta(hours=1)
    page.annotation, page.go_live_at = "Завтрашняя.", moment
    page.save_revision().publish()
    # What is only planned is no publication: the work has been published once.
    assert told(page) == []
    revision = page.revisions.order_by("-pk").first()
    revision.content["go_live_at"] = None
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.save()
    assert publish_due() == (1, 0)
    assert told(page)[0] == "изменена аннотация"


def test_a_publication_that_fails_leaves_no_version(library):
    page = material(library)
    page.annotation = "Новая."
    revision = page.save_revision()
    with pytest.raises(RuntimeError):
        publish_and_fail(revision)
    assert not MaterialVersion.objects.exists()


def test_a_renamed_word_of_a_list_is_no_change_of_the_work(library):
    subject = Subject.objects.first()
    page = material(library, subjects=[subject])
    subject.name = "Другое имя"
    subject.save()
    publish(page)
    assert told(page) == ["первая публикация"]


def test_the_list_of_versions_is_one_query_however_long(library):
    page = material(library)
    for number in range(4):
        page = publish(page, annotation=f"Правка {number}")
    page = MaterialPage.objects.for_serving().get(pk=page.pk)
    assert queries_of(lambda: versions_of(page)) == 1


def test_an_import_pays_nothing_for_versions(library):
    create_material(index=library, title="Из архива")
    with CaptureQueriesContext(connection) as queries:
        create_material(index=library, title="Из архива второй")
    about = [query["sql"] for query in queries if "materialversion" in query["sql"]]
    assert about == []
    assert not MaterialVersion.objects.exists()
