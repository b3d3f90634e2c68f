"""What the site guesses from a file, and which works it calls alike."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from files.actions import read_file
from home.models import Term
from library.models import MaterialFile
from library.prefilling import guess, norms_in, terms_in
from library.preflight import findings_of
from programmes.models import Regulation
from tests.library.submissions import draft, kept, read_all
from tests.making import close, material, person, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera(db):
    return person(first_name="Вера", last_name="Нова")


@pytest.fixture
def library(sections):
    return sections["library"]


def resembled(work):
    return {link for finding in findings_of(work) if finding.code == "double" for link in finding.links}


def test_title_subject_level_kind_and_year_are_guessed_from_the_file(sections):
    text = "Конспект урока\nТайна дробей\nПредмет: математика, 5 класс\nпо ФГОС ООО и приказу Минпросвещения № 287"
    file = stored("2024 Конспект урока математики 5 класс.txt", text)
    guessed = guess(file, read_file(file=file))
    assert guessed["kind"] == "scenario"
    assert guessed["subjects"] == ["matematika"]
    assert guessed["levels"] == ["osnovnoe-obshchee"]
    assert guessed["year"] == 2024
    assert guessed["norms"] == "ФГОС ООО, приказ № 287"
    assert "дробей" in guessed["title"]


def test_an_authors_file_is_read_before_an_archive(django_capture_on_commit_callbacks, vera, sections):
    with django_capture_on_commit_callbacks(execute=True):
        stored("Архив.txt", "Архив")
        draft(vera)
    first = DBTaskResult.objects.ready().filter(task_path="files.tasks.read_file_task").first()
    assert first.args_kwargs["args"] == [vera.submissions.get().files.get().file_id]


def test_a_heading_of_one_word_is_no_title_where_the_files_name_says_more(sections):
    file = stored("Asking the Way. Конспект урока.txt", "Результат\nДети спрашивают дорогу.")
    assert guess(file, read_file(file=file))["title"] == "Asking the Way. Конспект урока"


def test_norms_are_named_once_and_by_their_number():
    Regulation.objects.create(title="Об образовании", slug="zakon", number="273-ФЗ", is_public=True)
    Regulation.objects.create(title="Тайный", slug="tayny", number="999-р", is_public=False)
    text = "По ФГОС, ФГОС НОО и ФОП НОО, закону № 273-ФЗ, 999-р, приказом от 31.05.2021 № 286 и приказу №286."
    assert norms_in(text) == ["ФГОС НОО", "ФОП НОО", "приказ № 286", "Об образовании"]


def test_terms_of_the_thesaurus_become_key_words_those_named_most_often_first():
    Term.objects.bulk_create(
        Term(name=name, code=code, abbreviation=short, definition="…")
        for name, code, short in (("Наставничество", "n", ""), ("Дистанционные технологии", "d", "ДОТ"))
    )
    assert terms_in("Наставничество. Наставничество и ДОТ; не ДОТА.") == ["Наставничество", "Дистанционные технологии"]


def test_the_same_public_file_and_nearly_the_same_public_title_are_named(library, vera):
    twin = material(library, "Почему скрипит снег?", files=[(stored("Чужой.txt", "Общий текст"), "Файл")])
    work = draft(vera, files=[kept("Мой.txt", "Общий текст")], title="Другое совсем название")
    assert {url for _title, url in resembled(work)} == {twin.url}
    alike = draft(vera, files=[kept("Ещё.txt", "Свой текст")], title="СКРИПИТ СНЕГ: почему")
    assert (twin.title, twin.url) in resembled(alike)


@pytest.mark.parametrize("hidden", ["submission", "draft page", "closed page"])
def test_a_work_that_its_author_may_not_know_of_is_told_neither_in_words_nor_in_queries(library, vera, hidden):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            found = resembled(work)
        return found, len(seen)

    work = draft(vera, files=[kept("Мой.txt", "Общий текст")])
    asked()
    before = asked()
    if hidden == "submission":
        draft(person(), files=[kept("Чужой.txt", "Общий текст")])
    else:
        page = material(
            library,
            "Почему скрипит снег",
            files=[(stored("Ч.txt", "Общий текст"), "Ф")],
            publish=hidden != "draft page",
        )
        if hidden == "closed page":
            close(page)
        assert MaterialFile.objects.filter(file__sha256=work.files.get().file.sha256).exists()
    assert asked() == before == (set(), before[1])


def test_an_own_other_work_is_named(vera, sections):
    first = draft(vera, title="Почему скрипит снег")
    second = draft(vera, files=[kept("2.txt", "другой")], title="Скрипит снег. Почему")
    assert {title for title, _url in resembled(second)} == {first.title}


def test_findings_of_a_file_are_kept_with_it_and_name_it(vera, sections):
    work = read_all(draft(vera, files=[kept("Список.txt", "Ученик 5 класса Смирнов Артём. Тел. 8 917 123-45-67")]))
    found = {finding.code: finding for finding in findings_of(work)}
    assert found["children"].file_title == "Список"
    assert found["children"].key != "children"
    assert {"children", "phones"} <= set(found)
