"""The board of a plan in the admin: who opens it, what its buttons do, what can be taken back, what it costs."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.enums import Role
from accounts.permissions import ActionRefused
from home.models import Change as PageChange
from programmes.models import PlanItem, PlanUpload, Stage
from programmes.plan_admin.import_views import prune_plan_uploads
from programmes.planning import add_proof
from programmes.planning_bulk import OrderRefused, move_items, reorder_items, set_items_responsible, set_items_status
from programmes.planning_undo import restore_items
from tests.making import person, plan, programme, queries_of, subproject
from tests.programmes.plan_tables import HEAD, ROWS, csv_of, excel, merged_word

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def leader():
    return person(Role.PROGRAMME_LEADER)


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


@pytest.fixture
def admin(client, leader):
    client.force_login(leader)
    return client


def address(name, *args):
    return reverse(f"programme_plans:{name}", args=args)


def act(client, page, query="", **data):
    return client.post(address("act", page.pk) + query, data, follow=True)


def order(stage):
    return list(stage.items.order_by("sort_order", "pk").values_list("text", flat=True))


def statuses(page):
    return set(PlanItem.objects.filter(stage__programme=page).values_list("status", flat=True))


def test_the_board_shows_all_stages_and_items_and_its_cost_does_not_grow(admin, page):
    plan(page, stages=2, items=3)
    answer = admin.get(address("board", page.pk))
    assert answer.text.count('name="item"') == 6
    assert "2. Этап 2" in answer.text
    few = queries_of(lambda: admin.get(address("board", page.pk)))
    Stage.objects.all().delete()
    plan(page, stages=4, items=10)
    assert queries_of(lambda: admin.get(address("board", page.pk))) == few


@pytest.mark.parametrize("role", [Role.METHODIST, Role.MODERATOR, Role.ANALYST, Role.TEACHER, Role.SUBPROJECT_LEADER])
def test_nobody_else_opens_any_screen_of_it(client, page, role):
    (item,) = plan(page, items=1)
    client.force_login(person(role))
    for name, args in [("board", ()), ("upload", ())]:
        assert client.get(address(name, page.pk, *args)).status_code in (302, 403)
    for name, args in [("act", ()), ("add", (item.stage_id,)), ("drag", (item.pk,))]:
        assert client.post(address(name, page.pk, *args), {"text": "Чужое"}).status_code in (302, 403)
    assert PlanItem.objects.count() == 1


def test_a_leader_of_a_subproject_keeps_its_stages_and_sees_no_others(client, page):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, "Чтение в детском саду", responsible=user)
    plan(page, items=1)
    own = Stage.objects.create(programme=page, subproject=part, number=1, name="Свой этап")
    client.force_login(user)
    shown = client.get(address("board", page.pk)).text
    assert ("Свой этап" in shown, "1. Этап 1" in shown) == (True, False)
    client.post(address("add", page.pk, own.pk), {"text": "Своё дело", "term": "май 2027"})
    item = own.items.get()
    assert (item.text, item.due_on) == ("Своё дело", DAY(2027, 5, 31))
    other = Stage.objects.get(subproject=None)
    assert client.post(address("add", page.pk, other.pk), {"text": "Чужое"}).status_code == 404


def test_many_items_change_their_state_with_a_day_and_a_reason_and_the_refused_are_named(admin, page):
    items = plan(page, items=3)
    PlanItem.objects.filter(pk=items[2].pk).update(status="cancelled")
    keys = [item.pk for item in items]
    said = act(admin, page, item=keys, deed="status:done", on="2026-01-15", reason="По отчёту")
    assert "2\xa0мероприятия" in said.text
    assert "«отменено» нельзя сменить на «выполнено»" in said.text
    done = PlanItem.objects.get(pk=keys[0])
    assert (done.status, done.status_on, done.status_reason) == ("done", DAY(2026, 1, 15), "По отчёту")
    assert PlanItem.objects.get(pk=keys[2]).status == "cancelled"


def test_what_the_board_did_is_taken_back_but_not_over_newer_changes(admin, page, leader):
    first, second = plan(page, items=2)
    act(admin, page, item=[first.pk, second.pk], deed="status:moved", reason="Болезнь")
    assert "Вернуть как было" in admin.get(address("board", page.pk)).text
    set_items_status(items=[second], status="done", by=leader)
    said = act(admin, page, undo="1")
    assert "с тех пор изменили" in said.text
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.status, first.status_on, first.status_reason, second.status) == ("planned", None, "", "done")
    assert "Вернуть как было" not in said.text


def test_a_board_of_another_programme_takes_nothing_back(admin, sections, page, leader):
    other = programme(sections["programmes"], "Другая", responsible=leader)
    (item,) = plan(page, items=1)
    act(admin, page, item=[item.pk], deed="status:done")
    act(admin, other, undo="1")
    assert statuses(page) == {"done"}


def test_people_are_written_and_items_moved_to_another_stage_and_back(admin, page):
    items = plan(page, stages=2, items=2)
    target = items[2].stage
    act(admin, page, item=[items[0].pk], deed="responsible", responsible="Иванова А. А.")
    assert PlanItem.objects.get(pk=items[0].pk).responsible == "Иванова А. А."
    act(admin, page, item=[items[0].pk, items[2].pk], deed=f"stage:{target.pk}")
    assert order(target) == ["Дело 0", "Дело 1", "Дело 0"]
    assert order(items[0].stage) == ["Дело 1"]
    act(admin, page, undo="1")
    assert order(items[0].stage) == ["Дело 0", "Дело 1"]


def test_one_step_up_or_down_keeps_the_focus_where_it_was(admin, page):
    first, second, third = plan(page, items=3)
    answer = admin.post(address("act", page.pk), {"up": third.pk})
    assert answer.url == f"{address('board', page.pk)}?moved=up-{third.pk}"
    assert order(first.stage) == ["Дело 0", "Дело 2", "Дело 1"]
    shown = admin.get(answer.url).text
    assert shown.count(" autofocus") == 1
    # A field that the browser wants filled would stop the arrows, which are buttons of the same form.
    assert " required" not in shown.split('id="plan-board-form"')[1].split("</form>")[0]
    act(admin, page, down=str(second.pk))
    assert order(first.stage) == ["Дело 0", "Дело 2", "Дело 1"]
    act(admin, page, undo="1")
    assert order(first.stage) == ["Дело 0", "Дело 1", "Дело 2"]


def test_dragging_puts_an_item_at_a_place(admin, page):
    items = plan(page, items=3)
    assert admin.post(address("drag", page.pk, items[0].pk) + "?position=2").json() == {"success": True}
    assert order(items[0].stage) == ["Дело 1", "Дело 2", "Дело 0"]
    assert admin.post(address("drag", page.pk, items[0].pk) + "?position=x").status_code == 400
    assert 'data-controller="w-orderable"' in admin.get(address("board", page.pk)).text


def test_filters_show_a_part_and_deeds_for_all_are_for_the_shown_only(admin, page):
    items = plan(page, stages=2, items=2)
    today = timezone.localdate()
    PlanItem.objects.filter(pk=items[0].pk).update(due_on=today - datetime.timedelta(days=3), text="Круглый стол")
    board = address("board", page.pk)
    for query, number in [
        ("?when=late", 1),
        ("?q=круглый", 1),
        ("?q=треугольный", 0),
        ("?when=undated", 3),
        ("?status=done", 0),
    ]:
        assert admin.get(board + query).text.count('name="item"') == number, query
    late = admin.get(board + "?when=late").text
    assert "w-orderable" not in late
    act(admin, page, "?when=late", all="1", deed="status:done")
    assert PlanItem.objects.get(status="done").pk == items[0].pk
    assert admin.get(board + "?when=никогда&status=да&stage=999").status_code == 200


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"deed": ""}, "Выберите, что сделать"),
        ({"deed": "status:done", "item": []}, "Не отмечено ни одного"),
        ({"deed": "status:done", "on": "2999-01-01"}, "ещё не наступил"),
        ({"deed": "status:gone"}, "Выберите, что сделать"),
        ({"deed": "status:cancelled"}, "Напишите причину"),
        ({"deed": "status:done", "item": ["x", "99999999999999999999"]}, "Не отмечено ни одного"),
        ({"up": "x"}, "больше нет"),
        ({"undo": "1"}, "Возвращать нечего"),
    ],
)
def test_a_wrong_deed_is_told_and_changes_nothing(admin, page, data, said):
    (item,) = plan(page, items=1)
    assert said in act(admin, page, **{"item": [item.pk], **data}).text
    assert statuses(page) == {"planned"}


def test_a_quick_item_needs_its_text_and_shows_how_to_remove_it(admin, page):
    (item,) = plan(page, items=1)
    add = address("add", page.pk, item.stage_id)
    assert "не добавлено" in admin.post(add, {"text": " "}, follow=True).text
    said = admin.post(add, {"text": "Новое дело", "number": "7", "term": "май 2027"}, follow=True).text
    fresh = PlanItem.objects.get(number="7")
    assert order(item.stage) == ["Дело 0", "Новое дело"]
    assert reverse("plan_items:delete", args=[fresh.pk]) in said


def test_an_order_made_before_somebody_added_an_item_is_refused(page, leader):
    items = plan(page, items=2)
    with pytest.raises(OrderRefused):
        reorder_items(stage=items[0].stage, order=[items[0].pk], by=leader)
    with pytest.raises(OrderRefused):
        reorder_items(stage=items[0].stage, order=[items[0].pk, items[0].pk], by=leader)


def test_many_items_of_different_rights_change_only_where_one_may(sections, page, leader):
    own = plan(page, items=1)
    part_leader = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, "Часть", responsible=part_leader)
    stage = Stage.objects.create(programme=page, subproject=part, number=1, name="Свой")
    mine = PlanItem.objects.create(stage=stage, text="Своё")
    for verb, given in [(set_items_status, {"status": "done"}), (set_items_responsible, {"responsible": "Я"})]:
        outcome = verb(items=[*own, mine], by=part_leader, **given)
        assert ([item.text for item in outcome.changed], len(outcome.refused)) == (["Своё"], 1)
    with pytest.raises(ActionRefused):
        move_items(items=[mine], stage=own[0].stage, by=part_leader)
    other = Stage.objects.create(programme=programme(sections["programmes"], "Другая"), number=1, name="Чужой")
    with pytest.raises(ActionRefused, match="другой программе"):
        move_items(items=own, stage=other, by=person(Role.EDITOR))


def test_an_undo_gives_back_only_what_deeds_change(page, leader):
    (item,) = plan(page, items=1)
    with pytest.raises(ActionRefused):
        restore_items(programme=page, changed={str(item.pk): [{"text": "Подмена"}, {"text": "Дело 0"}]}, by=leader)
    item.refresh_from_db()
    assert item.text == "Дело 0"


@pytest.mark.parametrize("deed", [{"deed": "status:done"}, {"deed": "responsible", "responsible": "Я"}])
def test_every_deed_is_logged_and_the_page_is_told(admin, page, deed):
    (item,) = plan(page, items=1)
    PageChange.objects.all().delete()
    act(admin, page, item=[item.pk], **deed)
    assert page.pk in PageChange.objects.values_list("page_id", flat=True)
    assert ModelLogEntry.objects.filter(object_id=str(item.pk), action__startswith="programmes.item.").exists()


def upload(client, page, content, name="план.xlsx", **more):
    return client.post(address("upload", page.pk), {"table": SimpleUploadedFile(name, content), **more})


def test_a_file_is_shown_and_nothing_is_in_the_plan_until_it_is_confirmed(admin, page):
    answer = upload(admin, page, merged_word(), "план.docx")
    shown = admin.get(answer.url).text
    for words in ("Вводный семинар", "1. подготовительный", "с 01.09.2026 по 31.10.2026", "январь 2027, март"):
        assert words in shown
    assert not Stage.objects.exists()
    stamp = shown.split('name="stamp" value="')[1].split('"')[0]
    said = admin.post(answer.url, {"verb": "apply", "stamp": stamp}, follow=True).text
    assert "3\xa0мероприятия добавлено" in said.replace("добавлены", "добавлено")
    assert PlanItem.objects.count() == 3
    assert not PlanUpload.objects.exists()


def test_a_stamp_that_was_not_shown_adds_nothing(admin, page):
    answer = upload(admin, page, csv_of(HEAD, *ROWS), "план.csv")
    assert "Пока вы смотрели" in admin.post(answer.url, {"verb": "apply", "stamp": ""}).text
    assert not PlanItem.objects.exists()


def test_columns_are_corrected_and_the_preview_follows(admin, page):
    answer = upload(admin, page, csv_of(("А", "Б", "В"), ("Семинар", "май 2027", "1"), ("Стол", "июнь 2027", "2")))
    fields = {f"column_0_{place}": name for place, name in enumerate(("text", "term", "number"))}
    choices = {"verb": "columns", "headings": "guess", "mode": "append"}
    shown = admin.post(answer.url, {**choices, **fields}, follow=True).text
    assert "по 31.05.2027" in shown
    twice = admin.post(answer.url, {**choices, **fields, "column_0_1": "text"}).text
    assert "выбрано для двух столбцов" in twice
    none = admin.post(answer.url, {**choices, **dict.fromkeys(fields, "-")}).text
    assert "Выберите столбец, в котором написаны сами мероприятия" in none


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (excel(HEAD, *[("1", f"Дело {n}", "", "") for n in range(5_000)]), "больше 1000 строк"),
        (b"%PDF-1.7", "Из PDF"),
        ("Просто письмо без таблицы".encode(), "нет таблицы, похожей на план"),
    ],
)
def test_a_file_that_is_no_plan_is_refused_in_the_form(admin, page, content, said):
    answer = upload(admin, page, content)
    assert answer.status_code == 200
    assert said in answer.text
    assert not PlanUpload.objects.exists()


def test_an_upload_is_its_persons_own_and_does_not_stay(client, admin, page):
    answer = upload(admin, page, csv_of(HEAD, *ROWS))
    client.force_login(person(Role.EDITOR))
    assert client.get(answer.url).status_code == 404
    PlanUpload.objects.update(created_at=timezone.now() - datetime.timedelta(days=8))
    assert prune_plan_uploads() == 1


def test_a_table_put_aside_leaves_no_trace(admin, page):
    answer = upload(admin, page, csv_of(HEAD, *ROWS))
    assert "ничего не изменилось" in admin.post(answer.url, {"verb": "discard"}, follow=True).text
    assert not PlanUpload.objects.exists() | PlanItem.objects.exists()


def test_replacing_names_what_goes_and_what_stays(admin, page):
    items = plan(page, items=2)
    PlanItem.objects.filter(pk=items[1].pk).update(status="done")
    answer = upload(admin, page, csv_of(HEAD, ("", "Этап 1", "", ""), ("1", "Новое", "май 2027", "")))
    choices = {"verb": "columns", "headings": "guess", "mode": "replace"}
    fields = {f"column_0_{place}": name for place, name in enumerate(("number", "text", "term", "responsible"))}
    shown = admin.post(answer.url, {**choices, **fields}, follow=True).text
    assert "уйдёт из плана" in shown
    assert "<li>Дело 0</li>" in shown
    assert "которые останутся: 1" in shown


def test_the_way_to_the_board_stands_in_the_menu_and_on_the_programmes_page(client, admin, page):
    assert address("index") in admin.get("/admin/").text
    assert page.title in admin.get(address("index")).text
    assert address("board", page.pk) in admin.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    client.force_login(person(Role.ANALYST))
    assert address("index") not in client.get("/admin/").text
    assert client.get(address("index")).status_code in (302, 403)


def test_what_is_late_and_how_much_was_shown_stand_on_the_board(admin, page, leader):
    late, fine = plan(page, items=2)
    PlanItem.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - datetime.timedelta(days=1))
    assert admin.get(address("board", page.pk)).text.count('growth--no">просрочено') == 1
    for number, words in ((1, "1 подтверждение"), (2, "2 подтверждения")):
        add_proof(item=fine, by=leader, text=f"Сделано {number}")
        assert words in admin.get(address("board", page.pk)).text.replace("\u00a0", " ")


def test_a_table_where_no_item_is_seen_asks_for_its_column_and_offers_nothing(admin, page):
    strange = SimpleUploadedFile("Штат.xlsx", excel(("Фамилия", "Оклад", "Стаж"), ("Иванова", 3, 4), ("Петров", 5, 6)))
    screen = admin.post(address("upload", page.pk), {"table": strange}, follow=True).text
    assert "выберите выше столбец" in screen
    assert "план уже такой" not in screen
    assert 'value="apply"' not in screen


def test_a_chosen_row_does_not_take_wagtails_mark_that_hides_its_cells(admin, page):
    plan(page, items=2)
    assert 'chosen-class="plan-board__chosen"' in admin.get(address("board", page.pk)).text
