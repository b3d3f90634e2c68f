"""«Ход программы»: what really changed, newest first, with a date that no save of a page can move."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from home.changes import log as change_log
from home.page_cache import pages
from library.models import MaterialPage
from programmes import progress
from programmes.actions import set_item_status
from programmes.closing import close_stage
from programmes.enums import TargetKind
from programmes.measuring import add_measurement, withdraw_measurement
from programmes.models import Indicator, NewsPage, Stage
from programmes.planning import add_proof, move_item, remove_proof
from programmes.progress import changes_of, progress_of, progress_source, updated_at
from programmes.terms import read_term
from tests.making import close, material, news, person, plan, programme, queries_of, subproject
from tests.programmes.reports import DAY, draft, item, published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    pages.clear()
    change_log.forget()


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


def told(page):
    return [(change.kind, change.text) for change in changes_of(page)]


def age(model, pk, days):
    model.objects.filter(pk=pk).update(first_published_at=timezone.now() - timedelta(days=days))


def text(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_everything_that_changed_is_told_newest_first(sections, page, leader):
    (line,) = plan(page, items=1)
    age(NewsPage, news(sections["news"], "О семинаре", about=[page]).pk, 3)
    age(MaterialPage, material(sections["library"], "Конспект", programme=page).pk, 2)
    report = published(page, by=leader)
    age(type(report), report.pk, 1)
    set_item_status(item=line, status="done", by=leader)
    found = changes_of(page)
    assert [change.kind for change in found] == ["План", "Отчёт", "Материал", "Новость"]
    assert found[0].detail == "выполнено"
    assert found[0].text == "Дело 0"
    assert updated_at(page) == found[0].moment


def test_a_value_of_an_indicator_is_told_with_its_day_and_kept_when_it_is_withdrawn(page, leader):
    share = Indicator.objects.create(programme=page, text="Доля педагогов", unit="%", at_least=60)
    present = Indicator.objects.create(programme=page, text="Модель описана", target_kind=TargetKind.PRESENCE)
    value = add_measurement(indicator=share, on=DAY(2019, 5, 31), value=Decimal("74"), by=leader)
    add_measurement(indicator=present, on=DAY(2019, 1, 9), value=True, by=leader)
    withdraw_measurement(measurement=value, by=leader)
    assert [change.headline.replace("\u00a0", " ") for change in changes_of(page)] == [
        "Доля педагогов — Снято значение показателя",
        "Модель описана — есть на 9 января 2019",
        "Доля педагогов — 74 % на 31 мая 2019",
    ]
    assert changes_of(page)[0].url == f"{page.url}indicators/#i{share.pk}"


def test_a_value_of_the_same_day_needs_no_day_beside_it(page, leader):
    share = Indicator.objects.create(programme=page, text="Доля педагогов", unit="%", at_least=60)
    add_measurement(indicator=share, on=timezone.localdate(), value=Decimal("74"), by=leader)
    assert [change.detail.replace("\u00a0", " ") for change in changes_of(page)] == ["74 %"]


def test_a_move_and_a_proof_are_told_in_a_visitors_words(page, leader):
    (line,) = plan(page, items=1)
    move_item(item=line, by=leader, reason="Ждём приказ", words="май 2027", term=read_term("май 2027"))
    proof = add_proof(item=line, by=leader, text="Прошёл семинар")
    remove_proof(proof=proof, by=leader)
    assert [(change.detail, change.tone) for change in changes_of(page)] == [
        ("снята отметка о сделанном: Прошёл семинар", "none"),
        ("сделано: Прошёл семинар", "none"),
        ("перенесено, новый срок — май 2027: Ждём приказ", "wait"),
    ]


def test_what_visitors_may_not_see_is_no_change(sections, page, leader):
    news(sections["news"], "Черновик", about=[page], publish=False)
    close(news(sections["news"], "Закрыта", about=[page]))
    news(sections["news"], "О другой", about=[programme(sections["programmes"], "Другая")])
    close(material(sections["library"], "Закрытый", programme=page))
    draft(page, by=leader)
    assert told(page) == []
    assert updated_at(page) is None


def test_a_save_of_the_page_is_no_change_and_a_change_of_the_plan_is(client, page, leader):
    (line,) = plan(page, items=1)
    news_less = text(client.get(page.url))
    assert "Обновлено" not in news_less
    page.save_revision().publish()
    assert updated_at(page) is None
    set_item_status(item=line, status="in_progress", by=leader)
    entry = ModelLogEntry.objects.get(action="programmes.item.status")
    assert updated_at(page) == entry.timestamp
    ModelLogEntry.objects.update(timestamp=datetime(2026, 3, 4, 12, tzinfo=timezone.get_current_timezone()))
    change_log.forget()
    pages.clear()
    assert "Обновлено" in text(client.get(page.url))
    assert "4 марта 2026" in text(client.get(page.url))


def test_a_visitor_sees_a_change_of_state_and_its_date_at_once(client, page, leader):
    (line,) = plan(page, items=1)
    address = f"{page.url}progress/"
    assert "Изменений пока не было" in text(client.get(address))
    set_item_status(item=line, status="done", by=leader)
    seen = text(client.get(address))
    assert "Дело 0" in seen
    assert "выполнено" in seen
    assert f'datetime="{timezone.localdate():%Y-%m-%d}"' in seen
    assert "csrfmiddlewaretoken" not in seen


def test_a_closed_stage_is_told_with_its_kind(page, leader):
    stage = Stage.objects.create(programme=page, number=1, name="Первый")
    close_stage(stage=stage, conclusion="Все педагоги школ прошли курс.", on=timezone.localdate(), by=leader)
    assert [(change.kind, change.detail, change.tone) for change in changes_of(page)] == [
        ("Этап", "Этап завершён", "ok")
    ]


def test_a_closed_programme_has_no_progress_for_strangers_and_a_part_has_none(client, page):
    assert client.get(f"{page.url}progress/").status_code == 200
    assert client.get(f"{subproject(page, 'Часть').url}progress/").status_code == 404
    close(page)
    assert client.get(f"{page.url}progress/").status_code == 302
    page.unpublish()
    assert client.get(f"{page.url}progress/").status_code == 404


def test_a_page_without_a_moment_of_publication_is_no_change(sections, page):
    NewsPage.objects.filter(pk=news(sections["news"], "Без дня", about=[page]).pk).update(first_published_at=None)
    assert told(page) == []
    assert updated_at(page) is None


def test_changes_stand_by_days(sections, page):
    for title, days in (("а", 2), ("б", 1), ("в", 1)):
        age(NewsPage, news(sections["news"], title, about=[page]).pk, days)
    assert [len(rows) for _day, rows in progress_of(page)["days"]] == [2, 1]


def test_an_app_adds_a_source_of_its_own(page, monkeypatch):
    monkeypatch.setattr(progress, "_sources", [])

    @progress_source
    def own(programme, limit):
        return [progress.Change(timezone.now(), "Своё", programme.title)]

    progress_source(own)
    assert told(page) == [("Своё", "Читаем вместе")]


def test_progress_costs_the_same_for_a_short_and_for_a_long_history(client, sections, page, leader):
    stage = Stage.objects.create(programme=page, number=1, name="Первый")

    def grow(number):
        for n in range(number):
            line = item(stage, f"Дело {number} {n}")
            set_item_status(item=line, status="done", by=leader)
            news(sections["news"], f"Новость {number} {n}", about=[page])
            material(sections["library"], f"Работа {number} {n}", programme=page)
        published(page, by=leader, period=(DAY(2026, 1, 1), DAY(2026, 1, number)))

    def cost():
        pages.clear()
        return queries_of(lambda: changes_of(page))

    grow(2)
    few = cost()
    grow(20)
    assert cost() == few
    assert few <= 10
    assert len(changes_of(page)) == progress.SHOWN
