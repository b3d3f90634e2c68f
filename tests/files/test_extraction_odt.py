import zipfile
from dataclasses import asdict

import pytest

from files.extraction import Limits, State, extract
from files.extraction.reading import read
from tests.files.building import ODF, odt, texts_by_label, zip_of

SOFT = "<text:soft-page-break/>"
NEW_PAGE = '<style:style style:name="New"><style:paragraph-properties fo:break-before="page"/></style:style>'


@pytest.fixture
def reading(tmp_path):
    """Build an ODT with the given body and read it."""

    def build_and_read(*body, **parts):
        return read("odt", str(odt(tmp_path / "a.odt", "".join(body), **parts)), asdict(Limits()))

    return build_and_read


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_headings_are_places_when_pages_are_unknown(tmp_path):
    path = odt(tmp_path / "a.odt", p("Введение") + "<text:h>Глава</text:h>" + p("Текст"))
    extraction = extract(path, "odt")
    assert extraction.state is State.DONE
    (place,) = extraction.places
    assert (place.kind, place.label, place.number) == ("heading", "Глава", None)
    assert extraction.text[place.start :] == "Глава\nТекст"
    assert extraction.total is None


def test_pages_are_counted_from_soft_and_forced_breaks(reading):
    extraction = reading(p(f"Один {SOFT}два"), SOFT, p("Три"), p("Четыре", "New"), automatic=NEW_PAGE, pages=6)
    assert texts_by_label(extraction) == {"1": "Один", "2": "два", "3": "Три", "4": "Четыре"}
    assert extraction.total == 6


def test_a_break_may_come_from_a_parent_style_a_master_page_or_the_end_of_a_paragraph(reading):
    extraction = reading(
        p("Один", "Child"),
        p("Два", "Child"),
        p("Три", "Landscape"),
        p("ещё три", "Last"),
        p("Четыре"),
        styles=NEW_PAGE,
        automatic='<style:style style:name="Child" style:parent-style-name="New"/>'
        '<style:style style:name="Landscape" style:master-page-name="Wide"/>'
        '<style:style style:name="Last"><style:paragraph-properties fo:break-after="page"/></style:style>',
    )
    assert texts_by_label(extraction) == {"1": "Один", "2": "Два", "3": "Три\nещё три", "4": "Четыре"}


def test_a_row_that_crosses_a_page_turns_it_once_though_each_cell_says_so(reading):
    cell = f"<table:table-cell>{p(f'верх{SOFT}низ')}</table:table-cell>"
    extraction = reading(
        f"<table:table><table:table-row>{cell}{cell}</table:table-row></table:table>", SOFT, p("Конец")
    )
    assert [place.label for place in extraction.places] == ["1", "2", "3"]
    assert texts_by_label(extraction)["3"] == "Конец"


def test_pages_are_not_believed_when_the_editor_counted_more(reading):
    extraction = reading("<text:h>Титул</text:h>", p("Текст", "New"), automatic=NEW_PAGE, pages=40)
    assert [place.kind for place in extraction.places] == ["heading"]


def test_deleted_text_comments_and_hidden_text_are_left_out(reading):
    extraction = reading(
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + p("удалено")
        + "</text:deletion></text:changed-region></text:tracked-changes>",
        p(
            'Текст<office:annotation><text:p>замечание</text:p></office:annotation> и <text:span text:style-name="No">'
            'скрытое</text:span><text:hidden-text text:is-hidden="true">тайное</text:hidden-text>всё'
        ),
        f'<text:section text:display="none">{p("раздел")}</text:section>',
        automatic='<style:style style:name="No"><style:text-properties text:display="none"/></style:style>',
    )
    assert extraction.text == "Текст и всё"


def test_lists_tables_and_text_boxes_are_read(reading):
    item = "<text:list-item>{}</text:list-item>"
    cell = "<table:table-cell>{}</table:table-cell>"
    row = f"<table:table-row>{cell.format(p('а'))}{cell.format(p('б'))}</table:table-row>"
    extraction = reading(
        f"<text:list>{item.format(p('раз'))}{item.format(p('два'))}</text:list><table:table>{row}{row}</table:table>",
        p(f"до<draw:frame><draw:text-box>{p('надпись')}</draw:text-box></draw:frame> после"),
    )
    assert extraction.text == "раз\nдва\nа\tб\nа\tб\nдо после\nнадпись"


def test_a_note_follows_its_paragraph_without_its_number(reading):
    body = f"<text:note-body>{p('Источник')}</text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    assert reading(p(f"Тезис{note} и вывод"), p("Дальше")).text == "Тезис и вывод\nИсточник\nДальше"


def test_spaces_tabs_and_line_breaks(reading):
    assert reading(p('а<text:s text:c="3"/>б<text:tab/>в<text:line-break/>г\n   д')).text == "а б\tв\nг д"


def test_a_million_spaces_written_as_one_sign_are_not_unpacked(reading):
    assert reading(p('а<text:s text:c="999999999999"/>б')).text == "а б"


def test_a_locked_file_says_that_it_has_a_password(reading):
    row = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    assert reading(p("шифр"), manifest=row).state is State.ENCRYPTED


def test_a_manifest_of_openoffice_2_may_name_its_rules_but_declare_nothing(tmp_path):
    path = odt(tmp_path / "a.odt", "<text:p>Текст</text:p>")
    named = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    for doctype, state in ((named, State.DONE), ('<!DOCTYPE m [<!ENTITY a "b">]>', State.REFUSED)):
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["META-INF/manifest.xml"] = f"{doctype}<manifest:manifest {ODF}/>".encode()
        assert extract(zip_of(tmp_path / "b.odt", parts), "odt").state is state
