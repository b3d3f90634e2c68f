"""A draft of a report: what stands in it for a period, what is refused, and that fresh data never take people's words."""

import datetime
import json

import pytest

from accounts.enums import Role
from accounts.permissions import ActionRefused
from files.writers import Bullets, Heading, Paragraph, Table, parts_of_body, raw_blocks
from home.body import BodyBlock
from library.models import MaterialPage
from programmes import report_sections
from programmes.enums import ItemStatus, ReportKind, SectionChange
from programmes.models import ItemProof, PlanItem, ProgrammeReportPage, Stage
from programmes.report_plan import CANCELLED, DONE, GOING, LATE, MOVED, STILL, group_of
from programmes.report_sections import Scope, report_section, sections_of
from programmes.reporting import ReportRefused, draft_report, refresh_report, review_refresh
from tests.making import close, material, news, person, programme, queries_of, subproject
from tests.programmes.reports import DAY, HALF, draft, item, latest, words

pytestmark = pytest.mark.django_db
TODAY = datetime.date.today()


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], "Читаем вместе", goal="Научить читать всех")


@pytest.fixture
def stage(page):
    return Stage.objects.create(programme=page, number=1, name="Первый", starts_on=DAY(2026, 1, 1))


@pytest.fixture
def editor():
    return person(Role.EDITOR, first_name="Павел", last_name="Липин")


def change_body(report, change):
    """Save a draft whose raw body went through `change`, as an editor's form does."""
    draft_page = latest(report)
    draft_page.body = json.dumps(change(list(draft_page.body.get_prep_value())))
    draft_page.save_revision()


def changes(report):
    return {diff.code: diff.change for diff in review_refresh(report=report)}


def test_a_draft_tells_what_the_plan_the_news_and_the_library_had_in_the_period(sections, page, stage, editor):
    done = item(stage, "Провести семинар", "done", number="1", status_on=DAY(2026, 3, 5))
    ItemProof.objects.create(item=done, text="Программа семинара", on=DAY(2026, 3, 6))
    item(stage, "Собрать совет", "moved", status_on=DAY(2026, 4, 1), status_reason="болезнь докладчика")
    item(stage, "Издать сборник", "cancelled", status_on=DAY(2026, 5, 1), status_reason="нет средств")
    item(stage, "Обновить сайт", "planned", due_on=DAY(2026, 2, 1))
    item(stage, "До периода", "done", status_on=DAY(2025, 3, 5))
    news(sections["news"], "О семинаре", about=[page], date=DAY(2026, 3, 7))
    news(sections["news"], "О старом", about=[page], date=DAY(2025, 3, 7))
    news(sections["news"], "О другом", date=DAY(2026, 3, 7))
    work = material(sections["library"], "Конспект урока", programme=page)
    moment = datetime.datetime(2026, 3, 8, tzinfo=datetime.UTC)
    MaterialPage.objects.filter(pk=work.pk).update(first_published_at=moment)
    report = draft(page, by=editor)
    said = words(report)
    for part in (
        "Научить читать всех",
        "выполнено — 1",
        "Провести семинар",
        "Программа семинара (06.03.2026)",
        "болезнь докладчика",
        "нет средств",
        "Не выполнено в срок",
        "Обновить сайт",
        "О семинаре",
        "Конспект урока",
    ):
        assert part in said, part
    for part in ("До периода", "О старом", "О другом"):
        assert part not in said, part
    assert not report.live
    assert report.title == "Промежуточный отчёт: первое полугодие 2026 года"
    assert report.authors == "Павел Липин"
    assert report.is_child_of(page)


@pytest.mark.parametrize(
    ("status", "status_on", "due_on", "group"),
    [
        ("done", DAY(2026, 1, 1), None, DONE),
        ("done", DAY(2026, 6, 30), None, DONE),
        ("done", DAY(2026, 7, 1), None, STILL),
        ("done", DAY(2026, 7, 1), DAY(2026, 5, 1), LATE),
        ("done", DAY(2025, 12, 31), DAY(2026, 5, 1), STILL),
        ("done", None, DAY(2026, 5, 1), DONE),
        ("done", None, None, STILL),
        ("in_progress", DAY(2025, 9, 1), None, GOING),
        ("in_progress", DAY(2025, 9, 1), DAY(2026, 5, 1), LATE),
        ("in_progress", DAY(2026, 7, 1), None, STILL),
        ("continues", DAY(2026, 2, 1), DAY(2026, 1, 1), GOING),
        ("moved", DAY(2026, 2, 1), DAY(2026, 1, 15), MOVED),
        ("cancelled", DAY(2026, 2, 1), DAY(2026, 1, 15), CANCELLED),
        ("planned", None, DAY(2026, 6, 30), LATE),
        ("planned", None, DAY(2026, 7, 1), STILL),
        ("planned", None, DAY(2025, 12, 31), STILL),
        ("planned", None, None, STILL),
    ],
)
def test_what_an_item_was_in_a_period_goes_by_the_day_of_its_status_or_its_term(status, status_on, due_on, group):
    line = PlanItem(status=status, status_on=status_on, due_on=due_on)
    assert group_of(line, Scope(None, *HALF)) == group


def test_every_status_stands_somewhere_in_the_report():
    found = {group_of(PlanItem(status=status, status_on=DAY(2026, 2, 1)), Scope(None, *HALF)) for status in ItemStatus}
    assert found == {DONE, GOING, MOVED, CANCELLED, STILL}


def test_a_report_on_a_part_tells_of_the_part_alone(sections, page, stage, editor):
    part, other = subproject(page, "Часть", goal="Своя цель"), subproject(page, "Другая")
    item(stage, "Дело части", "done", status_on=DAY(2026, 3, 1), subproject=part)
    item(stage, "Дело другой", "done", status_on=DAY(2026, 3, 1), subproject=other)
    news(sections["news"], "О части", parts=[part], date=DAY(2026, 3, 1))
    news(sections["news"], "О программе", about=[page], date=DAY(2026, 3, 1))
    report = draft(page, by=editor, subproject=part)
    assert report.is_child_of(part)
    said = words(report)
    assert "Дело части" in said
    assert "О части" in said
    assert "Своя цель" in said
    assert "Дело другой" not in said
    assert "О программе" not in said


def test_the_centre_reports_on_all_its_programmes_and_on_none_that_is_closed(sections, page, stage, editor):
    item(stage, "Дело", "done", status_on=DAY(2026, 3, 1))
    hidden = programme(sections["programmes"], "Тайная")
    item(Stage.objects.create(programme=hidden, number=1, name="Э"), "Тайное", "done", status_on=DAY(2026, 3, 1))
    close(hidden)
    news(sections["news"], "Ни о чём", date=DAY(2026, 3, 1))
    report = draft(None, by=editor, kind=ReportKind.PUBLIC)
    assert report.is_child_of(sections["reports"])
    assert report.programme is None
    said = words(report)
    assert "Читаем вместе" in said
    assert "Ни о чём" in said
    assert "Тайн" not in said


def test_a_section_with_nothing_to_say_is_not_there(page, editor):
    assert [section.code for section in sections_of(Scope(page, *HALF))] == ["overview"]
    assert "Выполнение плана" not in words(draft(page, by=editor))


def test_an_app_registers_a_section_of_its_own_once(page, monkeypatch):
    monkeypatch.setattr(report_sections, "_makers", {})

    @report_section("own", "Своё", 5)
    def own(scope):
        return [Paragraph(f"о {scope.programme.title}")]

    report_section("own", "Своё", 5)(own)
    with pytest.raises(ValueError, match="own"):
        report_section("own", "Чужое", 6)(lambda scope: None)
    assert [section.title for section in sections_of(Scope(page, *HALF))] == ["Своё"]
    assert sections_of(Scope(None, *HALF)) == []


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ((DAY(2026, 6, 30), DAY(2026, 1, 1)), "раньше"),
        ((TODAY + datetime.timedelta(days=1), TODAY + datetime.timedelta(days=30)), "не начался"),
        ((DAY(1990, 1, 1), DAY(2026, 1, 1)), "проверьте даты"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_a_reason(page, editor, period, reason):
    with pytest.raises(ReportRefused, match=reason):
        draft(page, by=editor, period=period)
    assert not ProgrammeReportPage.objects.exists()


def test_the_same_report_is_not_made_twice(page, editor):
    draft(page, by=editor)
    with pytest.raises(ReportRefused, match="уже есть"):
        draft(page, by=editor)
    assert draft(page, by=editor, kind=ReportKind.NOTE).slug


def test_a_leader_reports_on_his_programme_and_not_on_the_centre(sections):
    user = person(Role.PROGRAMME_LEADER)
    assert draft(programme(sections["programmes"], "Своя", responsible=user), by=user).pk
    with pytest.raises(ActionRefused):
        draft(None, by=user)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROGRAMME_LEADER}))
def test_of_the_others_only_editors_make_reports(sections, page, role):
    user = person(role)
    for about in (page, None):
        if role in {Role.EDITOR, Role.ADMINISTRATOR}:
            assert draft(about, by=user).pk
            ProgrammeReportPage.objects.get().delete()
        else:
            with pytest.raises(ActionRefused):
                draft(about, by=user)


def test_who_answers_for_a_part_reports_on_it_and_not_on_the_programme(page):
    user = person(Role.SUBPROJECT_LEADER)
    part = subproject(page, "Часть", responsible=user)
    assert draft(page, by=user, subproject=part).pk
    with pytest.raises(ActionRefused):
        draft(page, by=user)


def test_fresh_data_reach_sections_that_nobody_has_touched(page, stage, editor):
    line = item(stage, "Дело", "in_progress", status_on=DAY(2026, 1, 5))
    report = draft(page, by=editor)
    assert changes(report) == {"overview": SectionChange.SAME, "plan": SectionChange.SAME}
    PlanItem.objects.filter(pk=line.pk).update(status="done", status_on=DAY(2026, 2, 5))
    assert changes(report)["plan"] == SectionChange.UPDATED
    refresh_report(report=report, by=editor)
    assert "выполнено — 1" in words(report)
    assert "в работе — 1" not in words(report)
    assert changes(report)["plan"] == SectionChange.SAME


def test_what_people_have_written_into_a_section_stays_and_they_are_told(page, stage, editor):
    line = item(stage, "Дело", "in_progress", status_on=DAY(2026, 1, 5))
    report = draft(page, by=editor)

    def rewrite(raw):
        for block in raw:
            if block["type"] == "text" and "В плане" in block["value"]:
                block["value"] = "<p>Моими словами.</p>"
        return raw

    change_body(report, rewrite)
    PlanItem.objects.filter(pk=line.pk).update(status="done", status_on=DAY(2026, 2, 5))
    (diff,) = [diff for diff in refresh_report(report=report, by=editor) if diff.code == "plan"]
    assert diff.change == SectionChange.KEPT
    assert diff.is_people
    assert "Моими словами." in words(report)
    assert "выполнено — 1" not in words(report)
    refresh_report(report=report, by=editor, replace=["plan"])
    assert "Моими словами." not in words(report)
    assert "выполнено — 1" in words(report)


def test_blocks_that_people_put_between_those_of_the_site_outlive_every_refresh(page, stage, editor):
    line = item(stage, "Дело", "in_progress", status_on=DAY(2026, 1, 5))
    report = draft(page, by=editor)
    own = {"type": "text", "value": "<p>Слово руководителя.</p>", "id": "own"}
    change_body(report, lambda raw: [raw[0], own, *raw[1:]])
    PlanItem.objects.filter(pk=line.pk).update(status="done", status_on=DAY(2026, 2, 5))
    refresh_report(report=report, by=editor, replace=["overview", "plan"])
    assert "Слово руководителя." in words(report)
    assert "выполнено — 1" in words(report)
    assert words(report).count("Общие сведения") == 1


def test_a_section_that_people_removed_does_not_come_back_by_itself(page, stage, editor):
    item(stage, "Дело", "done", status_on=DAY(2026, 1, 5))
    report = draft(page, by=editor)
    plan_ids = latest(report).written["plan"]["ids"]
    change_body(report, lambda raw: [block for block in raw if block["id"] not in plan_ids])
    assert changes(report)["plan"] == SectionChange.REMOVED
    refresh_report(report=report, by=editor)
    assert "Выполнение плана" not in words(report)
    refresh_report(report=report, by=editor, replace=["plan"])
    assert "Выполнение плана" in words(report)


def test_a_section_that_had_nothing_to_say_is_added_when_it_has(sections, page, editor):
    report = draft(page, by=editor)
    news(sections["news"], "Свежая", about=[page], date=DAY(2026, 3, 1))
    assert changes(report)["news"] == SectionChange.NEW
    refresh_report(report=report, by=editor)
    assert "Свежая" in words(report)


def test_the_form_of_the_editor_may_store_the_same_words_in_its_own_shape(page, stage, editor):
    item(stage, "Дело", "done", status_on=DAY(2026, 1, 5))
    report = draft(page, by=editor)

    def as_the_form_does(raw):
        for block in raw:
            if block["type"] == "text":
                block["value"] = block["value"].replace("<p>", '<p data-block-key="a1b2c">')
            if block["type"] == "table":
                block["value"]["table"] |= {"mergeCells": [], "table_header_choice": "row", "table_caption": ""}
        return raw

    change_body(report, as_the_form_does)
    assert changes(report)["plan"] == SectionChange.SAME


def test_what_was_published_is_frozen(page, editor):
    report = draft(page, by=editor)
    report.get_latest_revision().publish()
    report.refresh_from_db()
    with pytest.raises(ReportRefused, match="опубликован"):
        refresh_report(report=report, by=editor)


def test_nobody_else_refreshes_a_report(page, editor):
    report = draft(page, by=editor)
    with pytest.raises(ActionRefused):
        refresh_report(report=report, by=person(Role.TEACHER))


def test_parts_become_blocks_and_come_back_as_they_were():
    parts = [
        Heading("Раздел <1>"),
        Heading("Подраздел", 3),
        Paragraph("Строка & ещё\nвторая"),
        Bullets(("раз", "два"), ordered=True),
        Table((("а", "б"), ("в", "г")), ("А", "Б"), caption="Что это", titled=True),
    ]
    body = BodyBlock().to_python(raw_blocks(parts))
    assert parts_of_body(body) == parts
    BodyBlock().clean(body)


def test_a_year_of_much_costs_as_many_queries_as_a_year_of_little(sections, page, stage, editor):
    kinds = iter(ReportKind)

    def make(about):
        draft_report(programme=about, kind=next(kinds), starts_on=DAY(2026, 1, 1), ends_on=TODAY, by=editor)

    def grow(number):
        for n in range(number):
            line = item(stage, f"Дело {number} {n}", "done", status_on=DAY(2026, 2, 2))
            ItemProof.objects.create(item=line, text="Чем")
            news(sections["news"], f"Новость {number} {n}", about=[page], date=DAY(2026, 2, 2))
            material(sections["library"], f"Работа {number} {n}", programme=page)
            programme(sections["programmes"], f"Ещё {number} {n}")

    def cost(about):
        scope = Scope(about, DAY(2026, 1, 1), TODAY)
        return queries_of(lambda: sections_of(scope))

    grow(2)
    few = cost(page), cost(None)
    grow(7)
    assert (cost(page), cost(None)) == few
    assert max(few) <= 12
    make(page)
    make(None)
