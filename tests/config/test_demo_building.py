"""The small Markdown of the demo texts, and what the writers make of it."""

import pytest

from demo.building.documents import document
from demo.building.markdown import Listing, PageBreak, Paragraph, Table, parse, plain, runs
from demo.building.plain import plain_text
from demo.building.sheets import spreadsheet
from demo.building.slides import presentation

HEAD = {"file": "Проба.docx", "title": "Проба"}


def test_lists_nest_one_level_and_keep_their_first_number():
    (listing,) = parse("5. раз\n   1. внутри\n6. два\n   строка дальше")
    assert isinstance(listing, Listing)
    assert (listing.ordered, listing.start) == (True, 5)
    assert [item.text for item in listing.items] == ["раз", "два строка дальше"]
    assert [item.text for item in listing.items[0].inner.items] == ["внутри"]


def test_three_dashes_between_chapters_begin_a_page():
    assert PageBreak() in parse("Конец.\n\n---\n\n# Глава")
    assert 'text:style-name="Break_Heading_20_1"' in document(HEAD, "Конец.\n\n---\n\n# Глава")


def test_numbers_of_points_are_words_of_their_paragraph():
    assert parse("1.1. Положение определяет порядок.") == [Paragraph("1.1. Положение определяет порядок.")]


def test_marks_in_a_line_become_runs():
    assert [(run.text, run.style) for run in runs("**да** и *нет*")] == [("да", "bold"), (" и ", ""), ("нет", "italic")]
    assert plain("[сайт](https://example.org/)") == "сайт (https://example.org/)"


def test_a_table_says_which_row_is_uneven():
    assert parse("| а | б |\n|---|-----|\n| 1 | 2 |") == [Table([["а", "б"], ["1", "2"]], [3, 5])]
    with pytest.raises(ValueError, match="другое число ячеек"):
        parse("| а | б |\n|---|---|\n| 1 |")


def test_references_of_formulas_become_open_document_ones():
    made = spreadsheet(HEAD, '# Лист\n\n| А |\n|---|\n| =IF(B2>=3;"да B3";Итоги.C4)*A1*A2 |')
    assert "of:=IF([.B2]&gt;=3;" in made
    assert "da B3" not in made
    assert "да B3" in made
    assert "[$'Итоги'.C4])*[.A1]*[.A2]" in made


def test_a_slide_shows_its_list_and_hides_its_notes():
    made = presentation(HEAD, "???\nСказать при входе.\n\n# Слайд\n\n- пункт\n\n???\nСказать о пункте.")
    assert made.count("<draw:page ") == 2
    shown, notes = made.split("<draw:page ")[2].split("<presentation:notes ")
    assert "пункт" in shown
    assert "Сказать о пункте" not in shown
    assert "Сказать о пункте" in notes


def test_plain_text_writes_a_table_as_lines():
    assert "    Срок: май\n    Дело: отчёт" in plain_text(HEAD, "| Срок | Дело |\n|--|--|\n| май | **отчёт** |")


def test_what_looks_like_xml_stays_text():
    assert "3 &lt; 5 &amp; 7" in document(HEAD, "3 < 5 & 7")
