"""What functions of the requirements ask of programmes beyond a page or a screen of their own."""

import datetime

import pytest
from django.urls import reverse

from config.demo.groups import seed_groups
from config.demo.pages import seed_pages
from config.demo.passports import passport_fields
from config.demo.people import seed_people
from config.demo.plans import seed_plan
from home.models import ContentPage
from programmes.enums import GoalState, ProgrammeKind, ReportKind, TargetKind
from programmes.leading import appoint_leader
from programmes.measuring import MeasurementRefused, read_reading
from programmes.models import GroupPage, Indicator, PlanItem, Stage
from programmes.passports import passport_of
from programmes.standing import standing_of
from tests.making import close, person, programme, put, subproject
from tests.programmes.reports import DAY, draft, item, words
from tests.programmes.source_reading import load

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()
DAYS = datetime.timedelta(days=1)


@pytest.fixture
def leader(db):
    return person()


@pytest.fixture
def page(sections, leader):
    return programme(sections["programmes"], "Читаем вместе", responsible=leader)


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def lessons(page):
    return Indicator.objects.create(programme=page, text="уроки с ЭОР", unit="%", at_least=50)


def test_a_report_tells_the_directions_of_a_plan_that_has_them(page):
    stage = Stage.objects.create(programme=page, number=1, name="Первый")
    item(stage, "Собрать группу", "done", status_on=DAY(2026, 3, 1), direction="Проектная группа")
    item(stage, "Обсудить модель", "continues", status_on=DAY(2026, 3, 1), direction="Проект площадки")
    said = words(draft(page))
    assert all(part in said for part in ("Направление", "Проектная группа", "Проект площадки"))
    plain = programme(page.get_parent(), "Без направлений")
    item(Stage.objects.create(programme=plain, number=1, name="Э"), "Дело", "done", status_on=DAY(2026, 3, 1))
    assert "Направление" not in words(draft(plain))


def test_the_report_of_a_source_tells_its_four_directions_and_nine_deeds(page, leader):
    facts = load("programmes/neftegorsk")
    seed_plan(page, facts, leader)
    said = words(draft(page, period=(DAY(2017, 1, 1), DAY(2017, 12, 31)), kind=ReportKind.YEAR))
    directions = facts["stages"][0]["directions"]
    deeds = [deed["text"] for part in directions for deed in part["items"]]
    assert (len(directions), len(deeds)) == (4, 9)
    assert [text for text in [*deeds, *(part["name"] for part in directions)] if text not in said] == []


def test_the_base_of_a_platform_is_a_table_of_its_four_schools(sections):
    page = programme(sections["programmes"], **passport_fields(load("programmes/khorinsk")))
    tables = {section.title: section.parts for section in passport_of(page).sections}
    assert len(tables["База инновационной площадки"][0].rows) == 4


def test_each_task_of_a_strategy_says_how_much_of_it_is_carried_out(client, page):
    stage = Stage.objects.create(programme=page, number=1, name="Реализация")
    for order, status in enumerate(("done", "planned", "cancelled")):
        PlanItem.objects.create(stage=stage, text="Дело", direction="Задача 1", status=status, sort_order=order)
    PlanItem.objects.create(stage=stage, text="Дело", direction="Задача 2", sort_order=9)
    whole = text(client, f"{page.url}plan/")
    assert whole.count("Выполнено 1 из 2") == 1
    assert whole.count("Выполнено 0 из 1") == 1
    # Of a part of the rows it would be untrue.
    assert "Выполнено 0 из 1</span>" not in text(client, f"{page.url}plan/?status=planned")


def test_shares_of_a_survey_are_drawn_beside_their_figures(client, sections):
    rows = [{"label": "пользуются", "percent": 97}, {"label": "публикуют", "percent": "66.5"}]
    survey = {"type": "survey", "value": {"title": "исследование", "year": 2017, "rows": rows}}
    shown = text(client, programme(sections["programmes"], passport=[survey]).url + "passport/")
    assert [f'width="{share}%"' in shown for share in (97, 66)] == [True, True]
    assert "97 %" in shown
    assert "66,5 %" in shown


@pytest.mark.parametrize(
    ("typed", "value", "state"),
    [("40 из 75", "53.3", GoalState.REACHED), ("37 из 75", "49.3", GoalState.ON_WAY), ("14 ИЗ 20", "70.0", "reached")],
)
def test_a_share_is_entered_by_its_operands(page, typed, value, state):
    indicator = lessons(page)
    reading = read_reading(indicator, typed)
    assert str(reading) == value
    assert standing_of(indicator, [(TODAY, reading)], day=TODAY).state == state


@pytest.mark.parametrize("typed", ["5 из 0", "76 из 75"])
def test_a_part_that_is_more_than_its_whole_is_refused(page, typed):
    with pytest.raises(MeasurementRefused, match="больше целого"):
        read_reading(lessons(page), typed)


def test_operands_of_a_share_stay_with_its_value(client, page, leader):
    indicator = lessons(page)
    client.force_login(leader)
    typed = {f"value-{indicator.pk}": "40 из 75", f"on-{indicator.pk}": TODAY.isoformat(), f"note-{indicator.pk}": "ОО"}
    client.post(reverse("measuring:table", args=[page.pk]), typed)
    assert indicator.measurements.get().note == "40 из 75. ОО"
    with pytest.raises(MeasurementRefused, match="не число"):
        read_reading(Indicator(unit="чел.", target_kind=TargetKind.NUMBER), "40 из 75")


def test_pages_below_a_programme_a_part_and_a_group_are_led_to(client, page):
    part = subproject(page, "Игры")
    group = put(page, GroupPage(title="Творческая группа"))
    for place in (page, part, group):
        put(place, ContentPage(title=f"Отчёт: {place.title}"))
        put(place, ContentPage(title="Черновик отчёта"), publish=False)
        shown = text(client, place.url)
        assert f"Отчёт: {place.title}" in shown
        assert "Черновик отчёта" not in shown


def test_the_plan_of_a_group_is_a_public_calendar(client, page):
    group = put(page, GroupPage(title="Творческая группа"))
    stage = Stage.objects.create(programme=page, group=group, number=1, name="План")
    dated = PlanItem.objects.create(stage=stage, text="Открытое занятие", due_on=DAY(2026, 5, 31))
    address = reverse("programmes:group_ical", args=[group.pk])
    shown = text(client, group.url)
    assert address in shown
    assert f'id="item-{dated.pk}"' in shown
    calendar = client.get(address).content.decode()
    assert "SUMMARY:Открытое занятие" in calendar
    assert "20260531" in calendar
    close(group)
    assert client.get(address).status_code == 404


def test_who_answers_for_each_part_is_told_with_a_way_to_write_to_them(client, page):
    part = subproject(page, "Игры", number=1, leader="Вера Лаптева")
    shown = text(client, page.url)
    assert "Отвечает: Вера Лаптева" in shown
    assert f'{reverse("community:contact")}?page={part.pk}"' in shown


def test_a_programme_whose_years_are_over_stays_and_says_so(client, sections, page):
    over = programme(sections["programmes"], "Прежняя", ends_on=TODAY - DAYS, current_stage="подготовительная")
    PlanItem.objects.create(stage=Stage.objects.create(programme=over, number=1, name="Э"), text="Дело")
    assert "Программа завершена" in text(client, over.url)
    assert "Программа завершена" not in text(client, page.url)
    assert text(client, sections["programmes"].url).count("Программа завершена") == 1


def test_the_stage_that_goes_is_known_by_dates_and_people_may_say_otherwise(client, sections, page):
    stage = Stage.objects.create(programme=page, number=2, name="Основной", starts_on=TODAY - DAYS)
    PlanItem.objects.create(stage=stage, text="Дело")
    head = text(client, page.url).split("<h1>")[0]
    assert "2. Основной" in head
    page.current_stage = "подготовка затянулась"
    page.save_revision().publish()
    head = text(client, page.url).split("<h1>")[0]
    assert "Подготовка затянулась" in head
    assert "2. Основной" not in head
    assert "Стадия: подготовка затянулась" in text(client, sections["programmes"].url)


def test_an_appointed_leader_of_a_part_makes_its_indicators(client, page, leader):
    part, other = subproject(page, "Игры"), subproject(page, "Библиотека")
    named = person()
    appoint_leader(page=part, user=named, by=leader)
    client.force_login(named)
    fields = {"programme": page.pk, "text": "рост", "target_kind": "growth", "unit": "чел.", "sort_order": 0}
    for where in (part.pk, other.pk, ""):
        client.post(reverse("indicators:add"), {**fields, "subproject": where})
    assert Indicator.objects.get().subproject == part


def test_a_network_project_of_teaching_has_participants_tasks_and_results(client, page):
    rows = [{"name": "Школа № 5 (пример)", "part": "ведёт"}, {"name": "Школа № 7 (пример)", "part": ""}]
    fields = {"tasks": "Снять фильм", "kind": ProgrammeKind.NETWORK, "products": "Фильм о реке\nКарта реки"}
    below = page.get_parent()
    made = programme(
        below, "Река", passport=[{"type": "participants", "value": {"title": "Школы", "rows": rows}}], **fields
    )
    shown = text(client, made.url) + text(client, f"{made.url}passport/")
    assert all(part in shown for part in ("Сетевой проект", "Снять фильм", "Школа № 7 (пример)", "Карта реки"))


def test_the_example_centre_tells_its_mission_its_work_and_its_people(sections, client):
    seed_pages(sections, load("pages"), seed_people())
    shown = text(client, ContentPage.objects.get(slug="about").url)
    assert all(part in shown for part in ("Миссия", "Чем мы занимаемся", "Сотрудники центра (пример)"))


def test_the_example_methodical_centre_has_plans_by_years_and_minutes(sections, client):
    page, people = programme(sections["programmes"], "Хоринск"), seed_people()
    appoint_leader(page=page, user=people["leader"], by=people["admin"])
    texts = {"khorinsk": load("groups")["khorinsk"], "subproject_plans": {}}
    seed_groups({"khorinsk": page}, {"khorinsk": load("programmes/khorinsk")}, texts, people)
    shown = text(client, GroupPage.objects.get(slug="rmc").url)
    for part in ("2020/21 учебный год", "Перспективный план: 2021/22", "План согласован", "Принять план"):
        assert part in shown, part
