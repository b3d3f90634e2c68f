"""The page of a version is the version; its fingerprint proves which bytes and words were judged."""

import json

import pytest
from django.core.files.base import ContentFile

from home.models import Level
from library import coauthors, submitting
from library.coauthor_views import coauthor_text
from library.digests import body_of, digest_of, digest_of_page
from library.drafting import add_file
from library.models import Licence, MaterialPage
from library.placing import put_on_page
from tests.library.submissions import draft, fresh, kept, returned, save
from tests.making import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sections")]
BODY = "Первый абзац & <б>.\nС новой строки.\n\nВторой «абзац»."


@pytest.fixture
def vera(db):
    return person(first_name="Вера", last_name="Нова")


@pytest.fixture
def sent(vera):
    files = [kept("Урок.txt", "Текст урока"), kept("Карточки.txt", "Карточки")]
    links = [["Запись", "https://example.org/v"]]
    work = draft(vera, files=files, body=BODY, links=links, year=2026, keywords="снег", norms="ФГОС НОО", audiences=[])
    row = coauthors.ask_coauthor(submission=work, by=vera, name="Олег Иванов", email="oleg@example.org")
    coauthors.answer_coauthor(coauthor=row, by=row, agrees=True, text=coauthor_text(), name="О. Иванов")
    coauthors.ask_coauthor(submission=work, by=vera, name="Анна Молчит", email="anna@example.org")
    return submitting.submit(submission=fresh(work), by=vera)


def place(work, methodist=None):
    return put_on_page(submission=fresh(work), version=work.versions.first(), by=methodist)


def test_the_page_equals_the_version(sent):
    page, version = place(sent), sent.versions.get()
    assert not page.live
    assert (page.title, page.annotation, page.kind.code) == (version.title, version.card["annotation"], "article")
    assert [level.code for level in page.levels.all()] == [Level.objects.first().code]
    assert [(entry.file.sha256, entry.title) for entry in page.files.all()] == [
        (entry.sha256, entry.title) for entry in version.files.all()
    ]
    assert [(link.title, link.url) for link in page.links.all()] == [("Запись", "https://example.org/v")]
    assert page.licence == Licence.objects.active().first()
    assert (page.year, page.keywords) == (2026, "снег, ФГОС НОО")
    assert digest_of_page(page) == version.digest
    assert fresh(sent).page == page


def test_on_the_cover_stand_those_who_agreed_each_as_chosen(vera, sent):
    page = place(sent)
    assert [(author.name, author.user) for author in page.authors.all()] == [("Вера Нова", vera), ("О. Иванов", None)]
    anna = sent.coauthors.get(email="anna@example.org")
    coauthors.answer_coauthor(coauthor=anna, by=anna, agrees=True, text=coauthor_text(), name="Анна Т.")
    newest = MaterialPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [author.name for author in newest.authors.all()] == ["Вера Нова", "О. Иванов", "Анна Т."]


def test_the_next_version_becomes_the_next_revision_of_the_same_page(vera, sent):
    page = place(sent)
    work = returned(fresh(sent), "check")
    save(work, title="Почему скрипит снег: опыты", body="Только один абзац")
    add_file(submission=work, by=vera, content=ContentFile("Новый опыт".encode()), name="Опыт.txt")
    work = submitting.resubmit(submission=work, by=vera, answer="Переписала")
    again = place(work)
    assert again.pk == page.pk
    newest = MaterialPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert newest.title == "Почему скрипит снег: опыты"
    assert digest_of_page(newest) == work.versions.first().digest != work.versions.last().digest
    assert not MaterialPage.objects.get(pk=page.pk).live


def test_an_editor_who_opens_and_saves_the_body_does_not_change_the_digest(sent):
    page = place(sent)
    block = MaterialPage.body.field.stream_block
    rich = block.child_blocks["text"]
    value = page.body[0].value
    shown = rich.field.widget.format_value(value)
    saved = rich.field.widget.value_from_datadict({"t": shown}, {}, "t")
    page.body = json.dumps([{"type": "text", "value": saved, "id": "abc"}])
    assert digest_of_page(page) == sent.versions.get().digest


def test_a_changed_word_or_byte_changes_the_digest_and_the_order_of_files_does_not(sent):
    files = ["a" * 64, "b" * 64]
    same = digest_of(files, body_of("Слово"))
    assert same == digest_of(files[::-1], body_of("Слово"))
    assert same != digest_of(files[:1], body_of("Слово"))
    assert same == digest_of(files, body_of("Слова")), "слова рядом с файлами правит редактор"
    assert same != digest_of(files, [{"type": "files", "value": {"files": [1]}}])
    assert digest_of([], body_of("Слово")) != digest_of([], body_of("Слова"))
    page = place(sent)
    page.files = list(page.files.all())[:1]
    assert digest_of_page(page) != sent.versions.get().digest


def test_an_authors_words_are_words_and_no_markup():
    assert body_of("<script>alert(1)</script>") == [
        {"type": "text", "value": "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"}
    ]
    assert body_of(" \n\n ") == []
