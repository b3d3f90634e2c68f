"""From a teacher's file to the hit that opens it on the right page (FX-02)."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from files.actions import store_file
from files.models import FileText
from home.models import ContentPage
from search.indexing import catch_up
from search.models import SearchOutbox
from tests.files.building import docx, heading, paragraph, pdf, pptx, shape, zip_of
from tests.files.old_formats import xlsx
from tests.making import material, put, stored
from tests.search.searching import ask, find, marked, read, titles, work

pytestmark = pytest.mark.django_db
PAGES = ["Погода в нашем краю", "На опушке растут лишайники", "Домашнее задание"]


@pytest.fixture
def library(sections):
    return sections["library"]


def text_file(path, words):
    path.write_text(words, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "make", "place"),
    [
        ("Прогулка.pdf", lambda path: pdf(path, PAGES), 2),
        ("Прогулка.docx", lambda path: docx(path, "".join(map(paragraph, PAGES))), None),
        ("Прогулка.pptx", lambda path: pptx(path, {f"s{n}": shape(line) for n, line in enumerate(PAGES)}), 2),
        ("Прогулка.txt", lambda path: text_file(path, "\n".join(PAGES)), None),
    ],
)
def test_a_word_that_stands_only_inside_a_file_is_found_in_another_form(client, library, tmp_path, name, make, place):
    file = stored(name, make(tmp_path / name).read_bytes())
    material(library, "Урок о лесе", files=[(file, "Конспект прогулки")])
    assert ask(client, "лишайниками")["total"] == 0
    work()
    answer = ask(client, "лишайниками")
    assert answer["total"] == 1
    (hit,) = answer["hits"]
    assert (hit["title"], hit["type"], hit["kind"]) == ("Урок о лесе", "material", "Сценарий, конспект")
    assert (hit["file"], hit["page"]) == ("Конспект прогулки", place)
    assert marked(hit["snippet"]) == ["лишайники"]


def test_a_file_of_the_demo_goes_the_whole_way_and_names_its_page(client, library):
    path = settings.DEMO_ROOT / "works" / "Портфолио, которое читают.pdf"
    file = store_file(content=ContentFile(path.read_bytes()), name=path.name)
    material(library, "О портфолио", files=[(file, "")])
    work()
    reading = FileText.objects.get(file=file)
    assert reading.state == "done"
    last_start = reading.places[-1][0]
    # A word that only the last page has.
    before = set(reading.text[:last_start].lower().split())
    word = max((w for w in reading.text[last_start:].split() if w.isalpha() and w.lower() not in before), key=len)
    (hit,) = ask(client, word)["hits"]
    assert (hit["file"], hit["page"]) == ("Портфолио, которое читают", reading.places[-1][3])


def test_words_of_a_query_may_stand_on_different_pages_of_a_file(client, library, tmp_path):
    file = read(pdf(tmp_path / "a.pdf", PAGES), "Прогулка.pdf")
    material(library, "Урок о лесе", files=[(file, "")])
    assert find(client, "погоду задания опушку") == ["Урок о лесе"]
    assert find(client, '"краю на опушке"') == ["Урок о лесе"]


def test_words_of_a_query_may_stand_in_two_files_and_in_the_card_of_one_material(client, library):
    files = [(read("Глина и гончарный круг."), "Первый"), (read("Обжиг в печи."), "Второй")]
    material(library, "Ремёсла", annotation="Занятия для пятого класса.", files=files)
    material(library, "Печи", annotation="Только о печах.")
    assert find(client, "глина печь") == ["Ремёсла"]
    assert find(client, "гончарные обжига пятые") == ["Ремёсла"]


def test_the_file_that_answers_best_is_named(client, library):
    files = [(read("Глина в овраге."), "Об оврагах"), (read("Глина и гончарный круг."), "О гончарах")]
    material(library, "Ремёсла", files=files)
    catch_up()
    (hit,) = ask(client, "гончарная глина")["hits"]
    assert hit["file"] == "О гончарах"
    assert set(marked(hit["snippet"])) == {"Глина", "гончарный"}


def test_a_passage_of_a_file_goes_before_the_same_words_of_the_card(client, library):
    material(library, "Ремёсла", annotation="Про глину.", files=[(read("Глина в овраге."), "Об оврагах")])
    catch_up()
    assert ask(client, "глина")["hits"][0]["file"] == "Об оврагах"


def test_a_hit_in_the_card_names_no_file(client, library):
    material(library, "Ремёсла", annotation="Про глину.", files=[(read("Обжиг в печи."), "Второй")])
    catch_up()
    (hit,) = ask(client, "глина")["hits"]
    assert (hit["file"], hit["page"], marked(hit["snippet"])) == (None, None, ["глину"])


def test_every_address_of_a_hit_opens_and_the_file_opens_on_the_page_of_the_passage(client, library, tmp_path):
    file = read(pdf(tmp_path / "a.pdf", PAGES), "Прогулка по лесу.pdf")
    material(library, "Урок о лесе", files=[(file, "")])
    catch_up()
    (hit,) = ask(client, "лишайник")["hits"]
    assert client.get(hit["url"]).status_code == 200
    html = client.get("/search/", {"q": "лишайник"}).content.decode()
    address = f"{file.url}?open#page=2"
    assert f'href="{address}"' in html
    assert "стр. 2 из 3" in html
    opened = client.get(urlsplit(address).path + "?open")
    assert opened.status_code == 200
    assert b"".join(opened.streaming_content).startswith(b"%PDF")


def test_other_pages_of_the_file_with_the_words_are_offered_too(client, library, tmp_path):
    path = pdf(tmp_path / "a.pdf", ["лишайник " * 3, "Пусто", "лишайники", "Ещё лишайник"])
    file = read(path, "Прогулка.pdf")
    material(library, "Урок о лесе", files=[(file, "")])
    catch_up()
    html = client.get("/search/", {"q": "лишайник"}).content.decode()
    for number in (1, 3, 4):
        assert f"{file.url}?open#page={number}" in html
    assert f"{file.url}?open#page=2" not in html


def test_a_text_under_a_heading_of_a_word_file_names_the_heading(client, library, tmp_path):
    styles = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    body = heading("Вступление") + paragraph("Погода") + heading("На опушке") + paragraph("Растут лишайники")
    file = read(docx(tmp_path / "a.docx", body, styles=styles), "Прогулка.docx")
    material(library, "Урок о лесе", files=[(file, "")])
    catch_up()
    html = client.get("/search/", {"q": "лишайник"}).content.decode()
    assert "раздел «На опушке»" in html
    assert f'href="{file.url}"' in html


def test_a_text_of_a_table_names_its_sheet_and_one_of_an_archive_its_file(client, library, tmp_path):
    rows = '<row><c t="str"><v>{}</v></c></row>'
    sheets = {"Погода": rows.format("Солнечно"), "Опушка": rows.format("Лишайники")}
    table = read(xlsx(tmp_path / "a.xlsx", sheets), "Прогулка.xlsx")
    archive = read(zip_of(tmp_path / "a.zip", {"планы/день.txt": "Тихий гербарий"}), "Архив.zip")
    material(library, "Урок о лесе", files=[(table, "")])
    material(library, "Урок о лете", files=[(archive, "")])
    catch_up()
    for words, place in (("лишайник", "лист «Опушка»"), ("гербарий", "в архиве: планы/день.txt")):
        (hit,) = ask(client, words)["hits"]
        assert hit["page"] is None
        assert place in client.get("/search/", {"q": words}).content.decode()


def test_a_text_that_is_read_later_makes_the_page_a_hit(client, library):
    file = stored("Прогулка.txt", "Лишайники на опушке.")
    material(library, "Урок о лесе", files=[(file, "")])
    catch_up()
    assert find(client, "лишайник") == []
    assert not SearchOutbox.objects.exists()
    FileText.objects.filter(file=file).update(state="waiting")
    work()
    assert titles(ask(client, "лишайник")) == ["Урок о лесе"]


def test_a_file_in_the_body_of_a_page_is_searched_too(client, sections):
    file = stored("Приказ.txt", "Положение о лишайниках.")
    body = [("files", {"title": "", "files": [file]})]
    put(sections["home"], ContentPage(title="Документы", slug="docs", body=body))
    work()
    (hit,) = ask(client, "лишайник")["hits"]
    assert (hit["title"], hit["type"], hit["file"]) == ("Документы", "page", "Приказ")


def test_one_file_shown_by_two_pages_answers_for_both(client, library):
    file = stored("Общее.txt", "Лишайники на опушке.")
    material(library, "Первый урок", files=[(file, "")])
    material(library, "Второй урок", files=[(file, "")])
    work()
    assert sorted(titles(ask(client, "лишайник"))) == ["Второй урок", "Первый урок"]


def test_a_file_that_cannot_be_read_hides_nothing_else_of_its_material(client, library, tmp_path):
    closed = stored("Закрытый.pdf", pdf(tmp_path / "a.pdf", ["Снег"], locked=True).read_bytes())
    material(library, "Урок о лесе", files=[(closed, "Под паролем"), (stored("a.txt", "Лишайники."), "Открытый")])
    work()
    assert FileText.objects.get(file=closed).state == "encrypted"
    assert ask(client, "лишайник")["hits"][0]["file"] == "Открытый"
    assert titles(ask(client, "пароль")) == ["Урок о лесе"]
