"""What the dates of an item mean on a day: terms, what is next, what is late; the timeline; contradictions."""

import datetime

import pytest

from programmes import schedule
from programmes.contradictions import contradictions_of
from programmes.models import PlanItem, Stage
from programmes.plan_rows import by_stage_and_direction, read_stages, rows_of
from programmes.planning import write_term
from programmes.terms import read_term
from programmes.timeline import timeline_of
from tests.making import programme

pytestmark = pytest.mark.django_db
DAY = datetime.date
NOW = DAY(2026, 11, 22)


@pytest.fixture
def page(sections):
    return programme(sections["programmes"], starts_on=DAY(2026, 9, 1), ends_on=DAY(2027, 8, 31))


@pytest.fixture
def stage(page):
    return Stage.objects.create(
        programme=page, number=1, name="Основной", starts_on=DAY(2026, 9, 1), ends_on=DAY(2027, 5, 31)
    )


def made(stage, words="", **fields):
    """An item of the plan with the term these words name."""
    item = PlanItem(stage=stage, text=fields.pop("text", "Дело"), **fields)
    write_term(item, read_term(words), words)
    return PlanItem.objects.get(pk=item.pk)


def ends(item):
    return [f"{span.ends_on:%d.%m.%y}" for span in schedule.spans_of(item)]


def test_an_item_has_its_own_terms_or_several_or_none(stage):
    assert ends(made(stage, "ноябрь 2026")) == ["30.11.26"]
    assert ends(made(stage, "ноябрь 2026, май 2027")) == ["30.11.26", "31.05.27"]
    assert ends(made(stage, "в течение года")) == []


def test_what_comes_again_comes_within_its_stage(stage):
    assert ends(made(stage, "раз в 3 месяца")) == ["30.11.26", "28.02.27", "31.05.27"]
    assert ends(made(stage, "ежемесячно с января 2027 по март 2027")) == ["31.01.27", "28.02.27", "31.03.27"]
    assert ends(made(stage, "ежегодно")) == ["31.05.27"]


@pytest.mark.parametrize(
    ("words", "status", "late"),
    [
        ("октябрь 2026", "planned", True),
        ("октябрь 2026", "in_progress", True),
        ("октябрь 2026", "moved", True),
        ("октябрь 2026", "continues", False),
        ("октябрь 2026", "done", False),
        ("октябрь 2026", "cancelled", False),
        ("до 22 ноября 2026", "planned", False),
        ("до 21 ноября 2026", "planned", True),
        ("октябрь 2026, май 2027", "planned", True),
        ("октябрь 2026, май 2027", "in_progress", False),
        ("в течение этапа", "planned", False),
    ],
)
def test_late_is_what_is_over_and_neither_settled_nor_said_to_go_on(stage, words, status, late):
    assert schedule.is_late(made(stage, words, status=status), NOW) == late


def test_an_item_without_days_is_late_when_its_stage_is_over(stage):
    assert schedule.is_late(made(stage, "в течение этапа"), DAY(2027, 6, 1))
    stage.ends_on = None
    stage.save()
    assert not schedule.is_late(made(stage, "в течение этапа"), DAY(2030, 1, 1))


@pytest.mark.parametrize(
    ("words", "status", "now"),
    [
        ("ноябрь 2026", "planned", True),
        ("декабрь 2026", "planned", False),
        ("декабрь 2026", "in_progress", True),
        ("октябрь 2026", "planned", False),
        ("октябрь 2026", "continues", True),
        ("ноябрь 2026", "done", False),
        ("постоянно", "planned", True),
        ("сентябрь 2026, ноябрь 2026", "planned", True),
        ("сентябрь 2026, декабрь 2026", "planned", False),
    ],
)
def test_now_is_what_is_being_done_or_should_be(stage, words, status, now):
    assert schedule.is_now(made(stage, words, status=status), NOW) == now


def test_the_next_term_is_the_first_that_is_not_over(stage):
    assert schedule.next_due(made(stage, "октябрь 2026, май 2027"), NOW) == DAY(2027, 5, 31)
    assert schedule.next_due(made(stage, "октябрь 2026"), NOW) is None
    assert schedule.next_due(made(stage, "постоянно"), NOW) == DAY(2027, 5, 31)
    assert schedule.next_due(made(stage, "декабрь 2026", status="done"), NOW) is None


# The timeline ------------------------------------------------------------------------------------------------------------


def drawn(page, today=NOW):
    stages = read_stages(page, today)
    return timeline_of(by_stage_and_direction(stages, rows_of(stages, {}, today)), today)


def test_bars_stand_where_their_terms_are(page, stage):
    made(stage, "сентябрь 2026", text="Первое")
    made(stage, "сентябрь 2026, май 2027", text="Два срока")
    made(stage, "в течение этапа", text="Без дня")
    picture = drawn(page)
    ((_stage, band, lines),) = picture.stages
    days = (DAY(2027, 6, 1) - DAY(2026, 9, 1)).days
    assert (band.left, band.width) == (0, 100)
    assert [line.is_loose for line in lines] == [False, False, True]
    assert lines[0].bars[0].left == 0
    assert lines[0].bars[0].width == pytest.approx(100 * 30 / days, abs=0.02)
    assert [round(bar.left + bar.width) for bar in lines[1].bars] == [11, 100]
    assert picture.today == pytest.approx(100 * 82 / days, abs=0.02)
    assert lines[0].title == "сентябрь 2026. Запланировано, просрочено"
    assert 2 <= len(picture.ticks) <= 9


def test_nothing_leaves_the_drawing_and_a_day_can_be_seen(page, stage):
    made(stage, "31.05.2027")
    made(stage, "до 1 сентября 2026")
    made(stage, "с мая 2019")
    made(stage, "2016–2040 гг.")
    for _stage, _band, lines in drawn(page).stages:
        for bar in (bar for line in lines for bar in line.bars):
            assert bar.left >= 0
            assert bar.left + bar.width <= 100.01
            assert bar.width >= 0.8


def test_without_a_single_day_nothing_is_drawn(page):
    made(Stage.objects.create(programme=page, number=1, name="Без срока"), "постоянно")
    assert drawn(page) is None


# Contradictions ----------------------------------------------------------------------------------------------------------


def told(page):
    stages = read_stages(page, NOW)
    return [found.text for found in contradictions_of(page, stages, NOW)]


def test_a_sound_plan_contradicts_itself_in_nothing(page, stage):
    for number, words in enumerate(["сентябрь 2026", "раз в 6 месяцев", "в течение этапа", "май 2027"], start=1):
        made(stage, words, number=f"1.{number}", sort_order=number)
    assert told(page) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("июль 2027", "не входит в свой этап"),
        ("май 2020", "не входит в свой этап"),
        ("май – август 2027", "кончается позже"),
        ("август – октябрь 2026", "начинается раньше"),
        ("сентябрь 2026, июль 2027", "не входит"),
    ],
)
def test_an_item_outside_its_stage_is_told(page, stage, words, said):
    made(stage, words)
    assert [said in text for text in told(page)] == [True]


def test_gaps_repetitions_and_steps_back_among_numbers_are_told(page, stage):
    for order, number in enumerate(["2.3", "2.4", "2.7", "2.7", "2.5", "3.1", "б/н", "7", "8."]):
        made(stage, number=number, sort_order=order)
    assert told(page) == [
        "Номера идут с пропуском: 2.4 → 2.7.",
        "Номер 2.7 стоит дважды.",
        "После 2.7 стоит 2.5: номера идут назад.",
    ]


def test_an_end_before_the_beginning_and_what_was_done_before_its_time_are_told(page, stage):
    turned = made(stage)
    PlanItem.objects.filter(pk=turned.pk).update(starts_on=DAY(2027, 3, 1), due_on=DAY(2027, 2, 1))
    made(stage, "май 2027", status="done")
    assert told(page) == ["Срок кончается раньше, чем начинается.", "Выполнено, а срок ещё не наступил."]


def test_words_that_say_another_day_than_the_date_are_told(page, stage):
    item = made(stage, "май 2027")
    PlanItem.objects.filter(pk=item.pk).update(due_on=DAY(2027, 5, 15))
    assert "расходятся" in told(page)[0]


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (DAY(2027, 6, 1), DAY(2027, 8, 31), []),
        (DAY(2027, 6, 11), DAY(2027, 8, 31), ["Между этапами 1 и 2 — 10 дн. без этапа."]),
        (DAY(2027, 5, 31), DAY(2027, 8, 31), ["Этапы 1 и 2 накладываются."]),
        (DAY(2027, 6, 1), DAY(2027, 9, 1), ["Этап 2 выходит за срок программы."]),
    ],
)
def test_gaps_and_overlaps_of_stages_are_told(page, stage, start, end, said):
    Stage.objects.create(programme=page, number=2, name="Итоги", starts_on=start, ends_on=end)
    assert told(page) == said
