"""The book of a collection or an issue: made by the worker, named by its contents, given to nobody once they changed."""

import re
import socket
import threading
import zlib

import pypdfium2
import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from files.actions import read_file
from files.models import StoredFile
from files.pdf_writer import PdfFailed, PdfLimits, write_pdf
from library.editions import compiling
from library.editions.compiling import compile_edition
from library.editions.reflow import Piece, joined, pieces_of, without_running_titles, without_top
from library.enums import EDITION_MOVES, EditionState
from library.models import CompiledEdition, MaterialFile, MaterialPage
from library.tasks import compile_edition_task
from tests.library.editions import collection, issue, journal
from tests.making import close, material, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(sections):
    return sections["library"]


@pytest.fixture
def shelf(sections):
    return sections["collections"]


def read_stored(name, text):
    """A stored text file that has been read."""
    file = stored(name, text)
    read_file(file=file)
    return file


def made(page):
    """The CompiledEdition of `page` after the worker has made it."""
    compiled = compile_edition(page_id=page.pk)
    assert compiled.state == EditionState.DONE, compiled.reason
    return compiled


def pages_of(content):
    """The texts of a PDF's pages."""
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def book(page):
    """The pages of the book of `page` as texts."""
    with made(page).file.content.open("rb") as content:
        return pages_of(content.read())


def test_the_book_has_a_title_sheet_contents_with_pages_a_preface_and_the_text_of_the_works(library, shelf):
    long = "\n".join(f"Абзац {n}: снег скрипит под ногами, и это слышно издалека." for n in range(120))
    first = material(
        library,
        "Первая работа",
        annotation="Про снег.",
        authors=["И. Снегова (пример)"],
        files=[(read_stored("а.txt", long), "")],
    )
    second = material(
        library,
        "Вторая работа",
        files=[(read_stored("б.txt", "Лёд трещит."), ""), (stored("Бланк.txt", "Имя"), "Бланк ответов")],
    )
    body = [{"type": "text", "value": "<p>Зачем этот сборник.</p>"}]
    page = collection(
        shelf,
        "Зимний сборник",
        works=[first, (second, "", "Просят чаще.")],
        compiler="А. Составитель (пример)",
        body=body,
    )
    pages = book(page)
    assert "Зимний сборник" in pages[0]
    assert "А. Составитель (пример)" in pages[0]
    starts = {
        title: next(n for n, text in enumerate(pages, 1) if n > 2 and title in text)
        for title in ("Предисловие", "Первая работа", "Вторая работа")
    }
    for title, start in starts.items():
        line = next(line for line in pages[1].split("\n") if title in line)
        assert line.rstrip().endswith(str(start)), (line, start)
    whole = "\n".join(pages)
    for words in (
        "Зачем этот сборник.",
        "Про снег.",
        "И. Снегова (пример)",
        "Абзац 119",
        "Лёд трещит.",
        "Просят чаще.",
        "Бланк ответов",
        first.url,
    ):
        assert words in whole
    assert starts["Вторая работа"] > starts["Первая работа"] + 1


def test_the_book_of_an_issue_names_the_journal_the_sections_and_the_council(sections, library):
    paper = journal(sections["journals"], issn="2658-6541", council="Е. Редактор (пример)")
    page = issue(paper, 2, 2020, works=[("Наблюдаем", material(library, "Статья о наблюдении"))])
    pages = book(page)
    for words in ("Дошкольник", "№ 2, 2020", "ISSN 2658-6541"):
        assert words in pages[0].replace("\u00a0", " ")
    assert "Наблюдаем" in pages[1]
    assert "Е. Редактор (пример)" in pages[-1]


def test_what_visitors_may_not_see_is_not_in_the_book(library, shelf):
    hidden = material(
        library, "Канарейка", annotation="Канарейка поёт.", files=[(read_stored("к.txt", "Канарейка внутри."), "")]
    )
    page = collection(shelf, works=[(hidden, "Канарейка рядом.", "Канарейка причина."), material(library, "Открытая")])
    hidden.unpublish()
    whole = "\n".join(book(page))
    assert "Открытая" in whole
    assert "Канарейка" not in whole


def test_the_book_is_given_to_everybody_and_to_nobody_once_a_work_is_withdrawn(client, library, shelf):
    work = material(library, "Уйдёт с сайта")
    page = collection(shelf, works=[work, material(library, "Останется")])
    file = made(page).file
    assert client.get(file.url).status_code == 200
    assert client.get(f"{page.url}pdf/")["Location"] == file.open_url
    MaterialPage.objects.get(pk=work.pk).unpublish()
    assert client.get(file.url).status_code == 404
    assert client.get(f"{page.url}pdf/")["Location"] == page.url
    assert "PDF готовится" in client.get(page.url).content.decode()
    fresh = made(page).file
    assert client.get(fresh.url).status_code == 200
    assert client.get(file.url).status_code == 404


@pytest.mark.parametrize("leave", [lambda page: close(page), lambda page: page.unpublish()])
def test_the_book_of_an_edition_that_is_not_public_any_more_is_closed(client, library, shelf, leave):
    page = collection(shelf, works=[material(library)])
    file = made(page).file
    leave(page)
    assert client.get(file.url).status_code == 404


def test_the_book_of_an_expired_edition_is_closed_before_the_clock_takes_it_off(client, library, shelf):
    page = collection(shelf, works=[material(library)])
    file = made(page).file
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())
    assert client.get(file.url).status_code == 404
    for address in (page.url, f"{page.url}zip/", f"{page.url}pdf/"):
        assert client.get(address).status_code == 404


def test_a_request_never_makes_the_book(client, library, shelf, monkeypatch):
    page = collection(shelf, works=[material(library)])
    monkeypatch.setattr(compiling, "write_pdf", None)
    assert client.get(f"{page.url}pdf/")["Location"] == page.url
    html = client.get(page.url).content.decode()
    assert "PDF готовится" in html
    assert "одним PDF" not in html


def test_the_page_offers_the_book_with_its_pages_and_size_once_it_is_there(client, library, shelf):
    page = collection(shelf, works=[material(library)])
    read_file(file=made(page).file)
    html = client.get(page.url).content.decode().replace("\u00a0", " ")
    assert "одним PDF, 3 страницы" in html
    assert f'href="{page.url}pdf/"' in html


def test_contents_that_stay_the_same_are_not_set_twice(library, shelf):
    page = collection(shelf, works=[material(library)])
    first = made(page).file
    compiling.ask_for([page.pk])
    assert made(page).file == first
    assert StoredFile.objects.filter(name__endswith=".pdf").count() == 1


def test_a_new_text_of_a_file_makes_another_book(library, shelf):
    file = stored("а.txt", "Снег.")
    page = collection(shelf, works=[material(library, files=[(file, "")])])
    first = made(page).file
    read_file(file=file)
    compiled = CompiledEdition.objects.get(pk=page.pk)
    assert compiled.state == EditionState.WAITING
    assert made(page).file != first


def change_the_work(work):
    work.title = "Переименована"
    work.save_revision().publish()


def change_its_files(work):
    MaterialFile.objects.create(page=work, file=stored("новый.txt", "Новый."))
    work.save_revision().publish()


def delete_the_work(work):
    MaterialPage.objects.get(pk=work.pk).delete()


@pytest.mark.parametrize(
    "change", [change_the_work, change_its_files, delete_the_work, lambda work: work.unpublish(), close]
)
def test_every_change_of_a_work_asks_for_the_book_anew(library, shelf, change):
    work = material(library, "Работа")
    other = collection(shelf, "Другой", works=[material(library, "Посторонняя")])
    page = collection(shelf, works=[work, material(library, "Вторая")])
    for each in (page, other):
        made(each)
    change(MaterialPage.objects.get(pk=work.pk))
    states = dict(CompiledEdition.objects.values_list("pk", "state"))
    assert states == {page.pk: EditionState.WAITING, other.pk: EditionState.DONE}


def test_a_new_work_asks_for_the_books_of_collections_by_filter(library, shelf):
    material(library)
    page = collection(shelf, filter="kind=scenario")
    made(page)
    material(library, "Ещё одна")
    assert CompiledEdition.objects.get(pk=page.pk).state == EditionState.WAITING


def test_a_draft_of_an_edition_asks_for_nothing(library, shelf):
    page = collection(shelf, works=[material(library)])
    made(page)
    page.title = "Правка"
    page.save_revision()
    assert CompiledEdition.objects.get(pk=page.pk).state == EditionState.DONE


def test_an_edition_without_works_has_no_book(client, shelf):
    page = collection(shelf)
    assert made(page).file is None
    assert "PDF" not in client.get(page.url).content.decode()


def test_a_failure_is_a_state_with_a_reason_on_the_page(client, library, shelf, monkeypatch):
    page = collection(shelf, works=[material(library, files=[(stored(), "")])])
    monkeypatch.setattr(compiling, "write_pdf", lambda html: write_pdf(html, PdfLimits(cpu_seconds=1, memory=64 << 20)))
    compiled = compile_edition(page_id=page.pk)
    assert (compiled.state, compiled.file) == (EditionState.FAILED, None)
    html = client.get(page.url).content.decode()
    assert compiled.reason
    assert compiled.reason in html
    assert "Все файлы ZIP" in html


def test_a_fault_of_ours_fails_the_task_and_the_page_promises_nothing(client, library, shelf, monkeypatch):
    page = collection(shelf, works=[material(library)])
    monkeypatch.setattr(compiling, "edition_html", lambda page, entries: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        compile_edition(page_id=page.pk)
    assert CompiledEdition.objects.get(pk=page.pk).state == EditionState.FAILED
    assert "PDF готовится" not in client.get(page.url).content.decode()


def test_another_address_of_the_section_leaves_the_book_as_it_is(client, library, shelf):
    page = collection(shelf, works=[material(library)])
    file = made(page).file
    section = type(library).objects.get(pk=library.pk)
    section.slug = "biblioteka"
    section.save_revision().publish()
    assert client.get(file.url).status_code == 200


def test_a_change_while_the_book_is_being_made_is_not_lost(library, shelf, monkeypatch):
    page = collection(shelf, works=[material(library)])

    def slow(html):
        compiling.ask_for([page.pk])
        return write_pdf(html)

    monkeypatch.setattr(compiling, "write_pdf", slow)
    assert compile_edition(page_id=page.pk).state == EditionState.WAITING


@pytest.mark.parametrize("now", EditionState)
@pytest.mark.parametrize("wanted", EditionState)
def test_every_move_of_a_book_obeys_the_table(library, shelf, now, wanted):
    page = collection(shelf, works=[material(library)])
    CompiledEdition.objects.filter(pk=page.pk).update(state=now)
    compiled = CompiledEdition.objects.get(pk=page.pk)
    assert bool(compiling._move(compiled, wanted)) == (wanted in EDITION_MOVES[now])


def test_the_worker_is_asked_once_and_makes_the_book_of_a_new_edition(
    library, shelf, django_capture_on_commit_callbacks
):
    work = material(library)
    with django_capture_on_commit_callbacks(execute=True):
        page = collection(shelf, works=[work])
        page.save()
    asked = DBTaskResult.objects.ready().filter(task_path=compile_edition_task.module_path)
    assert [row.args_kwargs["args"] for row in asked] == [[page.pk]]
    compile_edition_task.func(page.pk)
    assert CompiledEdition.objects.get(pk=page.pk).file is not None


# The writer -----------------------------------------------------------------------------------------------------------


def html(body, head=""):
    look = '<meta charset="utf-8"><title>Проба</title><link rel="stylesheet" href="ours:css/pdf/base.css">'
    return f'<!DOCTYPE html><html lang="ru"><head>{look}{head}</head><body>{body}</body></html>'


def test_russian_and_latin_letters_are_set_in_our_font_and_can_be_copied():
    content = write_pdf(html("<h1>Сборник «Снег» № 1</h1><p>Text and цифры 2026</p>"))
    assert pages_of(content) == ["Сборник «Снег» № 1\nText and цифры 2026"]
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    assert any(b"Golos" in zlib.decompress(data) for data in packed)


def test_no_address_that_stands_in_a_document_is_ever_asked(tmp_path):
    asked = []
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)

    def listen():
        try:
            asked.append(listener.accept())
        except OSError:
            return

    thread = threading.Thread(target=listen)
    thread.start()
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'СЕКРЕТ' }")
    outside = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
    svg = f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='{outside}'/></svg>"
    sheets = (outside, f"file://{secret}", f"ours:css/pdf/../../{secret}")
    head = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    head += f'<style>@import "{outside}"; p {{ background: url({outside}) }}</style>'
    body = f'<p>Текст</p><img src="{outside}"><img src="{svg}"><object data="{outside}"></object><a rel="attachment" href="file://{secret}">x</a>'
    content = write_pdf(html(body, head))
    listener.close()
    thread.join()
    assert not asked
    assert "Текст" in pages_of(content)[0]
    assert "СЕКРЕТ" not in pages_of(content)[0]
    assert b"EmbeddedFile" not in content


@pytest.mark.parametrize(
    "limits", [PdfLimits(memory=100 << 20), PdfLimits(wall_seconds=0.05), PdfLimits(output_bytes=1000)]
)
def test_a_document_beyond_its_limits_fails_with_a_reason_in_russian(limits):
    with pytest.raises(PdfFailed) as failed:
        write_pdf(html("<p>Текст</p>"), limits)
    assert failed.value.reason.startswith("PDF")


# From the text of a file to a book --------------------------------------------------------------------------------------


def reading(text, kind="txt", places=()):
    from types import SimpleNamespace

    return SimpleNamespace(text=text, places=list(places), file=SimpleNamespace(kind=kind))


def test_lines_with_tabs_become_a_table_and_known_headings_headings():
    pieces, whole = pieces_of(reading("Цель\nПонять.\nА\tБ\n1", places=[[0, "heading", "Цель", None]]), 1000)
    assert [piece.kind for piece in pieces] == ["heading", "text", "table", "text"]
    assert pieces[2].rows == (("А", "Б"),)
    assert whole


def test_a_short_line_above_a_long_paragraph_is_a_heading_and_a_sentence_is_not():
    text = (
        "Как заполнять\n"
        + "Слово " * 40
        + "\nЭто предложение.\n"
        + "Слово " * 40
        + "\nкороткая строка со строчной\n"
        + "Слово " * 40
    )
    assert [piece.kind for piece in pieces_of(reading(text), 10_000)[0]] == [
        "heading",
        "text",
        "text",
        "text",
        "text",
        "text",
    ]


def test_running_titles_of_a_pdf_are_left_out_and_lines_that_are_like_them_stay():
    pages = [
        "Опыт у пробирки 1\nПриложение 1\nПервая.\nЗадание номер 1",
        "Опыт у пробирки 2\nПриложение 2\nВторая.\nЗадание номер 4\n",
        "Опыт у пробирки 3\nПриложение 3\nТретья.\nВсего учеников 25",
    ]
    text = "\n".join(pages)
    starts = [0, text.index(pages[1]), text.index(pages[2])]
    lines = without_running_titles(text, starts)
    assert not [line for line in lines if line.startswith("Опыт")]
    assert [line for line in lines if line[:1].isalpha()] == [
        "Приложение 1",
        "Первая.",
        "Задание номер 1",
        "Приложение 2",
        "Вторая.",
        "Задание номер 4",
        "Приложение 3",
        "Третья.",
        "Всего учеников 25",
    ]
    assert without_running_titles("Одна страница 1", []) == ["Одна страница 1"]


def test_the_running_title_of_an_office_document_is_no_table():
    pieces, _whole = pieces_of(
        reading("Почему скрипит снег\nНачало.\nПочему скрипит снег\t4\nБалл\t3\nКонец.", "docx"), 1000
    )
    assert [piece.text for piece in pieces if piece.kind != "table"] == ["Почему скрипит снег", "Начало.", "Конец."]
    assert [piece.rows for piece in pieces if piece.kind == "table"] == [(("Балл", "3"),)]


def test_the_lines_of_a_pdf_are_joined_into_paragraphs_without_page_numbers():
    lines = [
        "На верхней полке моего шкафа стоят шесть",
        "папок, и корешки у них давно подписаны,",
        "внутри файлы.",
        "12",
        "Новый абзац начинается здесь, и он тоже",
        "длинный.",
    ]
    assert joined(lines) == [" ".join(lines[:3]), " ".join(lines[4:])]


def test_a_long_text_is_cut_at_the_end_of_a_line_and_says_so():
    pieces, whole = pieces_of(reading("Первая строка.\nВторая строка.\nТретья"), 20)
    assert ([piece.text for piece in pieces], whole) == (["Первая строка."], False)


def test_the_title_and_the_authors_on_top_are_not_said_twice():
    pieces = [
        Piece("text", text)
        for text in ("Почему скрипит снег", "И. Снегова (пример), Школа № 2", "Замысел", "Снег.", "Почему скрипит снег")
    ]
    rest = without_top(pieces, "Урок «Почему скрипит снег»", ["И. Снегова"])
    assert [piece.text for piece in rest] == ["Замысел", "Снег.", "Почему скрипит снег"]
