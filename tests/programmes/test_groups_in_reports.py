"""A report of a programme reads the plans and meetings of its councils and groups for the period (D12.5)."""

import datetime

import pytest

from files.writers import Heading, Paragraph, Table
from programmes.models import GroupPage, Meeting, PlanAgreement, PlanItem, Stage
from programmes.report_groups import groups_section
from programmes.report_plan import plan_section
from programmes.report_sections import Scope, sections_of
from tests.making import close, programme, put, queries_of, subproject
from tests.programmes.reports import DAY, HALF, draft, item, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе")


def group_with_plan(parent, programme, title="Лаборатория вопроса", **term):
    """A group with one stage of a plan, of the year 2026 unless told otherwise; returns (group, stage)."""
    group = put(parent, GroupPage(title=title))
    term = {"starts_on": DAY(2026, 1, 1), "ends_on": DAY(2026, 12, 31), **term}
    return group, Stage.objects.create(programme=programme, group=group, number=1, name="План", **term)


def said(scope):
    """Everything the section says, as one string; "" where it has nothing."""
    parts = groups_section(scope) or []
    return " ".join(str(part) for part in parts).replace("\u00a0", " ")


def test_the_section_tells_each_groups_plan_in_the_period_and_its_meetings(page):
    group, stage = group_with_plan(page, page)
    item(stage, "Показать приёмы", "done", number="2", status_on=DAY(2026, 3, 5), term="март 2026")
    item(stage, "Собрать задания", "moved", number="1", status_on=DAY(2026, 4, 1), status_reason="болезнь")
    item(stage, "Осенняя встреча", number="3", due_on=DAY(2026, 10, 1))
    PlanAgreement.objects.create(group=group, agreed_on=DAY(2026, 1, 20))
    PlanAgreement.objects.create(group=group, agreed_on=DAY(2026, 9, 1))
    for day, status in ((DAY(2026, 2, 1), "held"), (DAY(2026, 5, 1), "held"), (DAY(2026, 9, 1), "held")):
        Meeting.objects.create(group=group, on=day, status=status)
    Meeting.objects.create(group=group, on=DAY(2026, 3, 1))
    heading, paragraph, table = groups_section(Scope(page, *HALF))
    assert heading == Heading("Лаборатория вопроса", 3)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.replace("\u00a0", " ") == (
        "В плане 3 мероприятия. За период: выполнено — 1, перенесено — 1. План согласован 20.01.2026. Прошло 2 заседания."
    )
    assert isinstance(table, Table)
    assert [(row[0], row[1], row[3]) for row in table.rows] == [
        ("2", "Показать приёмы", "выполнено"),
        ("1", "Собрать задания", "перенесено"),
    ]
    assert table.rows[1][4] == "болезнь"


def test_the_draft_of_a_report_has_the_section_and_the_plan_of_the_programme_does_not_repeat_it(page):
    _group, stage = group_with_plan(page, page)
    item(stage, "Дело группы", "done", status_on=DAY(2026, 3, 5))
    own = Stage.objects.create(programme=page, number=1, name="Первый")
    item(own, "Дело программы", "done", status_on=DAY(2026, 3, 5))
    text = words(draft(page))
    assert "Работа советов и групп" in text
    assert text.count("Дело группы") == 1
    assert "Дело группы" not in str(plan_section(Scope(page, *HALF)))


def test_a_plan_nobody_agreed_says_so_and_one_in_which_nothing_changed_too(page):
    _group, stage = group_with_plan(page, page)
    item(stage, "Потом", due_on=DAY(2026, 10, 1))
    assert "За период их состояние не менялось. План ещё не согласован." in said(Scope(page, *HALF))


def test_what_lay_outside_the_period_is_not_told(page):
    _group, stage = group_with_plan(page, page, starts_on=DAY(2024, 1, 1), ends_on=DAY(2024, 12, 31))
    item(stage, "Давнее", "done", status_on=DAY(2024, 3, 5))
    assert groups_section(Scope(page, *HALF)) is None
    assert "groups" not in [section.code for section in sections_of(Scope(page, *HALF))]


def test_a_closed_group_and_a_group_of_another_programme_are_not_told(sections, page):
    group, stage = group_with_plan(page, page)
    item(stage, "Для своих", "done", status_on=DAY(2026, 3, 5))
    close(group)
    other = programme(sections["programmes"], "Другая")
    _strange, far = group_with_plan(other, other, "Чужая")
    item(far, "Чужое", "done", status_on=DAY(2026, 3, 5))
    assert groups_section(Scope(page, *HALF)) is None


def test_a_report_on_a_part_tells_of_the_groups_of_that_part(page):
    part = subproject(page, "Часть")
    for parent, title in ((part, "Группа части"), (page, "Группа программы")):
        _group, stage = group_with_plan(parent, page, title)
        item(stage, f"Дело: {title}", "done", status_on=DAY(2026, 3, 5))
    assert "Группа программы" not in said(Scope(page, *HALF, subproject=part))
    assert "Дело: Группа части" in said(Scope(page, *HALF, subproject=part))
    assert "Дело: Группа части" in said(Scope(page, *HALF))


def test_a_council_without_a_plan_is_told_by_its_meetings(page):
    council = put(page, GroupPage(title="Экспертный совет", kind="expert"))
    Meeting.objects.create(group=council, on=DAY(2026, 2, 1), status="held")
    assert "Прошло 1\\xa0заседание." in said(Scope(page, *HALF))


def test_the_section_asks_no_more_for_more_groups(page):
    def grow(number):
        group, stage = group_with_plan(page, page, f"Группа {number}")
        for line in range(number):
            item(stage, f"Дело {line}", "done", status_on=DAY(2026, 3, 5))
        Meeting.objects.create(group=group, on=DAY(2026, 2, 1), status="held")

    grow(1)
    few = queries_of(lambda: groups_section(Scope(page, *HALF)))
    for number in range(2, 6):
        grow(number)
    assert queries_of(lambda: groups_section(Scope(page, *HALF))) == few <= 6
    assert PlanItem.objects.count() == 15
    assert datetime.date(2026, 3, 5) in PlanItem.objects.values_list("status_on", flat=True)
