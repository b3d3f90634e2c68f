"""What is guessed of a work that nobody has described."""

import zipfile
from pathlib import PurePosixPath

import pytest

from files.extraction import extract
from library.importing.errors import RowRefused
from library.importing.guessing import guess_card, guess_title, guess_year, human_name, is_person
from library.importing.tree import works_in
from library.importing.words import Book, read_books
from tests.files.building import docx, odt, paragraph, pdf
from tests.library.import_tables import text_file

CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>Урок о снеге</dc:title><dc:creator>Иванова А. А.</dc:creator>"
    "<dcterms:created>2011-03-01T10:00:00Z</dcterms:created></cp:coreProperties>"
)


@pytest.fixture
def books(db):
    return read_books()


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("Математика/5 класс/Конспект дроби.docx", "", {"kind": "Сценарий, конспект", "subjects": "Математика"}),
        ("ОБЖ/Анкета.docx", "Анкета для родителей", {"kind": "Анкета, диагностика", "subjects": "ОБЗР"}),
        ("Англ. язык/план.docx", "", {"subjects": "Иностранный язык"}),
        ("Приказы/Положение о конкурсе.pdf", "", {"kind": "Нормативный документ"}),
        ("Детский сад/Утренник.docx", "", {"levels": "Дошкольное образование", "kind": "Сценарий, конспект"}),
        ("а/б.docx", "Рабочая программа по физике для 10 класса", {"kind": "Программа", "subjects": "Физика"}),
        ("7 класс/Строение клетки.pptx", "", {"subjects": "Биология", "levels": "Основное общее"}),
        ("изолента.docx", "", {}),
    ],
)
def test_kind_subject_and_level_are_guessed_by_words_of_path_and_text(books, path, text, expected):
    card = guess_card(path, text, {}, books)
    assert {field: card.get(field) for field in expected} == expected
    if not expected:
        assert set(card) == {"title"}


def test_a_word_is_found_by_a_part_of_its_name_that_no_other_has(books):
    assert books.kinds.find("конспект").name == "Сценарий, конспект"
    assert books.kinds.find("Презентация").name == "Доклад, презентация"
    assert books.kinds.find("программа").name == "Программа"


def test_a_part_that_several_names_have_is_refused(db):
    book = Book("вид", [(1, "Урок, план", []), (2, "Кружок, план", []), (3, "Урок", [])])
    assert book.find("урок") == 3
    with pytest.raises(RowRefused, match="подходит к нескольким"):
        book.find("план")


def test_a_word_that_was_retired_is_not_guessed(db):
    from home.models import Subject

    Subject.objects.filter(code="matematika").update(is_active=False)
    assert "subjects" not in guess_card("Математика/а.docx", "", {}, read_books())


@pytest.mark.parametrize(
    ("name", "text", "told", "title"),
    [
        ("a.docx", "Первая строка текста", "Лес зимой: урок", "Лес зимой: урок"),
        ("a.docx", "Лес зимой", "Microsoft Word - документ1.doc", "Лес зимой"),
        ("a.docx", "МБОУ СОШ № 5 (пример)\nУТВЕРЖДАЮ\nЛес зимой", "", "Лес зимой"),
        ("a.docx", "Конспект урока\nЛес зимой", "", "Конспект урока Лес зимой"),
        ("a.docx", "МЕТОДИЧЕСКИЕ РЕКОМЕНДАЦИИ ПО ЧТЕНИЮ", "", "Методические рекомендации по чтению"),
        ("a.docx", "По теме «Лес зимой»", "", "Лес зимой"),
        ("a.docx", "Вера Лунина (пример), учитель химии, Школа № 5\nЛес зимой", "", "Лес зимой"),
        ("a.docx", "Выполнила: Лунина В. А.\nЛес зимой", "", "Лес зимой"),
        ("01_Лес_зимой - копия.docx", "", "", "Лес зимой"),
        ("Лес зимой.docx", "Дети вспоминают прошлый урок и отвечают на вопросы учителя.", "", "Лес зимой"),
    ],
)
def test_a_title_is_what_the_file_calls_itself_or_its_first_sensible_line_or_its_name(name, text, told, title):
    assert guess_title(PurePosixPath(name), text, {"title": told} if told else {}) == title


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("Лес зимой\nВера Лунина (пример), учитель химии, Школа № 5", "Вера Лунина"),
        ("Лес зимой\nАвторы: Лунина В. А., Петров Б.Б., учителя", "Лунина В. А.; Петров Б.Б."),
        ("Лес зимой\nСоставитель – воспитатель Лунина Вера Андреевна", "Лунина Вера Андреевна"),
        ("Нижний Новгород, 2014\nЛес зимой", ""),
        ("Лес зимой\nВера Лунина вошла в класс.", ""),
    ],
)
def test_the_authors_are_those_who_signed_under_the_title(books, text, authors):
    assert guess_card("a.docx", text, {}, books).get("authors", "") == authors


def test_the_author_whom_the_file_names_stands_before_the_signature(books):
    card = guess_card("a.docx", "Автор: Лунина В. А.", {"author": "Иванова А. А."}, books)
    assert card["authors"] == "Иванова А. А."


@pytest.mark.parametrize("name", ["Иванова А. А.", "А.А. Иванова", "Иванова Анна Петровна", "Петров-Водкин К.С."])
def test_a_person_is_known_by_the_form_of_the_name(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["User", "Админ", "1", "Учитель", "Мой Компьютер", "Школа Пять", "Иванова", "", "Admin PC"]
)
def test_computers_and_offices_are_no_authors(name):
    assert not is_person(name)


@pytest.mark.parametrize(
    ("path", "made", "year"),
    [
        ("2009/урок 2012.docx", "2015", "2012"),
        ("2010-2011 уч. год/урок.docx", "", "2011"),
        ("урок.docx", "2015", "2015"),
        ("Приказ 120145.docx", "", ""),
        ("Война 1812.docx", "", ""),
    ],
)
def test_the_year_nearest_to_the_file_counts(path, made, year):
    assert guess_year(path, {"year": made}) == year


def test_a_name_becomes_human():
    assert human_name("03. konspekt_uroka (2)") == "Konspekt uroka"


def test_a_file_says_its_title_author_and_year(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Снег"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/core.xml", CORE)
    assert extract(path, "docx").facts == {"title": "Урок о снеге", "author": "Иванова А. А.", "year": "2011"}


def test_a_file_that_says_nothing_or_says_it_wrongly_is_read_all_the_same(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Снег"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("docProps/core.xml", "<broken")
    for extraction in (
        extract(path, "docx"),
        extract(pdf(tmp_path / "a.pdf", ["Снег"]), "pdf"),
        extract(odt(tmp_path / "a.odt", "<text:p>Снег</text:p>"), "odt"),
    ):
        assert (extraction.facts, extraction.text) == ({}, "Снег")


def test_files_with_one_name_are_one_work_and_lock_files_are_none(tmp_path):
    for name in ("а/урок.docx", "а/урок.pdf", "а/другой.txt", "урок.docx", "~$урок.docx", "Thumbs.db"):
        text_file(tmp_path, name)
    assert works_in(tmp_path) == [["урок.docx"], ["а/другой.txt"], ["а/урок.docx", "а/урок.pdf"]]
