"""One document in three shapes: nothing is lost, nothing typed becomes a formula or a tag."""

import datetime
import io
from decimal import Decimal

import docx
import pytest
from openpyxl import load_workbook

from files.pdf_writer import write_pdf
from files.writers import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Sheet,
    Table,
    attachment,
    document_html,
    write_docx,
    write_xlsx,
)

DOCUMENT = Document(
    title="Паспорт программы <b>",
    subtitle="сентябрь 2016 – август 2019",
    publisher="Центр (пример)",
    parts=[
        Heading("Задачи"),
        Paragraph("Первая строка\nвторая строка & \x07знак"),
        Bullets(("собрать", "показать")),
        Bullets(("первое", "второе"), ordered=True),
        Table(
            head=("Поле", "Что"), widths=(1, 3), titled=True, rows=(("Цель", "Сеть"), ("Формы", Bullets(("семинар",))))
        ),
    ],
)


def words_of_docx(content):
    book = docx.Document(io.BytesIO(content))
    lines = [paragraph.text for paragraph in book.paragraphs]
    return lines, [[cell.text for cell in row.cells] for table in book.tables for row in table.rows]


def test_a_docx_holds_headings_lists_and_tables_by_their_styles():
    content = write_docx(DOCUMENT)
    lines, rows = words_of_docx(content)
    book = docx.Document(io.BytesIO(content))
    assert lines[:3] == ["Паспорт программы <b>", "сентябрь 2016 – август 2019", "Задачи"]
    assert {"собрать", "показать", "1. первое", "2. второе"} <= set(lines)
    assert rows == [["Поле", "Что"], ["Цель", "Сеть"], ["Формы", "– семинар"]]
    assert [p.style.name for p in book.paragraphs if p.text == "Задачи"] == ["Heading 1"]
    assert book.core_properties.author == "Центр (пример)"


def test_a_long_table_of_a_docx_is_written_in_time_that_grows_with_its_rows():
    rows = tuple((str(number), "мероприятие", "май 2017") for number in range(1000))
    _lines, written = words_of_docx(write_docx(Document("План", [Table(rows)])))
    assert written[-1] == ["999", "мероприятие", "май 2017"]


def test_the_pdf_says_the_same_and_typed_tags_stay_text():
    html = document_html(DOCUMENT)
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert write_pdf(html).startswith(b"%PDF-")


def test_a_spreadsheet_keeps_numbers_and_dates_and_disarms_formulas():
    sheet = Sheet("План: [2017]", ("Что", "Когда", "Сколько"), [("=1+1", datetime.date(2017, 5, 1), Decimal("0.5"))])
    book = load_workbook(io.BytesIO(write_xlsx(sheet)))
    page = book.worksheets[0]
    assert page.title == "План   2017 "
    cells = [cell.value for cell in page[2]]
    assert cells[0] == "'=1+1"
    assert page["A2"].data_type == "s"
    assert cells[1].date() == datetime.date(2017, 5, 1)
    assert cells[2] == 0.5


def test_a_saved_file_keeps_its_russian_name_and_runs_nothing():
    response = attachment(b"x", 'План "сети"/2017.docx', "application/octet-stream")
    assert "filename*=utf-8''" in response["Content-Disposition"].lower()
    assert "\n" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_part_of_no_known_kind_is_an_error_and_not_a_gap():
    with pytest.raises(TypeError):
        write_docx(Document("Пустое", ["строка"]))
