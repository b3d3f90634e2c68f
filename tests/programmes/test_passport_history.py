"""When a passport was changed and in what: told on its page, in its files and in the progress (D4.7)."""

import io
from datetime import timedelta

import docx
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format

from home.changes import log as change_log
from home.page_cache import pages
from programmes import surroundings
from programmes.models import PassportVersion, ProgrammePage
from programmes.passport_history import names_of, passport_changed
from programmes.passports import passport_document
from programmes.progress import changes_of
from tests.making import close, programme, queries_of, subproject

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    surroundings._remembered.clear()
    pages.clear()
    change_log.forget()


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе", goal="Читать", customer="Управление")


def publish(page, **changes):
    """Change fields of the page and publish it; return it as it is stored."""
    # As the database has it: a parent in hand does not know of children that came meanwhile.
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def blocks(*pairs):
    """Lists of a passport: (heading, [lines])."""
    return [{"type": "listing", "value": {"title": title, "lines": lines}} for title, lines in pairs]


def text(response):
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def today():
    """As the site writes it."""
    return date_format(timezone.localdate(), "j E Y")


def test_a_change_of_facts_is_told_by_their_names_in_the_order_of_the_passport(page):
    page = publish(page, customer="", goal="Читать вслух", starts_on=timezone.localdate(), tasks="Собрать кружки")
    assert passport_changed(page)["text"] == "заказчик, цель, задачи, сроки реализации"
    assert passport_changed(page)["is_first"] is False


def test_a_table_is_known_by_its_heading(page):
    page = publish(page, passport=blocks(("Формы", ["семинар"]), ("Журналы", ["первый"])))
    assert passport_changed(page)["text"] == "«Формы», «Журналы»"
    page = publish(page, passport=blocks(("Формы", ["семинар"]), ("Журналы", ["первый", "второй"])))
    assert passport_changed(page)["text"] == "«Журналы»"


def test_a_publication_that_leaves_the_passport_alone_is_no_change(page):
    page = publish(page, goal="Читать вслух")
    PassportVersion.objects.update(published_at=timezone.now() - timedelta(days=40))
    before = passport_changed(page)
    page = publish(page, summary="Другими словами", body=[("text", "<p>Новое</p>")])
    assert passport_changed(page) == before
    assert PassportVersion.objects.filter(page=page).count() == 2


def test_a_passport_published_once_was_never_changed(client, page):
    assert passport_changed(page) == {
        "on": timezone.localdate(page.first_published_at),
        "is_first": True,
        "text": "",
    }
    assert not PassportVersion.objects.exists()
    assert "с тех пор не менялся" in text(client.get(f"{page.url}passport/"))


def test_a_draft_is_no_change_and_a_publication_that_fails_leaves_no_trace(page):
    page.goal = "Черновик"
    revision = page.save_revision()
    assert passport_changed(page)["is_first"]

    def publish_and_fail():
        with transaction.atomic():
            revision.publish()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        publish_and_fail()
    assert not PassportVersion.objects.exists()


def test_what_changed_while_the_page_was_off_the_site_is_told_when_it_comes_back(page):
    page.unpublish()
    page = publish(ProgrammePage.objects.get(pk=page.pk), goal="Читать вслух")
    assert passport_changed(page)["text"] == "цель"


def test_visitors_read_the_day_on_the_page_at_once_and_in_both_files(client, page):
    assert "Изменён" not in text(client.get(f"{page.url}passport/"))
    page = publish(page, goal="Читать вслух")
    shown = text(client.get(f"{page.url}passport/"))
    assert f"{today()}</time>: цель." in shown
    said = f"Паспорт программы. Изменён {today()}"
    assert passport_document(page).subtitle.replace("\u00a0", " ") == said
    book = docx.Document(io.BytesIO(client.get(f"{page.url}passport/docx/").content))
    assert said in [paragraph.text.replace("\u00a0", " ") for paragraph in book.paragraphs]


def test_the_progress_of_the_programme_tells_of_its_passport_and_of_its_parts(client, page):
    part = subproject(page, "Библиотека")
    publish(part, goal="Собрать книги")
    page = publish(page, goal="Читать вслух", customer="Школа")
    told = [(change.text, change.detail) for change in changes_of(page) if change.kind == "Паспорт"]
    assert told == [
        ("Паспорт программы", "изменён паспорт: заказчик, цель"),
        ("Паспорт подпроекта «Библиотека»", "изменён паспорт: цель"),
    ]
    shown = text(client.get(f"{page.url}progress/"))
    assert "изменён паспорт: заказчик, цель" in shown
    assert f'href="{part.url}passport/"' in shown


def test_a_closed_part_is_not_told_of(page):
    part = subproject(page, "Для своих")
    publish(part, goal="Собрать книги")
    close(part)
    assert [change.text for change in changes_of(page)] == []


def test_many_facts_are_counted_and_a_fact_of_an_older_release_breaks_nothing():
    names = ["goal", "tasks", "customer", "forms", "products", "control", "finance", "prospects"]
    assert names_of(names).endswith("и ещё 2")
    assert names_of(["dates_label", "period_label"]) == "сроки реализации"
    assert names_of(["long_gone"]) == "другие сведения"


def test_a_number_stands_once_a_page(page):
    publish(page, goal="Читать вслух")
    with pytest.raises(IntegrityError, match="page_id"), transaction.atomic():
        PassportVersion.objects.create(page_id=page.pk, number=2, published_at=timezone.now(), state={})


def test_neither_the_passport_nor_the_progress_asks_more_for_a_longer_history(client, page):
    page = publish(page, goal="Первая")
    subproject(page, "Первый")
    addresses = [f"{page.url}passport/", f"{page.url}progress/"]
    few = [queries_of(lambda address=address: client.get(address)) for address in addresses]
    for number in range(5):
        page = publish(page, goal=f"Цель {number}")
        publish(subproject(page, f"Подпроект {number}"), goal="Новая")
    assert [queries_of(lambda address=address: client.get(address)) for address in addresses] == few
