from dataclasses import asdict

from files.extraction import Limits, State, extract
from files.extraction.reading import read
from tests.files.building import pptx, shape, texts


def read_pptx(path):
    return read("pptx", str(path), asdict(Limits()))


def test_each_slide_begins_where_its_place_says(tmp_path):
    extraction = extract(pptx(tmp_path / "a.pptx", {"slide1": shape("Цель"), "slide2": shape("Итог", "урока")}), "pptx")
    assert extraction.state is State.DONE
    assert extraction.total == 2
    assert [(place.kind, place.label, place.number) for place in extraction.places] == [
        ("slide", "1", 1),
        ("slide", "2", 2),
    ]
    assert texts(extraction) == ["Цель", "Итог\nурока"]


def test_slides_come_in_the_order_of_the_show_and_not_of_their_files(tmp_path):
    slides = {"slide1": shape("Показан вторым"), "slide2": shape("Показан первым")}
    extraction = read_pptx(pptx(tmp_path / "a.pptx", slides, order=["slide2", "slide1"]))
    assert texts(extraction) == ["Показан первым", "Показан вторым"]


def test_notes_and_diagrams_stand_on_their_slide(tmp_path):
    extraction = read_pptx(
        pptx(
            tmp_path / "a.pptx",
            {"slide1": shape("Первый"), "slide2": shape("Второй")},
            notes={"slide1": shape("Сказать о плане")},
            diagrams={"slide1": "<a:p><a:r><a:t>Схема</a:t></a:r></a:p>"},
        )
    )
    first, second = texts(extraction)
    assert first.split() == ["Первый", "Схема", "Сказать", "о", "плане"]
    assert second == "Второй"


def test_groups_tables_and_line_breaks_are_read(tmp_path):
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>"
    row = "<a:tr>" + cell.format("Этап") + cell.format("Время") + "</a:tr>"
    shapes = (
        f"<p:grpSp>{shape('В группе')}</p:grpSp><p:graphicFrame><a:tbl>{row}{row}</a:tbl></p:graphicFrame>"
        + shape("<a:p><a:r><a:t>строка</a:t></a:r><a:br/><a:r><a:t>другая</a:t></a:r></a:p>")
    )
    extraction = read_pptx(pptx(tmp_path / "a.pptx", {"slide1": shapes}))
    assert extraction.text == "В группе\nЭтап\tВремя\nЭтап\tВремя\nстрока\nдругая"


def test_the_number_of_a_slide_is_not_its_text(tmp_path):
    number = '<a:p><a:fld type="slidenum"><a:t>17</a:t></a:fld></a:p>'
    assert read_pptx(pptx(tmp_path / "a.pptx", {"slide1": shape("Тема", number)})).text == "Тема"


def test_a_slide_of_pictures_keeps_its_number(tmp_path):
    extraction = read_pptx(pptx(tmp_path / "a.pptx", {"s1": shape("Один"), "s2": "<p:pic/>", "s3": shape("Три")}))
    assert texts(extraction) == ["Один", "", "Три"]


def test_a_slide_that_is_missing_from_the_file_is_empty(tmp_path):
    extraction = read_pptx(pptx(tmp_path / "a.pptx", {"s1": shape("Один")}, order=["lost", "s1"]))
    assert texts(extraction) == ["", "Один"]


def test_a_show_of_pictures_has_no_text(tmp_path):
    extraction = read_pptx(pptx(tmp_path / "a.pptx", {"s1": "<p:pic/>"}))
    assert (extraction.state, extraction.total) == (State.NO_TEXT, 1)
