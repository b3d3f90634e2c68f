"""Spreadsheets by the names of their sheets, and presentations of OpenDocument."""

from dataclasses import asdict
from pathlib import Path

import pytest

from files.extraction import Limits, State, extract
from files.extraction.cells import date_text, is_date_format, number_text
from files.extraction.reading import read
from tests.files.building import texts, texts_by_label
from tests.files.old_formats import odf, xlsx

FIXTURES = Path(__file__).with_name("fixtures")


def reading(path, kind, **limits):
    """Read a file in this process."""
    return read(kind, str(path), asdict(Limits(**limits)))


@pytest.mark.parametrize(("kind", "comma"), [("xls", ","), ("xlsx", ","), ("ods", ".")])
def test_a_workbook_of_libreoffice_is_read_by_the_names_of_its_sheets(kind, comma):
    extraction = extract(FIXTURES / f"shift.{kind}", kind)
    assert (extraction.state, extraction.total) == (State.DONE, 2)
    assert [(place.kind, place.number) for place in extraction.places] == [("sheet", None), ("sheet", None)]
    assert texts_by_label(extraction) == {
        "Первая смена": f"Отряд\tДата\tПройдено, км\nСиницы\t01.09.2026\t3{comma}5\nЕжи\t12",
        "Снаряжение": "Верёвка двадцать метров\nКотелок",
    }


def test_the_slides_of_an_odp_stand_in_order_with_their_notes():
    extraction = extract(FIXTURES / "meeting.odp", "odp")
    assert (extraction.state, extraction.total) == (State.DONE, 2)
    assert [(place.kind, place.number) for place in extraction.places] == [("slide", 1), ("slide", 2)]
    assert texts(extraction)[0].endswith("Где встречаемся\nНапомнить про аптечку и йод.")


def test_every_form_of_a_cell_is_shown_as_a_person_sees_it(tmp_path):
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="dd.mm.yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>'
    )
    row = (
        '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>в</t></r><r><t>нутри</t></r></is></c><c t="str"><v>итог</v></c>'
        '<c><f>1+1</f><v>2</v></c><c s="1"><v>46266</v></c><c s="2"><v>46266.5</v></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c><v>0.30000000000000004</v></c><c t="s"><v>99</v></c></row>'
    )
    extraction = reading(xlsx(tmp_path / "a.xlsx", {"А": row}, strings=("общее",), styles=styles), "xlsx")
    assert extraction.text == "общее\tвнутри\tитог\t2\t01.09.2026\t01.09.2026 12:00\tИСТИНА\t0,3"


def test_sheets_stand_in_the_order_of_their_tabs_and_an_empty_one_has_a_place(tmp_path):
    rows = '<row><c t="str"><v>{}</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", {"Весна": rows.format("апрель"), "Пусто": "", "Осень": rows.format("октябрь")})
    extraction = reading(path, "xlsx")
    assert texts_by_label(extraction) == {"Весна": "апрель", "Пусто": "", "Осень": "октябрь"}
    assert extraction.total == 3


def test_a_text_named_by_a_million_cells_is_not_a_million_texts(tmp_path):
    rows = "".join(f'<row r="{number}"><c t="s"><v>0</v></c></row>' for number in range(50_000))
    path = xlsx(tmp_path / "a.xlsx", {"А": rows}, strings=("слово " * 5_000,))
    extraction = extract(path, "xlsx")
    assert extraction.state is State.DONE
    assert len(extraction.text) == 2_000_000
    assert extraction.reason


def test_a_workbook_without_a_word_says_what_to_check(tmp_path):
    extraction = reading(xlsx(tmp_path / "a.xlsx", {"А": "<row><c><v>1</v></c></row>"}), "xlsx")
    assert extraction.state is State.NO_TEXT
    assert "ни одного слова" in extraction.reason


def test_a_repeated_cell_of_an_ods_is_read_once(tmp_path):
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>Да</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    path = odf(tmp_path / "a.ods", "spreadsheet", f'<table:table table:name="Л">{row}</table:table>')
    assert reading(path, "ods").text == "Да"


def test_lines_of_one_cell_stay_in_it_and_notes_to_cells_are_left_out(tmp_path):
    cell = "<table:table-cell><office:annotation><text:p>тайна</text:p></office:annotation><text:p>Один</text:p>"
    row = f"<table:table-row>{cell}<text:p>Два</text:p></table:table-cell><table:table-cell><text:p>Три</text:p>"
    path = odf(
        tmp_path / "a.ods",
        "spreadsheet",
        f'<table:table table:name="Л">{row}</table:table-cell></table:table-row></table:table>',
    )
    assert reading(path, "ods").text == "Один Два\tТри"


def test_a_locked_opendocument_file_is_encrypted(tmp_path):
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    for kind, name in (("ods", "spreadsheet"), ("odp", "presentation")):
        assert reading(odf(tmp_path / "a", name, "", manifest=manifest), kind).state is State.ENCRYPTED


@pytest.mark.parametrize(
    ("code", "answer"),
    [("dd.mm.yyyy", True), ("h:mm", True), ("0.00", False), ('0" д."', False), ("[Red]0", False), ("General", False)],
)
def test_a_format_of_dates_is_known_by_its_letters(code, answer):
    assert is_date_format(code) is answer


def test_numbers_and_dates_are_written_in_russian():
    assert [number_text(number) for number in (5.0, 0.1 + 0.2, -3.5, 1e20)] == ["5", "0,3", "-3,5", "1e+20"]
    assert [date_text(days) for days in (46266, 46266.4375, 0.4375, -1)] == [
        "01.09.2026",
        "01.09.2026 10:30",
        "10:30",
        "-1",
    ]
    assert date_text(44804, from_1904=True) == "01.09.2026"
