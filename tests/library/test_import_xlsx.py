"""A spreadsheet as the table of an import."""

import datetime

import pytest
from openpyxl import Workbook

from files.tables.errors import TableRefused
from files.tables.xlsx_table import shown
from library.importing.mapping import guess_fields
from library.importing.report import refused_xlsx
from library.importing.table import read_cells, read_table
from library.models import ImportRow, MaterialPage
from tests.files.building import zip_of
from tests.library.import_tables import run, text_file


def book(path, *rows, before=()):
    """An XLSX file with the rows on its second sheet; the first one is empty."""
    made = Workbook()
    sheet = made.create_sheet("Список")
    for row in [*before, *rows]:
        sheet.append(row)
    made.save(path)
    return path


@pytest.mark.django_db
def test_a_spreadsheet_is_imported_like_a_csv_table(sections, tmp_path):
    text_file(tmp_path, "урок.txt")
    path = book(tmp_path / "t.xlsx", ["Название", "Файл", "Год"], ["Урок о снеге", "урок.txt", 2014])
    assert "Импортировано: 1" in run(path).text
    assert (MaterialPage.objects.get().title, MaterialPage.objects.get().year) == ("Урок о снеге", 2014)


@pytest.mark.django_db
def test_a_date_in_the_column_of_the_year_is_its_year(sections, tmp_path):
    text_file(tmp_path, "урок.txt")
    run(book(tmp_path / "t.xlsx", ["Название", "Файл", "Год"], ["Урок", "урок.txt", datetime.date(2011, 9, 1)]))
    assert MaterialPage.objects.get().year == 2011


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "", ""),
        (2014, "General", "2014"),
        (2014.0, "General", "2014"),
        (4.5, "General", "4,5"),
        (4.5, "0.00", "4,50"),
        (0.97, "0%", "97%"),
        (True, "General", "да"),
        (datetime.datetime(2014, 9, 1), "", "01.09.2014"),
        (datetime.datetime(2014, 9, 1, 10, 30), "", "01.09.2014 10:30"),
        (datetime.time(8, 5), "", "08:05"),
        ("Урок", "", "Урок"),
    ],
)
def test_a_cell_is_read_as_a_person_sees_it(value, number_format, text):
    assert shown(value, number_format) == text


def test_what_stands_above_the_header_is_passed_over_and_rows_keep_their_numbers(tmp_path):
    above = [["Материалы центра за 2014 год"], []]
    path = book(tmp_path / "t.xlsx", ["№", "Тема", "Имя файла"], [1, "Урок", "а.txt"], before=above)
    header, rows = read_cells(path)
    assert header == ["№", "Тема", "Имя файла"]
    assert [(row.number, row.cells) for row in rows] == [(4, ["1", "Урок", "а.txt"])]


def test_the_columns_of_a_foreign_table_are_guessed_once_each():
    header = [
        "№ п/п",
        "Тема урока",
        "ФИО автора",
        "Учебный предмет",
        "Ступень",
        "Имя файла",
        "Описание",
        "Тема раздела",
    ]
    assert guess_fields(header) == ["-", "title", "authors", "subjects", "levels", "file", "annotation", "-"]


@pytest.mark.parametrize("parts", [{"a.txt": "нет"}, {"[Content_Types].xml": "<a/>", "b": b"0" * 3_000_000}])
def test_a_zip_that_is_no_book_and_a_bomb_are_refused_in_words(tmp_path, parts):
    with pytest.raises(TableRefused, match=r"Excel|отклонён"):
        read_table(zip_of(tmp_path / "t.xlsx", parts))


def test_the_report_as_a_spreadsheet_is_harmless_and_can_be_read_again(tmp_path):
    rows = [ImportRow(number=7, cells=["=1+1", "нет.txt"], reason="Файла нет.\x01")]
    path = tmp_path / "r.xlsx"
    path.write_bytes(refused_xlsx(["название", "файл"], rows))
    table = read_table(path)
    assert table.header == ["строка", "причина", "название", "файл"]
    assert table.values(table.rows[0]) == ({"title": "=1+1", "file": "нет.txt"}, [])
