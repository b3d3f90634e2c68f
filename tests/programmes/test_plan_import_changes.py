"""What an import does to a plan that is there already: states and proofs are never lost, nothing happens by half."""

import datetime

import pytest
from django.utils import timezone

from accounts.enums import Role
from accounts.permissions import ActionRefused
from files.grids import read_grids
from home.models import Change as PageChange
from programmes.models import ItemDate, ItemProof, PlanItem, Stage
from programmes.plan_import.applying import PlanHasChanged, add_plan_items
from programmes.plan_import.changes import Kind, Mode, reckon
from programmes.plan_import.layout import Document
from programmes.plan_import.understanding import understand
from tests.making import person, programme, subproject
from tests.programmes.plan_tables import HEAD, ROWS, csv_of

pytestmark = pytest.mark.django_db
DAY = datetime.date
STAGE = ("", "1 этап организационный", "", "")
ROW = ("1", "Семинар", "май 2027", "Иванова")


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def given(page, content, mode=Mode.APPEND, **more):
    """What `reckon` and `add_plan_items` take, for a file."""
    document = Document(read_grids(content, most_rows=1000))
    columns = {name for layout in document.layouts for name in layout.guess} - {"-"}
    rows = understand(document).rows
    return {"programme": page, "subproject": None, "rows": rows, "columns": columns, "mode": mode, **more}


def brought(page, by, *rows, mode=Mode.APPEND, **more):
    return add_plan_items(by=by, **given(page, csv_of(HEAD, *rows), mode, **more))


def texts(page):
    return list(
        PlanItem.objects.filter(stage__programme=page)
        .order_by("stage__number", "sort_order")
        .values_list("text", flat=True)
    )


def kinds(changes):
    return [change.kind for change in changes.changes]


def test_a_table_becomes_stages_and_items_with_dates_in_its_order(page, leader):
    rows = [STAGE, ("1.1", "Семинар", "май 2027, май 2028", "Иванова"), ("", "2 этап основной", "", ""), ROWS[0]]
    changes = brought(page, leader, *rows)
    first, second = Stage.objects.filter(programme=page)
    assert (str(first), str(second)) == ("1. организационный", "2. основной")
    item = first.items.get()
    assert (item.number, item.text, item.responsible, item.status) == ("1.1", "Семинар", "Иванова", "planned")
    assert (item.starts_on, item.due_on) == (DAY(2027, 5, 1), DAY(2028, 5, 31))
    assert [date.ends_on for date in item.dates.all()] == [DAY(2027, 5, 31), DAY(2028, 5, 31)]
    assert kinds(changes) == [Kind.NEW, Kind.NEW]


def test_the_same_table_again_changes_nothing_in_either_mode(page, leader):
    brought(page, leader, STAGE, *ROWS)
    for mode in Mode:
        changes = brought(page, leader, STAGE, *ROWS, mode=mode)
        assert changes.is_empty
        assert kinds(changes) == [Kind.SAME, Kind.SAME]
    assert len(texts(page)) == 2


def test_adding_leaves_what_the_plan_has_and_puts_the_new_at_the_end_of_its_stage(page, leader):
    brought(page, leader, STAGE, ROW)
    changes = brought(page, leader, STAGE, ("2", "Круглый стол", "", ""), ("1", "Семинар", "июнь 2027", "Петров"))
    assert kinds(changes) == [Kind.NEW, Kind.KEPT]
    assert texts(page) == ["Семинар", "Круглый стол"]
    assert PlanItem.objects.get(text="Семинар").term == "май 2027"


def test_replacing_mends_removes_and_orders_only_what_nobody_has_touched(page, leader):
    brought(page, leader, STAGE, ROW, ("2", "Лишнее", "", ""), ("3", "Сделанное", "", ""), ("4", "С итогом", "", ""))
    PlanItem.objects.filter(text="Сделанное").update(status="done", status_on=DAY(2027, 1, 1))
    proved = PlanItem.objects.get(text="С итогом")
    ItemProof.objects.create(item=proved, text="Новость")
    kept = PlanItem.objects.get(text="Семинар").pk
    rows = [STAGE, ("5", "Новое", "", ""), ("1", "Семинар", "июнь 2027", "Петров"), ("3", "Сделанное", "июль", "")]
    changes = brought(page, leader, *rows, mode=Mode.REPLACE)
    assert kinds(changes) == [Kind.NEW, Kind.CHANGED, Kind.KEPT]
    assert [item.text for item in changes.removed] == ["Лишнее"]
    assert texts(page) == ["Новое", "Семинар", "Сделанное", "С итогом"]
    mended = PlanItem.objects.get(pk=kept)
    assert (mended.term, mended.responsible, mended.due_on) == ("июнь 2027", "Петров", DAY(2027, 6, 30))
    assert PlanItem.objects.get(text="Сделанное").term == ""
    assert ItemProof.objects.get().item == proved


def test_an_item_is_known_by_its_text_when_renumbered_and_by_its_number_when_reworded(page, leader):
    brought(page, leader, STAGE, ROW, ("2", "Провести круглый стол о чтении", "", ""))
    keys = set(PlanItem.objects.values_list("pk", flat=True))
    rows = [STAGE, ("1.1", "семинар", "май 2027", "Иванова"), ("2", "Провести круглый стол о чтении книг", "", "")]
    changes = brought(page, leader, *rows, mode=Mode.REPLACE)
    assert kinds(changes) == [Kind.CHANGED, Kind.CHANGED]
    assert set(PlanItem.objects.values_list("pk", flat=True)) == keys
    assert PlanItem.objects.filter(number="1.1", text="семинар").exists()


def test_what_the_table_has_no_column_for_stays(page, leader):
    brought(page, leader, STAGE, ROW)
    PlanItem.objects.update(place="Библиотека", due_on=DAY(2027, 5, 20))
    changes = brought(page, leader, STAGE, ROW, mode=Mode.REPLACE)
    item = PlanItem.objects.get()
    assert (changes.is_empty, item.place, item.due_on) == (True, "Библиотека", DAY(2027, 5, 20))


def test_a_new_item_takes_the_state_its_table_knows(page, leader):
    content = csv_of(
        ("№", "Мероприятие", "Отметка о выполнении"), ("1", "Семинар", "Выполнено"), ("2", "Стол", "почти")
    )
    changes = add_plan_items(by=leader, **given(page, content))
    assert list(PlanItem.objects.order_by("number").values_list("status", flat=True)) == ["done", "planned"]
    assert PlanItem.objects.get(number="1").status_on == timezone.localdate()
    assert "незнакомо" in changes.changes[1].row.notes[0]


def test_rows_under_no_stage_go_where_a_person_says_or_into_a_new_stage(page, leader):
    stage = Stage.objects.create(programme=page, number=3, name="Основной")
    brought(page, leader, ROW, default_stage=stage)
    assert stage.items.get().text == "Семинар"
    brought(page, leader, ("2", "Стол", "", ""))
    assert Stage.objects.get(items__text="Стол").name == "План мероприятий"


def test_a_table_of_a_subproject_leaves_the_plan_of_the_programme_alone(page, leader):
    part = subproject(page, "Чтение в детском саду")
    brought(page, leader, STAGE, ROW)
    brought(page, leader, STAGE, ROW, subproject=part, mode=Mode.REPLACE)
    assert (
        PlanItem.objects.filter(stage__subproject=part).count()
        == PlanItem.objects.filter(stage__subproject=None).count()
        == 1
    )


def test_what_was_shown_is_what_is_done_or_nothing_is(page, leader):
    what = given(page, csv_of(HEAD, STAGE, ROW))
    stamp = reckon(**what).stamp
    brought(page, leader, STAGE, ROW)
    with pytest.raises(PlanHasChanged):
        add_plan_items(by=leader, stamp=stamp, **what)
    assert len(texts(page)) == 1


def test_only_who_leads_this_programme_brings_a_plan(sections, page):
    other = person(Role.SUBPROJECT_LEADER)
    programme(sections["programmes"], "Чужая", responsible=other)
    with pytest.raises(ActionRefused):
        brought(page, other, STAGE, ROW)
    assert not Stage.objects.exists()


def test_the_page_of_the_programme_is_told_in_the_same_transaction(page, leader):
    PageChange.objects.all().delete()
    brought(page, leader, STAGE, ROW)
    assert page.pk in PageChange.objects.values_list("page_id", flat=True)
    PageChange.objects.all().delete()
    brought(page, leader, STAGE, ROW)
    assert not PageChange.objects.exists()


def seasoned(page, leader):
    """A plan with everything a plan may have: directions, several terms, dates by hand, states, line breaks, formulas."""
    brought(page, leader, STAGE, ROW, ("1.2", "Мастер-классы", "май 2027, май 2028", ""), ("", "Без номера", "", ""))
    stage = Stage.objects.create(programme=page, number=2, name="5 шагов к успеху", starts_on=DAY(2027, 1, 1))
    fields = {"direction": "Работа с родителями", "place": "Музей", "product": "Справка", "responsible": "А, Б"}
    PlanItem.objects.create(stage=stage, number="2.10.", text="Первый абзац\nвторой  абзац", term="по плану", **fields)
    PlanItem.objects.create(stage=stage, text="=СУММА(A1)", due_on=DAY(2027, 6, 5), sort_order=10)
    PlanItem.objects.create(
        stage=stage, text="-- ещё одно", status="moved", status_on=DAY(2027, 2, 1), status_reason="Болезнь"
    )
    assert ItemDate.objects.count() == 2


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("ending", ["xlsx", "docx"])
def test_our_own_file_brought_back_changes_nothing(client, page, leader, mode, ending):
    seasoned(page, leader)
    before = list(PlanItem.objects.order_by("pk").values())
    answer = client.get(f"/plans/{page.pk}/plan.{ending}")
    changes = add_plan_items(by=leader, **given(page, answer.content, mode))
    assert [
        (change.row.values["text"], change.differences) for change in changes.changes if change.kind != Kind.SAME
    ] == []
    assert len(changes.changes) == 6
    assert (changes.is_empty, changes.removed, changes.remaining, changes.warnings) == (True, [], [], [])
    assert list(PlanItem.objects.order_by("pk").values()) == before


def test_the_files_of_a_plan_are_for_those_who_see_its_page(client, sections, leader):
    draft = programme(sections["programmes"], "Черновик", publish=False, responsible=leader)
    brought(draft, leader, STAGE, ROW)
    address = f"/plans/{draft.pk}/plan.xlsx"
    assert client.get(address).status_code == 403
    client.force_login(leader)
    assert client.get(address).status_code == 200
    assert client.get(f"/plans/{draft.pk}/plan.exe").status_code == 404
    assert client.get("/plans/999999/plan.xlsx").status_code == 404


def test_a_file_of_a_plan_that_has_not_changed_is_not_sent_again(client, page, leader):
    brought(page, leader, STAGE, ROW)
    first = client.get(f"/plans/{page.pk}/plan.docx")
    assert client.get(f"/plans/{page.pk}/plan.docx", headers={"if-none-match": first["ETag"]}).status_code == 304
    PlanItem.objects.update(status="done")
    assert client.get(f"/plans/{page.pk}/plan.docx", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_pdf_of_a_plan_is_written_once_for_the_same_plan(client, page, leader, monkeypatch):
    from programmes import plan_files

    brought(page, leader, STAGE, ROW)
    written = []
    monkeypatch.setattr(plan_files, "write_pdf", lambda html, limits: written.append(html) or b"%PDF-1.7")
    for _time in range(2):
        assert client.get(f"/plans/{page.pk}/plan.pdf").content == b"%PDF-1.7"
    assert len(written) == 1
    assert "Семинар" in written[0]


def test_the_page_offers_the_plan_as_files(client, page, leader):
    address = f"{page.url}plan/"
    assert "plan.xlsx" not in client.get(address).text
    brought(page, leader, STAGE, ROW)
    assert f"/plans/{page.pk}/plan.docx" in client.get(address).text


def test_a_plan_of_nine_hundred_rows_is_reckoned_and_brought_within_bounds(page, leader, django_assert_max_num_queries):
    content = csv_of(HEAD, STAGE, *[(str(n), f"Дело номер {n} о чтении", "май 2027", "Иванова") for n in range(900)])
    what = given(page, content)
    with django_assert_max_num_queries(60):
        add_plan_items(by=leader, **what)
    assert len(texts(page)) == 900
    with django_assert_max_num_queries(8):
        assert reckon(**{**what, "mode": Mode.REPLACE}).is_empty
