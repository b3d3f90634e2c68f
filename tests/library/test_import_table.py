"""Reading the table: encodings, delimiters, columns, cells."""

import pytest

from files.writers.cells import neutralise, plain
from library.importing.errors import TableRefused
from library.importing.report import ranges
from library.importing.table import read_table
from tests.library.import_tables import table


def first_row(path):
    """The {field: text} of the first row."""
    read = read_table(path)
    return read.values(read.rows[0])[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_encoding_and_delimiter_is_understood(tmp_path, encoding, delimiter):
    path = table(tmp_path, ["Ёлка; снег, лёд", "урок.txt"], encoding=encoding, delimiter=delimiter)
    assert first_row(path)["title"] == "Ёлка; снег, лёд"
    assert first_row(path)["file"] == "урок.txt"


def test_columns_may_be_named_in_russian_or_english_in_any_case(tmp_path):
    path = table(tmp_path, ["Урок", "а.txt", "Иванова", "лес"], header=["Title", "ФАЙЛ", "Авторы", "ключевые  слова"])
    assert first_row(path) == {"title": "Урок", "file": "а.txt", "authors": "Иванова", "keywords": "лес"}


def test_an_unknown_column_refuses_the_table_and_the_nearest_name_is_offered(tmp_path):
    with pytest.raises(TableRefused, match="не знаю «анотация»; может быть, «аннотация»"):
        read_table(table(tmp_path, ["Урок", "а.txt", "х"], header=["название", "файл", "анотация"]))


def test_a_column_that_stands_twice_in_two_languages_refuses_the_table(tmp_path):
    with pytest.raises(TableRefused, match="«название» встречается дважды"):
        read_table(table(tmp_path, ["а", "б", "в"], header=["title", "файл", "название"]))


@pytest.mark.parametrize(("header", "missing"), [(["название", "год"], "файл"), (["файл", "год"], "название")])
def test_a_table_without_titles_or_files_is_refused(tmp_path, header, missing):
    with pytest.raises(TableRefused, match=f"нет столбца «{missing}»"):
        read_table(table(tmp_path, ["а", "б"], header=header))


@pytest.mark.parametrize("content", ["Название,файл\n".encode("utf-16"), b"PK\x03\x04\0\0", b"\xff\xfe\x98\x98"])
def test_what_is_no_text_table_is_refused_with_advice(tmp_path, content):
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    with pytest.raises(TableRefused, match="CSV UTF-8"):
        read_table(path)


def test_an_empty_file_is_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"")
    with pytest.raises(TableRefused, match="нет столбца «название»"):
        read_table(path)


def test_a_quotation_mark_that_is_never_closed_refuses_the_table(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text('название,файл\n"Урок,а.txt\nДругой,б.txt\n', encoding="utf-8")
    with pytest.raises(TableRefused, match="не читается около строки"):
        read_table(path)


def test_rows_are_numbered_as_a_spreadsheet_does_past_empty_ones_and_line_breaks_in_cells(tmp_path):
    read = read_table(table(tmp_path, ["Урок\nо снеге", "а.txt"], [], ["", " ", "", ""], ["Другой", "б.txt"]))
    assert [row.number for row in read.rows] == [2, 5]


def test_a_cell_under_no_column_is_noticed(tmp_path):
    read = read_table(table(tmp_path, ["Урок", "а.txt", "о", "в", "лишнее"]))
    assert read.values(read.rows[0])[1] == ["лишнее"]


@pytest.mark.parametrize("mark", ["=", "+", "-", "@", "\t", "\r"])
def test_formulas_are_made_harmless_and_read_back_as_they_were(mark):
    text = f"{mark}cmd()"
    assert neutralise(text) == f"'{text}"
    assert plain(neutralise(text)) == text.strip()


def test_an_apostrophe_of_the_text_itself_stays():
    assert neutralise("'кавычка'") == plain("'кавычка'") == "'кавычка'"


def test_runs_of_numbers_are_written_short():
    assert ranges([2, 3, 4, 7, 9, 10]) == "2–4, 7, 9–10"
