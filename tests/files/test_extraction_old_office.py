"""DOC, PPT, RTF and web pages under their names: files of LibreOffice, and what only hand-made ones show."""

import struct
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.extraction import Limits, State, extract
from files.extraction.reading import read
from tests.files.building import texts
from tests.files.hostile_documents import presentation
from tests.files.old_formats import doc, doc_of_word_95, ole_with

FIXTURES = Path(__file__).with_name("fixtures")
SAID = (
    "Прогулка к опушке",
    "Дети идут парами и считают лишайники",
    "Дерево\tСколько нашли\nОсина\tДвенадцать\n",
    "памятка для родителей про ботинки и дождевики.",
    "Сайт примера: страница отряда.",
    "Лишайник живёт на коре и не вредит дереву.",
)


def reading(path, kind, **limits):
    """Read a file in this process."""
    return read(kind, str(path), asdict(Limits(**limits)))


@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_a_document_of_libreoffice_is_read_with_its_table_link_and_footnote(kind):
    extraction = extract(FIXTURES / f"walk.{kind}", kind)
    assert extraction.state is State.DONE
    assert extraction.reason == ""
    for words in SAID:
        assert words in extraction.text
    assert "HYPERLINK" not in extraction.text
    assert "example.org" not in extraction.text


def test_a_web_page_named_doc_is_read():
    extraction = extract(FIXTURES / "walk_html.doc", "doc_html")
    assert extraction.state is State.DONE
    for words in ("Прогулка к опушке", "считают лишайники", "Осина", "страница отряда"):
        assert words in extraction.text
    assert "<" not in extraction.text


def test_the_slides_of_an_old_presentation_stand_in_order_with_their_notes():
    extraction = extract(FIXTURES / "meeting.ppt", "ppt")
    assert (extraction.state, extraction.total) == (State.DONE, 2)
    assert [(place.kind, place.label, place.number) for place in extraction.places] == [
        ("slide", "1", 1),
        ("slide", "2", 2),
    ]
    assert texts(extraction) == [
        "Родительское собрание\nЧто взять в поход\nГде встречаемся\nНапомнить про аптечку и йод.",
        "Маршрут\nОт школы до родника\nОбратно полем",
    ]


def test_a_presentation_that_lists_notes_it_does_not_hold_is_read_without_them(tmp_path):
    def lose_the_notes(main, _user):
        notes = main.index(struct.pack("<HH", 0x2F, 0x0FF0))
        persist = main.index(struct.pack("<HHI", 0, 0x03F3, 20), notes)
        struct.pack_into("<I", main, persist + 8, 9_999)

    path = tmp_path / "a.ppt"
    presentation(lose_the_notes)(path)
    extraction = extract(path, "ppt")
    assert extraction.state is State.DONE
    assert "Обратно полем" in extraction.text
    assert "аптечку" not in extraction.text


def test_a_document_in_pieces_of_two_encodings_is_joined(tmp_path):
    path = doc(tmp_path / "a.doc", [("Сказка о ", "utf-16-le"), ("Peter Pan", "cp1252"), (" и Венди\r", "utf-16-le")])
    assert extract(path, "doc").text == "Сказка о Peter Pan и Венди"


def test_of_a_field_only_its_result_is_read(tmp_path):
    text = 'Смотри \x13 HYPERLINK "x" \x14наш сайт\x15, \x13 PAGE \x15страницы \x13 A \x13 B \x14b\x15 \x14да\x15.\r'
    assert extract(doc(tmp_path / "a.doc", [(text, "utf-16-le")]), "doc").text == "Смотри наш сайт, страницы да."


def test_rows_and_cells_of_a_word_table_are_lines_and_tabs(tmp_path):
    text = "Осина\x07Двенадцать\x07\x07Берёза\x07Три\x07\x07Конец\r"
    extraction = extract(doc(tmp_path / "a.doc", [(text, "utf-16-le")]), "doc")
    assert extraction.text == "Осина\tДвенадцать\nБерёза\tТри\nКонец"


@pytest.mark.parametrize("language", [0x419, 0x409])
def test_a_document_of_word_95_is_read_in_russian_whatever_it_says(tmp_path, language):
    path = doc_of_word_95(tmp_path / "a.doc", "Программа кружка\rНа год\r", language=language)
    assert extract(path, "doc").text == "Программа кружка\nНа год"


def test_a_document_of_an_asian_word_95_is_read(tmp_path):
    assert extract(doc_of_word_95(tmp_path / "a.doc", "Слово\r", magic=0xA699), "doc").text == "Слово"


def test_a_document_with_a_password_is_called_so(tmp_path):
    extraction = extract(doc(tmp_path / "a.doc", [("Тайна\r", "utf-16-le")], flags=0x0100), "doc")
    assert extraction.state is State.ENCRYPTED
    assert "паролем" in extraction.reason


def test_pieces_that_lie_on_one_another_do_not_multiply_the_text_without_end(tmp_path):
    path = doc(tmp_path / "a.doc", [("слово " * 1_000, "utf-16-le")] * 50)
    assert len(reading(path, "doc", text_chars=20_000).text) <= 20_000


def test_a_container_without_a_document_is_broken(tmp_path):
    for kind in ("doc", "ppt", "xls"):
        extraction = extract(ole_with(tmp_path / "a", {"Other": b"x"}), kind)
        assert extraction.state is State.BROKEN
        assert "повреждён" in extraction.reason
        assert "Traceback" not in extraction.detail


@pytest.mark.parametrize(("name", "kind"), [("walk.doc", "doc"), ("meeting.ppt", "ppt"), ("shift.xls", "xls")])
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_spoiled_old_file_is_explained(tmp_path, name, kind, data):
    content = bytearray((FIXTURES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "file"
    path.write_bytes(content[: data.draw(st.integers(1, len(content)))])
    extraction = reading(path, kind)
    assert extraction.state in {State.DONE, State.NO_TEXT, State.ENCRYPTED, State.BROKEN, State.TOO_LARGE}
    assert extraction.reason or extraction.state is State.DONE
    assert "Traceback" not in extraction.detail


def rtf(tmp_path, body, head=rb"{\rtf1\ansi\ansicpg1251 "):
    path = tmp_path / "a.rtf"
    path.write_bytes(head + body + b"}")
    return reading(path, "rtf")


def escaped(text):
    return "".join(f"\\'{byte:02x}" for byte in text.encode("cp1251")).encode()


@pytest.mark.parametrize("head", [rb"{\rtf1\ansi\ansicpg1251 ", rb"{\rtf1\ansi ", rb"{\rtf1 "])
def test_rtf_in_cp1251_is_russian_even_when_it_does_not_say_so(tmp_path, head):
    assert rtf(tmp_path, escaped("Ёлка и щука"), head).text == "Ёлка и щука"
    assert rtf(tmp_path, "Ёлка и щука".encode("cp1251"), head).text == "Ёлка и щука"


def test_rtf_with_numbers_of_letters_is_read_without_their_substitutes(tmp_path):
    body = "".join(f"\\u{ord(letter)}?" for letter in "Ёж № 5").encode()
    assert rtf(tmp_path, rb"\uc1 " + body).text == "Ёж № 5"


def test_rtf_with_halves_of_a_smiley_shows_it_whole(tmp_path):
    assert rtf(tmp_path, escaped("Ура ") + rb"\u-10179?\u-8704?").text == "Ура 😀"


def test_pictures_of_an_rtf_cost_nothing(tmp_path):
    picture = rb"{\pict\jpegblip " + b"ffd8ffe0\r\n" * 400_000 + b"}"
    raw = rb"{\pict\bin1000 " + b"}" * 1_000 + b"}"
    assert rtf(tmp_path, escaped("До ") + picture + raw + escaped("после")).text == "До после"


def test_pages_of_an_rtf_are_told_when_the_editor_counted_as_many(tmp_path):
    body = rb"{\info{\nofpages%d}}" + escaped("Первая") + rb"\page " + escaped("Вторая")
    extraction = rtf(tmp_path, body % 2)
    assert [place.label for place in extraction.places] == ["1", "2"]
    assert extraction.total == 2
    assert texts(extraction) == ["Первая", "Вторая"]
    assert rtf(tmp_path, body % 7).places == ()


def page(tmp_path, data):
    path = tmp_path / "a.doc"
    path.write_bytes(data)
    return reading(path, "doc_html")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "koi8-r", "utf-16"])
def test_a_web_page_is_read_in_its_encoding_said_or_not(tmp_path, encoding):
    words = "Щука и ёлка, сбор в среду у подъезда, в методическом кабинете"
    assert page(tmp_path, f"<html><p>{words}</p></html>".encode(encoding)).text == words
    if encoding == "cp1251":
        meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'
        assert page(tmp_path, f"<html>{meta}<p>Щит</p></html>".encode(encoding)).text == "Щит"


def test_scripts_styles_and_markup_of_a_web_page_are_not_its_text(tmp_path):
    data = "<html><style>p{}</style><script>зло()</script><!-- тайна --><table><tr><td>Один<td>Два</table>&laquo;Три&raquo;"
    assert page(tmp_path, data.encode()).text == "Один\tДва\n«Три»"


def test_a_web_page_is_divided_by_its_headings(tmp_path):
    extraction = page(tmp_path, "<html><h1>Цели</h1><p>Научить</p><h2>Ход</h2><p>Идём</p>".encode())
    assert [(place.kind, place.label) for place in extraction.places] == [("heading", "Цели"), ("heading", "Ход")]
