"""The passport of a programme: what it says, what it hides, its files, and who may have them."""

import datetime
import io

import docx
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from files.pdf_writer import PdfFailed
from files.writers import DOCX_TYPE, Bullets, Table, kept
from home.models import ContentPage
from programmes.passports import passport_document, passport_of, passport_words
from tests.making import close, person, programme, put, queries_of, subproject

pytestmark = pytest.mark.django_db
FILES = ["passport/", "passport/docx/", "passport/pdf/"]


def filled(section, **fields):
    """A programme with a row, a table and a survey."""
    blocks = [
        ("bodies", {"title": "Советы", "rows": [{"name": "Экспертный совет", "functions": ["экспертиза"]}]}),
        ("survey", {"title": "опрос учителей", "rows": [{"label": "довольны", "percent": 66.5}], "asked": None}),
        ("participants", {"title": "Партнёры", "rows": [{"name": "Школа № 5 (пример)", "part": "база"}]}),
    ]
    fields.setdefault("passport", [{"type": kind, "value": value} for kind, value in blocks])
    return programme(section, fields.pop("title", "Читаем вместе"), **fields)


@pytest.fixture
def page(sections):
    return filled(sections["programmes"], developers="Иванова (пример)\nПетров (пример)", customer="Управление")


def titles(page):
    passport = passport_of(page)
    return [row.title for row in passport.rows], [section.title for section in passport.sections]


def test_an_empty_passport_says_only_what_is_known(sections, client):
    bare = programme(sections["programmes"], "Пустая")
    assert titles(bare) == (["Вид"], [])
    shown = client.get(f"{bare.url}passport/").content.decode()
    assert shown.count("<dt>") == 1
    assert "None" not in shown


def test_rows_stand_in_the_usual_order_and_tables_after_them(page):
    assert titles(page) == (["Вид", "Разработчики", "Заказчик", "Партнёры"], ["Советы", "Опрос учителей"])


def test_a_list_of_one_is_a_sentence_and_a_list_of_two_is_a_list(page):
    rows = {row.title: row.value for row in passport_of(page).rows}
    assert rows["Разработчики"] == Bullets(("Иванова (пример)", "Петров (пример)"))
    assert rows["Заказчик"] == "Управление"


def test_a_table_has_no_empty_columns(page):
    (table,) = passport_of(page).sections[0].parts
    assert table.head == ("Орган или группа", "Чем занимается")
    assert table.rows == (("Экспертный совет", "экспертиза"),)


@pytest.mark.parametrize(("asked", "said"), [(None, "N не указано"), (1200, "N = 1\u00a0200")])
def test_a_share_is_never_without_its_n(sections, asked, said):
    survey = {"title": "опрос", "year": 2017, "asked": asked, "rows": [{"label": "да", "percent": "66.5"}]}
    page = filled(sections["programmes"], passport=[{"type": "survey", "value": survey}])
    (section,) = passport_of(page).sections
    remark, table = section.parts
    assert (section.title, table.rows, remark.text) == ("Опрос, 2017", (("да", "66,5 %"),), said)


@pytest.mark.parametrize("percent", [-1, 100.5])
def test_a_share_beyond_the_whole_is_refused(page, percent):
    survey = page.passport.stream_block.child_blocks["survey"]
    value = survey.to_python({"title": "опрос", "rows": [{"label": "да", "percent": percent}]})
    with pytest.raises(ValidationError):
        survey.clean(value)


def test_a_subproject_has_a_passport_of_its_own(page, client):
    part = subproject(page, "Библиотека", number=3, full_title="Сопровождение школьных библиотек")
    assert titles(part)[0] == ["Полное наименование"]
    assert "Паспорт подпроекта" in client.get(f"{part.url}passport/").content.decode()


def test_the_page_shows_the_short_facts_and_the_way_to_the_rest(page, client):
    shown = client.get(page.url).content.decode()
    assert "Управление" in shown
    assert f'{page.url}passport/"' in shown
    assert "Экспертный совет" not in shown


def test_the_address_of_the_passport_is_its_own(page, client):
    shown = client.get(f"{page.url}passport/").content.decode()
    assert f'<link rel="canonical" href="http://testserver{page.url}passport/">' in shown
    assert "csrf" not in shown


def test_what_people_typed_is_text_on_the_page_and_in_the_files(sections, client):
    evil = "<script>alert(1)</script>\n=1+1"
    page = filled(sections["programmes"], customer=evil, title="<b>Имя</b>")
    shown = client.get(f"{page.url}passport/").content.decode()
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    book = docx.Document(io.BytesIO(client.get(f"{page.url}passport/docx/").content))
    assert evil.split("\n")[0] in book.tables[0].rows[1].cells[1].text


def test_the_docx_is_the_usual_table_of_two_columns(page, client):
    response = client.get(f"{page.url}passport/docx/")
    book = docx.Document(io.BytesIO(response.content))
    assert response["Content-Type"] == DOCX_TYPE
    assert "filename" in response["Content-Disposition"]
    assert [len(row.cells) for row in book.tables[0].rows] == [2] * 4
    assert [row.cells[0].text for row in book.tables[0].rows] == ["Вид", "Разработчики", "Заказчик", "Партнёры"]
    assert "N не указано" in [paragraph.text for paragraph in book.paragraphs]


def test_the_pdf_is_made_once_for_what_it_says(page, client, monkeypatch):
    made = []
    write = kept.write_pdf
    monkeypatch.setattr(kept, "write_pdf", lambda html: made.append(html) or write(html))
    first = client.get(f"{page.url}passport/pdf/")
    assert first.content.startswith(b"%PDF-")
    assert client.get(f"{page.url}passport/pdf/").content == first.content
    again = client.get(f"{page.url}passport/pdf/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, len(made)) == (304, b"", 1)
    page.customer = "Другой заказчик"
    page.save_revision().publish()
    fresh = client.get(f"{page.url}passport/pdf/", headers={"If-None-Match": first["ETag"]})
    assert (fresh.status_code, len(made)) == (200, 2)
    assert "Другой заказчик" in made[1]


def test_a_pdf_that_cannot_be_made_says_why(page, client, monkeypatch):
    def fail(html):
        raise PdfFailed("PDF не собрался: проверка.")

    monkeypatch.setattr(kept, "write_pdf", fail)
    response = client.get(f"{page.url}passport/pdf/")
    assert response.status_code == 503
    assert "PDF не собрался: проверка." in response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("part", FILES)
def test_a_draft_has_no_passport(sections, client, part):
    page = filled(sections["programmes"], publish=False)
    assert client.get(f"{page.url}{part}").status_code == 404


@pytest.mark.parametrize("part", FILES)
def test_an_unpublished_change_is_not_in_the_passport(page, client, part):
    before = client.get(f"{page.url}{part}").content
    page.customer = "ТАЙНА"
    page.save_revision()
    assert client.get(f"{page.url}{part}").content == before


@pytest.mark.parametrize("part", FILES)
def test_a_closed_programme_closes_its_passport_and_those_below(page, client, part):
    below = subproject(page, "Библиотека", full_title="Полное имя")
    close(page)
    for closed in (page, below):
        assert client.get(f"{closed.url}{part}").status_code == 302
    client.force_login(person())
    assert client.get(f"{page.url}{part}").status_code == 200


@pytest.mark.parametrize("part", FILES)
def test_a_programme_whose_time_is_over_has_no_passport(page, client, part):
    page.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    page.save()
    assert client.get(f"{page.url}{part}").status_code == 404


@pytest.mark.parametrize("address", ["passport/xlsx/", "passport/pdf/more/", "pdf/"])
def test_there_are_no_other_parts(page, client, address):
    assert client.get(f"{page.url}{address}").status_code == 404


def test_no_page_below_takes_the_address_of_the_passport(page):
    below = ContentPage(title="Паспорт", slug="passport")
    with pytest.raises(ValidationError, match="занят"):
        put(page, below)
    assert put(page, ContentPage(title="Паспорт")).slug != "passport"


def test_the_passport_asks_as_much_of_the_database_whatever_it_says(sections, page, client):
    bare = programme(sections["programmes"], "Пустая")
    assert queries_of(lambda: client.get(f"{page.url}passport/")) == queries_of(
        lambda: client.get(f"{bare.url}passport/")
    )


def test_every_word_of_the_passport_is_there_for_search(page):
    words = passport_words(page)
    assert all(word in words for word in ("Управление", "Экспертный совет", "66,5 %", "Школа № 5 (пример) — база"))


def test_the_document_says_what_the_page_says(page):
    table, *rest = passport_document(page).parts
    assert isinstance(table, Table)
    assert table.rows == tuple((row.title, row.value) for row in passport_of(page).rows)
    assert [part.text for part in rest if hasattr(part, "level")] == titles(page)[1]


def test_the_editor_has_a_tab_for_the_passport(page, client):
    client.force_login(person(is_superuser=True))
    shown = client.get(f"/admin/pages/{page.pk}/edit/")
    assert shown.status_code == 200
    form = shown.content.decode()
    assert 'href="#tab-паспорт"' in form or "Паспорт" in form
    assert all(f'name="{name}"' in form for name in ("developers", "strategic_goal", "prospects"))
    assert 'id="passport"' in form
