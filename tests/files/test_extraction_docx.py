import zipfile
from dataclasses import asdict

import pytest

from files.extraction import Limits, State, extract
from files.extraction.reading import read
from tests.files.building import docx, heading, paragraph, texts_by_label

PAGE = '<w:r><w:br w:type="page"/></w:r>'
RENDERED = "<w:r><w:lastRenderedPageBreak/></w:r>"
HEADING_STYLE = '<w:style w:styleId="{key}"><w:name w:val="{name}"/>{more}</w:style>'


@pytest.fixture
def reading(tmp_path):
    """Build a DOCX with the given body and read it."""

    def build_and_read(*body, **parts):
        path = docx(tmp_path / "a.docx", "".join(body), **parts)
        return read("docx", str(path), asdict(Limits()))

    return build_and_read


def run(content, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"


def table(*rows):
    rows = ("".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_a_document_is_read_in_the_child_as_it_is_here(tmp_path):
    path = docx(tmp_path / "Урок №1.docx", heading("Цели") + paragraph("Научить считать"))
    extraction = extract(path, "docx")
    assert extraction.state is State.DONE
    assert extraction.text == "Цели\nНаучить считать"
    assert extraction == read("docx", str(path), asdict(Limits()))


# Text


def test_what_was_deleted_or_moved_away_is_left_out_and_what_was_inserted_is_kept(reading):
    extraction = reading(
        paragraph(
            "Было ",
            "<w:del><w:r><w:delText>старое</w:delText></w:r></w:del>",
            "<w:ins><w:r><w:t>новое</w:t></w:r></w:ins>",
            "<w:moveFrom><w:r><w:t>отсюда</w:t></w:r></w:moveFrom>",
            "<w:moveTo><w:r><w:t> сюда</w:t></w:r></w:moveTo>",
        )
    )
    assert extraction.text == "Было новое сюда"


def test_a_deleted_paragraph_mark_makes_one_paragraph_of_two(reading):
    stops = '<w:tabs><w:tab w:val="left"/></w:tabs>'
    deleted = "<w:rPr><w:del/></w:rPr>"
    extraction = reading(
        paragraph("мето", properties=deleted), paragraph("дика", properties=stops), paragraph("да", properties=stops)
    )
    assert extraction.text == "методика\nда"


def test_an_empty_deleted_paragraph_does_not_glue_its_neighbours(reading):
    assert reading(paragraph("а"), paragraph(properties="<w:rPr><w:del/></w:rPr>"), paragraph("б")).text == "а\nб"


def test_a_text_box_stands_once_and_after_its_paragraph(reading):
    box = f"<w:txbxContent>{paragraph('Надпись')}</w:txbxContent>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice>'
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert reading(paragraph("До ", drawing, "и после"), paragraph("Дальше")).text == "До и после\nНадпись\nДальше"


def test_an_old_text_box_without_a_newer_version_is_read(reading):
    box = f"<v:textbox><w:txbxContent>{paragraph('Надпись')}</w:txbxContent></v:textbox>"
    fallback = f"<mc:AlternateContent><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert reading(paragraph("Текст", f"<w:r>{fallback}</w:r>")).text == "Текст\nНадпись"


def test_hidden_text_is_left_out_and_a_hidden_mark_hides_nothing(reading):
    extraction = reading(
        paragraph("Видно", run("<w:t>скрыто</w:t>", "<w:vanish/>"), properties="<w:rPr><w:vanish/></w:rPr>"),
        paragraph(run("<w:t>не скрыто</w:t>", '<w:vanish w:val="0"/>')),
        paragraph(run("<w:t>скрыто стилем</w:t>", '<w:rStyle w:val="Secret"/>')),
        styles='<w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>',
    )
    assert extraction.text == "Видно\nне скрыто"


def test_cells_and_rows_of_a_table_stay_apart(reading):
    rows = (
        [paragraph("Этап"), paragraph("Время")],
        [paragraph("Опрос"), paragraph()],
        [paragraph("Итог"), paragraph("5")],
    )
    assert (
        reading(paragraph("План"), table(*rows), paragraph("Далее")).text == "План\nЭтап\tВремя\nОпрос\nИтог\t5\nДалее"
    )


def test_breaks_tabs_and_hyphens(reading):
    extraction = reading(
        paragraph(
            run("<w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t><w:cr/><w:t>г</w:t>"),
            run("<w:noBreakHyphen/><w:t>д</w:t><w:softHyphen/><w:t>е</w:t>"),
        )
    )
    assert extraction.text == "а\tб\nв\nг-де"


def test_the_words_of_a_link_are_read_and_the_code_of_its_field_is_not(reading):
    link = "<w:hyperlink><w:r><w:t>наш сайт</w:t></w:r></w:hyperlink>"
    field = "<w:r><w:instrText>HYPERLINK example</w:instrText></w:r>"
    assert reading(paragraph("См. ", field, link)).text == "См. наш сайт"


def test_a_list_is_read_item_by_item(reading):
    item = '<w:numPr><w:ilvl w:val="0"/></w:numPr>'
    assert reading(paragraph("раз", properties=item), paragraph("два", properties=item)).text == "раз\nдва"


def test_a_note_follows_the_paragraph_that_names_it_and_goes_with_deleted_text(reading):
    note = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    extraction = reading(
        paragraph("Тезис", note.format(2), " и вывод"),
        paragraph("Дальше", f"<w:del>{note.format(3)}</w:del>"),
        notes=(
            f'<w:footnote w:type="separator" w:id="0">{paragraph("черта")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("Источник")}</w:footnote>'
            f'<w:footnote w:id="3">{paragraph("Лишнее")}</w:footnote>'
        ),
    )
    assert extraction.text == "Тезис и вывод\nИсточник\nДальше"


def test_headers_and_footers_stand_once_on_the_first_page_and_page_numbers_not_at_all(reading):
    extraction = reading(
        paragraph("Первая", PAGE, "Вторая"),
        running={"header1": paragraph("Школа 7"), "header2": paragraph("Школа 7"), "footer1": paragraph("12")},
    )
    assert texts_by_label(extraction) == {"1": "Первая\nШкола 7", "2": "Вторая"}


def test_decomposed_letters_and_soft_hyphens_are_cleaned_and_offsets_hold(reading):
    extraction = reading(
        heading("и\u0306од"), paragraph("мето\u00adдика за\u0301нятия"), heading("Вторая"), paragraph("б")
    )
    assert texts_by_label(extraction) == {"йод": "йод\nметодика занятия", "Вторая": "Вторая\nб"}


def test_the_strict_edition_of_the_format_is_read(tmp_path):
    path = docx(tmp_path / "a.docx", paragraph("Строгий"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert b"wordprocessingml/2006/main" in parts["word/document.xml"]
    old, new = b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new))
    assert read("docx", str(path), asdict(Limits())).text == "Строгий"


# Pages


def test_pages_are_counted_from_the_breaks_the_editor_saw(reading):
    extraction = reading(paragraph("Один", RENDERED, "два"), paragraph(RENDERED, "Три"), pages=3)
    assert texts_by_label(extraction) == {"1": "Один", "2": "два", "3": "Три"}
    assert [(place.kind, place.number) for place in extraction.places] == [("page", 1), ("page", 2), ("page", 3)]
    assert extraction.total == 3


def test_a_break_that_was_asked_for_and_then_seen_turns_one_page(reading):
    extraction = reading(
        paragraph("Один", PAGE), paragraph(RENDERED, "Два", PAGE), paragraph("Три", RENDERED, "Четыре")
    )
    assert texts_by_label(extraction) == {"1": "Один", "2": "Два", "3": "Три", "4": "Четыре"}


def test_a_page_with_a_picture_only_keeps_its_number(reading):
    extraction = reading(paragraph("Один", PAGE), paragraph(RENDERED, "<w:drawing/>", PAGE), paragraph(RENDERED, "Три"))
    assert texts_by_label(extraction) == {"1": "Один", "2": "", "3": "Три"}


def test_a_paragraph_that_begins_a_page_turns_it_but_not_at_the_beginning_of_the_document(reading):
    before = "<w:pageBreakBefore/>"
    extraction = reading(
        paragraph("Один", properties=before),
        paragraph("Два", properties=before),
        paragraph("ещё два", properties='<w:pageBreakBefore w:val="false"/>'),
        paragraph("Три", properties='<w:pStyle w:val="Chapter"/>'),
        styles=f'<w:style w:styleId="Base"><w:pPr>{before}</w:pPr></w:style>'
        '<w:style w:styleId="Chapter"><w:basedOn w:val="Base"/></w:style>',
    )
    assert texts_by_label(extraction) == {"1": "Один", "2": "Два\nещё два", "3": "Три"}


def test_a_section_begins_a_page_unless_it_says_that_it_goes_on(reading):
    going_on = '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    extraction = reading(
        paragraph("Один", properties="<w:sectPr/>"),
        paragraph("Два", properties="<w:sectPr/>"),
        paragraph("всё ещё два"),
        going_on,
    )
    assert texts_by_label(extraction) == {"1": "Один", "2": "Два\nвсё ещё два"}


def test_a_row_that_crosses_a_page_turns_it_once_though_each_cell_says_so(reading):
    crossing = [paragraph("а", RENDERED, "б"), paragraph("в", RENDERED, "г")]
    extraction = reading(table(crossing, crossing), paragraph(RENDERED, "конец"))
    assert [place.label for place in extraction.places] == ["1", "2", "3", "4"]
    assert texts_by_label(extraction)["4"] == "конец"


def test_a_text_box_does_not_turn_the_page(reading):
    box = f"<w:r><w:txbxContent>{paragraph('Надпись', RENDERED, PAGE)}</w:txbxContent></w:r>"
    extraction = reading(table([paragraph("а", box), paragraph("б", RENDERED, "в")]))
    assert [place.label for place in extraction.places] == ["1", "2"]


def test_pages_without_text_at_the_end_count_in_the_total(reading):
    assert reading(paragraph("Один", RENDERED, "Два"), pages=5).total == 5


def test_pages_are_not_believed_when_the_editor_counted_more_than_the_author_forced(reading):
    extraction = reading(heading("Титул"), paragraph("Один", PAGE), heading("Глава"), paragraph("Два"), pages=20)
    assert texts_by_label(extraction) == {"Титул": "Титул\nОдин", "Глава": "Глава\nДва"}
    assert extraction.total is None


def test_pages_longer_than_any_sheet_are_not_believed(reading):
    extraction = reading(heading("Титул"), paragraph("Один", PAGE), heading("Глава"), paragraph("слово " * 3_000))
    assert [place.label for place in extraction.places] == ["Титул", "Глава"]


# Headings


@pytest.mark.parametrize(
    ("key", "name", "more"),
    [
        ("Heading1", "heading 1", ""),
        ("11", "Заголовок 1", ""),
        ("a1", "Мой заголовок", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'),
        ("Heading2", "", ""),
    ],
)
def test_without_pages_the_places_are_headings(reading, key, name, more):
    extraction = reading(
        paragraph("Введение"),
        heading("Глава  первая", key),
        paragraph("Текст"),
        styles=HEADING_STYLE.format(key=key, name=name, more=more),
    )
    (place,) = extraction.places
    assert (place.kind, place.label, place.number) == ("heading", "Глава первая", None)
    assert extraction.text[place.start :] == "Глава первая\nТекст"
    assert extraction.total is None


def test_a_style_based_on_a_heading_is_a_heading_unless_it_is_body_text(reading):
    extraction = reading(
        heading("Мой", "Mine"),
        heading("Оглавление", "TOC"),
        styles=HEADING_STYLE.format(key="Heading1", name="heading 1", more='<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
        + '<w:style w:styleId="Mine"><w:basedOn w:val="Heading1"/></w:style>'
        '<w:style w:styleId="TOC"><w:basedOn w:val="Heading1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>',
    )
    assert [place.label for place in extraction.places] == ["Мой"]


def test_styles_based_on_one_another_in_a_ring_are_survived(reading):
    ring = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style><w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    assert reading(heading("Текст", "A"), styles=ring).text == "Текст"


def test_an_empty_heading_is_no_place(reading):
    assert reading(heading(" "), paragraph("Текст")).places == ()


def test_a_document_of_pictures_has_no_text(reading):
    extraction = reading(paragraph("<w:r><w:drawing/></w:r>"))
    assert extraction.state is State.NO_TEXT
    assert extraction.reason
