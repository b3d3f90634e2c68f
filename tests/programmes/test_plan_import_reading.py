"""Reading a plan table: merged cells, headers, stages, and files that are none."""

import datetime

import pytest

from files.grids import read_grids
from files.tables.errors import TableRefused
from programmes.plan_import.layout import Document
from programmes.plan_import.understanding import Headings, understand
from tests.files.building import docx as raw_docx
from tests.files.building import paragraph
from tests.files.hostile import MEGABYTE
from tests.files.hostile_documents import BILLION_LAUGHS, EXTERNAL
from tests.files.old_formats import xlsx as raw_xlsx
from tests.programmes.plan_tables import HEAD, ROWS, csv_of, excel, merged_word, word

DAY = datetime.date


def understood(content, columns=(), headings=Headings.GUESS):
    document = Document(read_grids(content, most_rows=1000))
    return document, understand(document, columns, headings)


def rows_of(content, **choices):
    return understood(content, **choices)[1].rows


def test_a_plain_table_is_one_plan_in_word_excel_and_csv():
    said = []
    for content in (
        word([HEAD, *ROWS]),
        excel(HEAD, *ROWS),
        csv_of(HEAD, *ROWS),
        csv_of(HEAD, *ROWS, encoding="cp1251"),
    ):
        rows = rows_of(content)
        said.append([(row.place, row.values, row.notes) for row in rows])
    assert all(one == said[0] for one in said)
    (_place, first, notes), (_where, second, doubts) = said[0]
    assert (first["number"], first["text"]) == ("1.1", "Провести вводный семинар")
    assert (first["starts_on"], first["due_on"]) == (DAY(2026, 10, 1), DAY(2026, 10, 31))
    assert first["responsible"] == "Иванова А. А."
    assert not notes
    assert second["due_on"] is None
    assert "словами" in doubts[0]


def test_merged_cells_of_word_give_stages_directions_people_and_several_terms():
    rows = rows_of(merged_word())
    assert [(row.stage.number, row.stage.name) for row in rows] == [(1, "подготовительный")] * 2 + [(2, "основной")]
    assert rows[0].stage.term == "сентябрь 2026 – декабрь 2026"
    assert [row.values["direction"] for row in rows] == ["Работа с педагогами", "Работа с педагогами", ""]
    assert [row.values["responsible"] for row in rows] == [
        "Иванова А. А.",
        "Иванова А. А.",
        "Петров Б. Б., Сидоров В. В.",
    ]
    assert [row.values["number"] for row in rows] == ["1.1", "1.2", "2.1"]
    assert (rows[0].values["starts_on"], rows[0].values["due_on"]) == (DAY(2026, 9, 1), DAY(2026, 10, 31))
    assert rows[2].values["term"] == "январь 2027, март 2027 – апрель 2027"
    assert rows[2].dates == ((DAY(2027, 1, 1), DAY(2027, 1, 31)), (DAY(2027, 3, 1), DAY(2027, 4, 30)))


def test_merged_cells_of_excel_are_read_too():
    content = excel(
        ("План работы на год", None, None, None),
        HEAD,
        ("Этап 1. Подготовительный", None, None, None),
        ("1.1", "Семинар", "май 2026", "Иванова"),
        ("1.2", "Группа", "июнь 2026", None),
        merged=("A1:D1", "A3:D3", "D4:D5"),
    )
    rows = rows_of(content)
    assert [row.stage.label for row in rows] == ["1. Подготовительный"] * 2
    assert [row.values["responsible"] for row in rows] == ["Иванова", "Иванова"]


def test_tables_after_headings_and_tables_without_a_header_go_on_as_one_plan():
    content = word("1 этап организационный, сентябрь 2016", [HEAD, ROWS[0]], "2 этап основной", [ROWS[1]], "Заключение")
    rows = rows_of(content)
    assert [(row.stage.label, row.values["number"]) for row in rows] == [
        ("1. организационный", "1.1"),
        ("2. основной", "1.2"),
    ]
    assert [row.place for row in rows] == ["таблица 1, строка 2", "таблица 2, строка 1"]


def test_prose_about_stages_is_no_stage_and_other_tables_are_left_out():
    content = word("Задачами первого этапа являлись следующие", [("Подпись", "")], [HEAD, ROWS[0]])
    _document, found = understood(content)
    assert [row.stage for row in found.rows] == [None]
    assert "Таблица 1 не похожа на план" in found.warnings[0]


def test_a_table_without_any_header_is_guessed_by_what_stands_in_it():
    document, found = understood(csv_of(*ROWS))
    assert document.layouts[0].guess == ["number", "text", "term", "-"]
    assert found.rows[1].values["text"] == "Собрать творческую группу"


def test_numbers_that_word_counts_itself_are_counted():
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in HEAD)
    lines = "".join(
        f"<w:tr><w:tc>{paragraph(properties=number)}</w:tc>"
        + "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row[1:])
        + "</w:tr>"
        for row in ROWS
    )
    rows = rows_of(raw_docx_bytes(f"<w:tbl><w:tr>{cells}</w:tr>{lines}</w:tbl>"))
    assert [row.values["number"] for row in rows] == ["1", "2"]


def raw_docx_bytes(body, **given):
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        return raw_docx(Path(folder, "a.docx"), body, **given).read_bytes()


def test_headings_over_the_width_are_what_a_person_says_they_are():
    content = excel(HEAD, ("Работа с педагогами", None, None, None), *ROWS, merged=("A2:D2",))
    assert rows_of(content)[0].values["direction"] == "Работа с педагогами"
    assert rows_of(content, headings=Headings.STAGES)[0].stage.name == "Работа с педагогами"
    nothing = rows_of(content, headings=Headings.NONE)[0]
    assert (nothing.stage, nothing.values["direction"]) == (None, "")


def test_what_was_not_understood_is_said_row_by_row():
    rows = rows_of(
        csv_of(
            HEAD,
            ("1", "Семинар", "31.02.2026", ""),
            ("2", "", "май 2026", "Иванова"),
            ("очень длинный номер мероприятия", "Круглый стол", "июнь 2026", ""),
            ("1", "Семинар", "май 2026", ""),
        )
    )
    assert "«31.02.2026» — такой даты нет" in rows[0].notes[0]
    assert (rows[0].values["term"], rows[0].values["due_on"]) == ("31.02.2026", None)
    assert rows[1].refusal == "нет текста мероприятия"
    assert (rows[2].values["number"], "не номер" in rows[2].notes[0]) == ("", True)
    assert rows[3].refusal == "повторяет: строка 2"


def test_a_wrong_column_is_noticed():
    table = csv_of(
        ("№", "Мероприятие", "Срок"), *[("1", "Иванова", f"Провести большой семинар номер {n}") for n in range(4)]
    )
    assert "«Срок» понято 0 из 4" in understood(table)[1].warnings[0]
    swapped = understood(table, columns=[["term", "number", "text"]])[1]
    assert swapped.rows[0].values["text"] == "Провести большой семинар номер 0"


def test_excel_makes_dates_and_fractions_of_numbers_and_that_is_seen():
    rows = rows_of(excel(HEAD, (1.1, "Семинар", "май 2026", ""), (DAY(2026, 10, 2), "Стол", DAY(2026, 5, 31), "")))
    assert [row.values["number"] for row in rows] == ["1.1", "2.10"]
    assert "Excel превратил номер в дату" in rows[1].notes[0]
    assert rows[1].values["due_on"] == DAY(2026, 5, 31)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7 ...", "Из PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "старого Word"),
        (b"PK\x03\x04 no zip", "повреждён"),
        (b"\x00\x01\x02", "не таблица CSV"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, said):
    with pytest.raises(TableRefused, match=said):
        read_grids(content, most_rows=1000)


@pytest.mark.parametrize("doctype", [BILLION_LAUGHS, EXTERNAL])
def test_declarations_in_the_markup_of_word_are_refused(doctype):
    with pytest.raises(TableRefused, match="объявления"):
        read_grids(raw_docx_bytes(paragraph("Текст"), doctype=doctype), most_rows=1000)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (paragraph(" " * 40 * MEGABYTE), "распаковывается"),
        ("<w:x>" * 50_000, "вложена"),
        ("<w:tbl>" + "<w:tr><w:tc/></w:tr>" * 5_000 + "</w:tbl>", "больше 1000 строк"),
    ],
)
def test_bombs_in_word_are_refused(body, said):
    with pytest.raises(TableRefused, match=said):
        read_grids(raw_docx_bytes(body), most_rows=1000)


def test_spans_that_lie_and_cells_without_end_stay_small():
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr>' + paragraph("Слово") + "</w:tc>"
    (grid,) = read_grids(raw_docx_bytes(f"<w:tbl><w:tr>{wide * 50}</w:tr></w:tbl>"), most_rows=10)
    assert grid.width == 60
    long = f"<w:tc>{paragraph('слово ' * 30_000)}</w:tc>"
    (grid,) = read_grids(raw_docx_bytes(f"<w:tbl><w:tr>{long}</w:tr></w:tbl>"), most_rows=10)
    assert len(grid.rows[0].cells[0]) == 10_001


def test_merged_bounds_of_excel_that_lie_stay_inside_the_table(tmp_path):
    sheet = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Этап</t></is></c></row></sheetData>'
    path = raw_xlsx(tmp_path / "a.xlsx", {"А": sheet + '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'})
    (grid,) = read_grids(path.read_bytes(), most_rows=10)
    assert (len(grid.rows), grid.rows[0].cells) == (1, ["Этап"])


def test_five_thousand_rows_are_refused_with_the_limit_in_every_format():
    rows = [("1", f"Дело {n}", "май 2026", "") for n in range(5_000)]
    for content in (excel(HEAD, *rows), csv_of(HEAD, *rows)):
        with pytest.raises(TableRefused, match="больше 1000 строк"):
            read_grids(content, most_rows=1000)
